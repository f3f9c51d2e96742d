"""Payments that were begun and left: their intents are cancelled after some days, so that none stays open for ever."""

import logging
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from handfast.payments import calls, gateway
from handfast.payments.gateway import NotChangeable, StripeTrouble
from handfast.payments.models import Checkout, Entry
from handfast.payments.observe import observe
from handfast.payments.reconcile import incomplete
from handfast.payments.states import latest

log = logging.getLogger(__name__)

# Long enough for a guest who went to look for a card, short enough that an old page cannot surprise anybody.
AFTER = timedelta(days=7)
# Stripe's words for an intent that still waits for its payer.
UNPAID = ("requires_payment_method", "requires_confirmation", "requires_action")


def give_up(after: timedelta = AFTER) -> int:
    """Cancels the intents of checkouts opened longer ago than `after` that nobody paid, and at once those that a
    bank transfer has paid; how many.

    Each is looked at afresh first, and Stripe itself refuses to cancel what was paid meanwhile: then that is observed
    instead. A payer who comes back later gets a new intent.
    """
    cancelled = 0
    by_bank = Exists(Entry.objects.filter(checkout=OuterRef("pk"), bank_line__isnull=False))
    left = incomplete().filter(Q(opened_at__lt=timezone.now() - after) | by_bank, intent_id__isnull=False)
    for checkout in left.select_related("book__account").iterator():
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
