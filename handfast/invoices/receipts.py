"""The payer's receipt: written into the outbox in the transaction that wrote the payment into the ledger."""

from django.dispatch import receiver
from django.utils.translation import gettext as _

from handfast.invoices.links import url_of
from handfast.invoices.models import Invoice, InvoicePayment
from handfast.invoices.standing import standing, whole
from handfast.mail import outbox
from handfast.payments.models import Checkout, Entry
from handfast.payments.signals import posted


@receiver(posted, dispatch_uid="invoices.receipts")
def write_receipt(sender: object, checkout: Checkout, entries: list[Entry], **_kwargs: object) -> None:
    """One letter for each payment of a bill, however often the door is rung; none where no address is known."""
    payment = next((entry for entry in entries if entry.kind == Entry.Kind.PAYMENT), None)
    attempt = InvoicePayment.objects.filter(checkout=checkout).first()
    if payment is None or attempt is None:
        return
    now = standing(whole(Invoice.objects.all()).get(pk=attempt.invoice_id))
    invoice, to = now.invoice, checkout.payer_email or now.invoice.to_email
    if not to:
        return
    outbox.write(
        invoice.wedding.mailbox,
        key=f"receipt:{checkout.token}",
        to=to,
        subject=_("Receipt for invoice %(number)s") % {"number": invoice.label},
        template="invoices/letters/receipt",
        context={
            "wedding": invoice.wedding,
            "invoice": invoice,
            "now": now,
            "payment": payment,
            "link": url_of(invoice),
        },
    )
