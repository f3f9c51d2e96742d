"""How gifts stand, asked of claims, checkouts and the clock: the only place that says what is given, held and free."""

from datetime import datetime

from django.db.models import Prefetch, QuerySet

from handfast.payments.states import State, state
from handfast.payments.sums import given, given_back, still_due, wanted
from handfast.registry import holding
from handfast.registry.holding import Standing
from handfast.registry.models import Claim, Contribution, Gift


def with_promises(gifts: QuerySet[Gift]) -> QuerySet[Gift]:
    """`gifts` with all that `standing` reads: the same few queries however many there are."""
    shares = Contribution.objects.select_related("household", "checkout__transfer").prefetch_related(
        "checkout__entries", "checkout__observations", "checkout__discrepancies"
    )
    return gifts.select_related("picture").prefetch_related(
        Prefetch("claims", Claim.objects.select_related("household")), Prefetch("contributions", shares.order_by("pk"))
    )


def locked(gift: Gift) -> Gift:
    """`gift` as it is now, held for this transaction: claims and shares of one gift are decided one after another.

    Raises Gift.DoesNotExist where the hosts have just deleted it.
    """
    return with_promises(Gift.objects.select_for_update(of=("self",))).select_related("wedding__book").get(pk=gift.pk)


def standing(gift: Gift, now: datetime, *, without: Claim | Contribution | None = None) -> Standing:
    """How `gift` (one of `with_promises`) stands at `now`; as if `without` were not there, to ask whether it may be."""
    if gift.is_shared:
        shares = [share for share in gift.contributions.all() if share != without]
        return Standing(gift.price or 0, sum(map(paid, shares)), sum(in_flight(share, now) for share in shares))
    claims = [claim for claim in gift.claims.all() if claim != without]
    bought = sum(claim.count for claim in claims if claim.bought_at)
    return Standing(gift.quantity, bought, sum(claim.count for claim in claims if is_held(claim, now)))


def is_held(claim: Claim, now: datetime) -> bool:
    """Whether an open claim still keeps its pieces from others."""
    return claim.bought_at is None and now < claim.claimed_at + holding.CLAIM


def paid(contribution: Contribution) -> int:
    """What a contribution has brought, less what went back and without what was added for the fee, in minor units."""
    return max(0, given(contribution.checkout) - given_back(contribution.checkout))


def in_flight(share: Contribution, now: datetime) -> int:
    """What a share keeps from others while its payment is open, in minor units.

    One that waits for its payer keeps it for a while, one that was sent by bank for longer; one that a bank is at work
    on, or that does not fit, until that is known.
    """
    found, age = state(share.checkout), now - share.held_from
    if found is State.RECEIVED or (found.may_pay and age >= holding.SHARE):
        return 0
    if found in (State.SENT, State.PARTLY):
        return still_due(share.checkout) if age < holding.TRANSFER else 0
    return wanted(share.checkout)
