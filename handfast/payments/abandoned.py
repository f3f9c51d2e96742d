"""Payments by card that were begun and left: their intents are cancelled after some days, so that none stays open for
ever, and soon where the payer has chosen a transfer instead, so that an old window does not pay a second time."""

import logging
from datetime import timedelta

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from handfast.payments import calls, gateway
from handfast.payments.gateway import NotChangeable, StripeTrouble
from handfast.payments.models import Checkout
from handfast.payments.observe import observe
from handfast.payments.reconcile import incomplete
from handfast.payments.states import latest
from handfast.payments.sums import IN

log = logging.getLogger(__name__)

# Long enough for a guest who went to look for a card, short enough that an old page cannot surprise anybody.
AFTER = timedelta(days=7)
# Stripe's words for an intent that still waits for its payer.
UNPAID = ("requires_payment_method", "requires_confirmation", "requires_action")


def give_up(after: timedelta = AFTER) -> int:
    """Cancels the intents of checkouts opened longer ago than `after` that nobody paid; how many. A payer who comes
    back later gets a new intent."""
    return _cancel_all(incomplete().filter(opened_at__lt=timezone.now() - after))


def close_after_transfers() -> int:
    """Cancels the intents of checkouts whose transfer has come, or was sent as their payers say; how many. One that was
    matched by mistake and undone has not come: its payer may need the card."""
    came = Sum("entries__amount", filter=Q(entries__bank_line__isnull=False, entries__kind__in=IN), default=0)
    by_bank = incomplete().annotate(by_bank=came)
    return _cancel_all(by_bank.filter(Q(transfer__sent_at__isnull=False) | Q(by_bank__gt=0)))


def _cancel_all(left: QuerySet[Checkout]) -> int:
    """Looks at each afresh first. What was paid meanwhile Stripe itself refuses to cancel: then that is observed
    instead. Where Stripe does not answer, it stays for the next time."""
    cancelled = 0
    for checkout in left.filter(intent_id__isnull=False).select_related("book__account").iterator():
        try:
            cancelled += cancel(checkout)
        except StripeTrouble as trouble:
            log.warning("Checkout %s stays open: %s", checkout.pk, trouble)
    return cancelled


def cancel(checkout: Checkout, because: str = "the sweep") -> bool:
    """Cancels the intent of `checkout` unless it is paid or on its way, after a look at it; whether it did.

    Raises StripeTrouble when Stripe cannot be asked.
    """
    observe(checkout, because)
    seen = latest(checkout)
    if seen is None or seen.status not in UNPAID or checkout.discrepancies.exists():
        return False
    call = calls.cancelling(checkout)
    try:
        gateway.cancel_intent(call)
        done = True
    except NotChangeable:
        done = False
    calls.answered(call)
    observe(checkout, because)
    return done
