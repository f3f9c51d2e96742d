"""Taking money for an invoice, by card or by bank: at most one open attempt, never for more than is due."""

from contextlib import suppress

from django.db import transaction
from django.utils.translation import gettext as _

from handfast.invoices.models import Invoice, InvoicePayment
from handfast.invoices.standing import Standing, open_payment, open_payments, standing, whole
from handfast.payments import abandoned, calls, pay
from handfast.payments.chargeable import least, most, step
from handfast.payments.gateway import NotChangeable
from handfast.payments.models import Checkout
from handfast.payments.observe import observe
from handfast.payments.states import State, latest, state


class NotPayable(ValueError):
    """That much cannot be paid of it now; the words are for the payer."""


def most_payable(now: Standing) -> int:
    """The most that one card payment can pay of it, in minor units; 0 where a card cannot pay what is left."""
    currency = now.invoice.currency
    return min(now.payable, most(currency).amount) if now.payable >= least(currency).amount else 0


def refuse(now: Standing, amount: int, *, by_bank: bool = False) -> None:
    """Raises NotPayable unless `amount` (minor units) may be paid: by card, what a card can carry, and so that a card
    can pay what is left afterwards; by bank, anything that is due."""
    currency = now.invoice.currency
    smallest = least(currency)
    if not 0 < amount <= (now.payable if by_bank else most_payable(now)) or amount % step(currency):
        raise NotPayable(_("Pay no more than is due."))
    if by_bank:
        return
    rest = now.payable - amount
    locale = now.invoice.wedding.locale
    if amount < smallest.amount or 0 < rest < smallest.amount:
        words = _("A card pays %(least)s at least, now and later. Pay all of it, or less now.")
        raise NotPayable(words % {"least": smallest.format(locale)})


def payment(invoice: Invoice, amount: int, *, by_bank: bool = False) -> InvoicePayment:
    """The one open attempt to pay `invoice`, for `amount` minor units from now on: found, or made.

    The invoice is locked, so that two tabs get the same, and what is due stays due meanwhile. Raises NotPayable;
    NotChangeable when a card has just paid, StripeTrouble when Stripe cannot be told of the amount (it is before a card
    is asked for).
    """
    with transaction.atomic():
        Invoice.objects.select_for_update().get(pk=invoice.pk)
        now = standing(whole(Invoice.objects.all()).get(pk=invoice.pk))
        refuse(now, amount, by_bank=by_bank)
        found = open_payment(now.invoice) or _new(now.invoice, amount)
        before = pay.want_amount(found.checkout, amount)
    pay.tell_amount(found.checkout, before)
    return found


def _new(invoice: Invoice, amount: int) -> InvoicePayment:
    checkout = pay.open_checkout(
        invoice.wedding.book,
        amount=amount,
        description=_("Invoice %(number)s") % {"number": invoice.label},
        payer_name=invoice.to_name,
        payer_email=invoice.to_email,
    )
    return InvoicePayment.objects.create(invoice=invoice, checkout=checkout)


def bring_in_line(invoice: Invoice) -> int:
    """Lets no open attempt take more than may be paid now, at Stripe too; how many were changed or cancelled.

    Called after whatever changes what is due. What a card has paid in the meantime is recorded, and is credit. Raises
    StripeTrouble; the worker does it again.
    """
    with transaction.atomic():
        Invoice.objects.select_for_update().get(pk=invoice.pk)
        now = standing(whole(Invoice.objects.all()).get(pk=invoice.pk))
        allowed, attempts = most_payable(now), open_payments(now.invoice)
        current = attempts.pop() if attempts and allowed else None
        before = _lower(current.checkout, allowed) if current else 0
    changed = sum(_close(one.checkout) for one in attempts)
    return changed + (_tell(current.checkout, before) if current else 0)


def _lower(checkout: Checkout, allowed: int) -> int:
    """Asks for no more than that; what was asked for before."""
    if checkout.amount > allowed:
        with suppress(NotChangeable):  # what was paid just now stands
            return pay.want_amount(checkout, allowed)
    return checkout.amount


def _close(checkout: Checkout) -> bool:
    """Whether there was something to cancel. An attempt that Stripe knows nothing of is merely not let to a card."""
    is_at_stripe = checkout.intent_id and state(checkout) is not State.CANCELLED
    return bool(is_at_stripe) and abandoned.cancel(checkout, "the bill")


def _tell(checkout: Checkout, before: int) -> bool:
    """Whether Stripe had to be asked or told of the amount: it asked for `before` until now, or may do so still."""
    with suppress(NotChangeable):
        if checkout.amount != before:
            pay.tell_amount(checkout, before)
            return True
        if checkout.intent_id and _may_ask_for_another_amount(checkout):
            pay.ready_intent(checkout)
            calls.over(checkout, calls.UPDATE)
            observe(checkout, "the bill")
            return True
    return False


def _may_ask_for_another_amount(checkout: Checkout) -> bool:
    """Whether Stripe was not told when the amount was changed, for the site stopped just then; or did not answer; or
    had an intent that we did not know of."""
    if checkout.calls.filter(action=calls.UPDATE, answered_at=None).exists():
        return True
    seen = latest(checkout)
    return seen is None or (seen.status in abandoned.UNPAID and seen.snapshot["amount"] != checkout.amount)
