"""The reconciler: finds what no delivery told of, by asking Stripe, and rings the same door. With webhooks switched off
everything still settles, only later.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from handfast.payments import calls, pay
from handfast.payments.gateway import marked_since
from handfast.payments.models import Account, Checkout, Discrepancy, Entry
from handfast.payments.observe import observe
from handfast.payments.states import State, state

# How far back Stripe's own list is read at each run: longer than the time between two, so that none slips through.
OVERLAP = timedelta(days=3)


@dataclass(frozen=True)
class Outcome:
    """What a run did: checkouts looked at, those of them that gained entries, discrepancies there are now."""

    looked: int
    healed: int
    discrepancies: int


def reconcile() -> Outcome:
    """Looks at every checkout whose money story is not complete, and at every recent intent of ours at Stripe.

    Raises gateway.StripeTrouble; what was settled until then stays, and a rerun goes on.
    """
    looked: set[int] = set()
    healed = 0
    for checkout, intent_id in _to_look_at():
        if checkout.pk not in looked:
            looked.add(checkout.pk)
            healed += bool(observe(checkout, "the reconciler", intent_id=intent_id))
    return Outcome(len(looked), healed, Discrepancy.objects.count())


def _to_look_at() -> Iterator[tuple[Checkout, str | None]]:
    for checkout in incomplete().select_related("book__account").iterator():
        yield checkout, _lost_intent(checkout)
    for account in Account.objects.filter(books__isnull=False).distinct():
        for seen in marked_since(account, timezone.now() - OVERLAP):
            yield from _unseen(seen.checkout, seen.id)


def incomplete() -> QuerySet[Checkout]:
    """Checkouts that may still gain entries: asked of Stripe, not cancelled, and without a payment or its fee."""
    has = {
        kind: Exists(Entry.objects.filter(checkout=OuterRef("pk"), kind=kind))
        for kind in (Entry.Kind.PAYMENT, Entry.Kind.FEE)
    }
    asked = Q(intent_id__isnull=False) | Q(calls__isnull=False)
    return Checkout.objects.filter(asked, ~Q(has[Entry.Kind.PAYMENT]) | ~Q(has[Entry.Kind.FEE])).distinct()


def _lost_intent(checkout: Checkout) -> str | None:
    """The intent of a checkout whose answer never came, if Stripe has it."""
    if checkout.intent_id:
        return None
    call = checkout.calls.filter(action=calls.CREATE).order_by("n").first()
    found = pay.find_lost(checkout, call) if call else None
    return found.id if found else None


def _unseen(token: str, intent_id: str) -> Iterator[tuple[Checkout, str]]:
    checkout = Checkout.objects.filter(token=token).select_related("book__account").first()
    if checkout and state(checkout) not in (State.RECEIVED, State.CANCELLED):
        yield checkout, intent_id
