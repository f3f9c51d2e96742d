"""Looking up what Stripe rang about: deliveries are claimed, grouped by checkout, and each is looked at once."""

import logging
from collections import defaultdict

from django.db.models import Q
from django.utils import timezone

from handfast.core.leases import back_off, claim
from handfast.payments.gateway import StripeTrouble
from handfast.payments.models import Account, Checkout, Delivery, Discrepancy
from handfast.payments.observe import observe

log = logging.getLogger(__name__)

# After so many tries (about two days) a delivery for a checkout that this site does not have is given to the host.
PATIENCE = 50

NOT_OURS = "not ours"
LOOKED_UP = "looked up"
NOTHING_TO_LOOK_UP = "nothing to look up"
NOT_HERE = "its checkout is not here"


def attend(limit: int = 50) -> int:
    """Looks up to `limit` waiting deliveries up; how many were taken. Safe to run in any number of workers."""
    taken = claim(Delivery.objects.all(), limit=limit)
    checkouts = _checkouts(taken)
    groups: dict[int, list[Delivery]] = defaultdict(list)
    for delivery in taken:
        found = checkouts.get(_token(delivery)) or checkouts.get(delivery.intent_id)
        if found is None:
            _without_checkout(delivery)
        elif delivery.type == "payment_intent.created":
            _finish([delivery], NOTHING_TO_LOOK_UP, found)  # we made it; no money has moved
        else:
            groups[found.pk].append(delivery)
    by_pk = {checkout.pk: checkout for checkout in checkouts.values()}
    for pk, rings in groups.items():
        _look(by_pk[pk], rings)
    return len(taken)


def _checkouts(deliveries: list[Delivery]) -> dict[str, Checkout]:
    """The checkouts that `deliveries` speak of, by token and by intent."""
    tokens = {token for delivery in deliveries if (token := _token(delivery))}
    intents = {delivery.intent_id for delivery in deliveries if delivery.intent_id}
    rows = Checkout.objects.filter(Q(token__in=tokens) | Q(intent_id__in=intents)).select_related("book__account")
    found: dict[str, Checkout] = {}
    for checkout in rows if tokens or intents else []:
        found[checkout.token] = checkout
        if checkout.intent_id:
            found[checkout.intent_id] = checkout
    return found


def _token(delivery: Delivery) -> str:
    token = delivery.metadata.get("handfast_checkout")
    return token if isinstance(token, str) else ""


def _look(checkout: Checkout, rings: list[Delivery]) -> None:
    """One look for all of a checkout's rings; when it cannot be had, they wait for another."""
    try:
        observe(checkout, rings[-1].type, intent_id=rings[-1].intent_id or None)
    except StripeTrouble as trouble:
        _postpone(rings, str(trouble))
    except Exception as error:
        # One checkout's trouble must not keep the others waiting; the host sees it beside the delivery.
        log.exception("Checkout %s could not be settled", checkout.pk)
        _postpone(rings, f"{type(error).__name__}: {error}")
    else:
        _finish(rings, LOOKED_UP, checkout)


def _without_checkout(delivery: Delivery) -> None:
    """An event of somebody else's is noted as such; one that bears our name is kept and tried again (invariant 5)."""
    account = Account.objects.filter(instance=delivery.metadata.get("handfast_instance") or "-").first()
    if account is None:
        _finish([delivery], NOT_OURS)
    elif delivery.attempts < PATIENCE:
        _postpone([delivery], "It bears this site's name, but its checkout is not here (yet).")
    else:
        Discrepancy.objects.get_or_create(
            account=account,
            kind="unknown_checkout",
            about=delivery.intent_id or delivery.object_id,
            defaults={"message": "Stripe has a payment that this site asked for, but its checkout is not here."},
        )
        _finish([delivery], NOT_HERE)


def _finish(rings: list[Delivery], outcome: str, checkout: Checkout | None = None) -> None:
    Delivery.objects.filter(pk__in=[ring.pk for ring in rings]).update(
        done_at=timezone.now(), leased_until=None, outcome=outcome, checkout=checkout
    )


def _postpone(rings: list[Delivery], outcome: str) -> None:
    for ring in rings:
        ring.due_at, ring.leased_until, ring.outcome = timezone.now() + back_off(ring.attempts), None, outcome[:200]
    Delivery.objects.bulk_update(rings, ["due_at", "leased_until", "outcome"])
