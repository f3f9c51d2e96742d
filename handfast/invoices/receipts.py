"""The payer's receipt: written into the outbox in the transaction that wrote the payment into the ledger."""

from django.dispatch import receiver
from django.utils.translation import gettext as _

from handfast.core.money import Money
from handfast.invoices.links import url_of
from handfast.invoices.models import Invoice, InvoicePayment
from handfast.invoices.standing import Standing, standing, whole
from handfast.mail import outbox
from handfast.payments.bank import transfers
from handfast.payments.models import Checkout, Entry
from handfast.payments.signals import posted


@receiver(posted, dispatch_uid="invoices.receipts")
def write_receipt(sender: object, checkout: Checkout, entries: list[Entry], **_kwargs: object) -> None:
    """One letter for each payment of a bill, however often the door is rung, and one where a transfer was matched by
    mistake; none where no address is known."""
    attempt = InvoicePayment.objects.filter(checkout=checkout).first()
    if attempt is None:
        return
    now = standing(whole(Invoice.objects.all()).get(pk=attempt.invoice_id))
    to = checkout.payer_email or now.invoice.to_email
    for entry in entries if to else []:
        if entry.kind == Entry.Kind.PAYMENT:
            _write(now, entry, to, "receipt", _("Receipt for invoice %(number)s"))
        elif entry.kind == Entry.Kind.PAYMENT_UNDONE:
            _write(now, entry, to, "correction", _("A mistake about invoice %(number)s"))


def _write(now: Standing, entry: Entry, to: str, template: str, subject: str) -> None:
    wedding = now.invoice.wedding
    outbox.write(
        wedding.mailbox,
        key=f"{template}:{entry.checkout.token}:{entry.stripe_id}"[:120],
        to=to,
        subject=subject % {"number": now.invoice.label},
        template=f"invoices/letters/{template}",
        context={
            "wedding": wedding,
            "invoice": now.invoice,
            "now": now,
            "payment": entry,
            "amount": Money(abs(entry.amount), entry.currency).format(wedding.locale),
            "reference": transfers.reference_of(entry) or entry.stripe_id,
            "link": url_of(now.invoice),
        },
    )
