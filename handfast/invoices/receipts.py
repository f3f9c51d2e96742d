"""The payer's receipt: written into the outbox in the transaction that wrote the payment into the ledger."""

from collections.abc import Sequence

from django.dispatch import receiver
from django.utils.translation import gettext as _

from handfast.core.money import Money
from handfast.invoices.links import url_of
from handfast.invoices.models import Invoice, InvoicePayment
from handfast.invoices.standing import Standing, standing, whole
from handfast.mail import outbox
from handfast.payments.bank import transfers
from handfast.payments.models import Entry
from handfast.payments.signals import posted
from handfast.payments.sums import IN


@receiver(posted, dispatch_uid="invoices.receipts")
def write_receipts(sender: object, entries: Sequence[Entry], **_kwargs: object) -> None:
    """One letter for each payment of a bill, however often the door is rung, and one where a transfer was matched by
    mistake; none where no address is known."""
    telling = [entry for entry in entries if entry.kind in IN]
    attempts = InvoicePayment.objects.filter(checkout__in={entry.checkout_id for entry in telling})
    bills = dict(attempts.values_list("checkout_id", "invoice_id"))
    for entry in telling:
        if entry.checkout_id in bills:
            _tell(standing(whole(Invoice.objects.all()).get(pk=bills[entry.checkout_id])), entry)


def _tell(now: Standing, entry: Entry) -> None:
    to = entry.checkout.payer_email or now.invoice.to_email
    if to and entry.kind == Entry.Kind.PAYMENT:
        _write(now, entry, to, "receipt", _("Receipt for invoice %(number)s"))
    elif to:
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
