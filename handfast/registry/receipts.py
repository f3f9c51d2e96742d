"""The giver's receipt: written into the outbox in the transaction that wrote the payment into the ledger."""

from collections.abc import Sequence

from django.dispatch import receiver
from django.utils.translation import gettext as _

from handfast.mail import outbox
from handfast.payments.bank import transfers
from handfast.payments.models import Entry
from handfast.payments.signals import posted
from handfast.payments.sums import IN
from handfast.registry.models import Contribution


@receiver(posted, dispatch_uid="registry.receipts")
def write_receipts(sender: object, entries: Sequence[Entry], **_kwargs: object) -> None:
    """One letter for each gift that was received by card and for each transfer that came, however often the door is
    rung, and one where a transfer was matched by mistake; none where no address is known."""
    telling = [entry for entry in entries if entry.kind in IN]
    found = Contribution.objects.select_related("household__wedding__mailbox", "fund", "gift")
    gifts = {gift.checkout_id: gift for gift in found.filter(checkout__in={entry.checkout_id for entry in telling})}
    for entry in telling:
        contribution = gifts.get(entry.checkout_id)
        to = contribution and (entry.checkout.payer_email or _address_of(contribution))
        if contribution and to:
            (_receipt if entry.kind == Entry.Kind.PAYMENT else _correction)(contribution, entry, to)


def _receipt(contribution: Contribution, payment: Entry, to: str) -> None:
    checkout, wedding = payment.checkout, contribution.household.wedding
    fee = 0 if payment.bank_line_id else min(checkout.fee_added, payment.amount)
    outbox.write(
        wedding.mailbox,
        key=f"receipt:{checkout.token}" + (f":{payment.stripe_id}" if payment.bank_line_id else ""),
        to=to,
        subject=_("Your gift to %(names)s") % {"names": wedding.title},
        template="registry/receipt",
        context={
            "wedding": wedding,
            "contribution": contribution,
            "payment": payment,
            "gift": payment.amount - fee,
            "fee": fee,
            "reference": transfers.reference_of(payment) or payment.stripe_id,
        },
    )


def _correction(contribution: Contribution, undone: Entry, to: str) -> None:
    wedding = contribution.household.wedding
    outbox.write(
        wedding.mailbox,
        key=f"correction:{undone.checkout.token}:{undone.stripe_id}",
        to=to,
        subject=_("A mistake about your gift to %(names)s") % {"names": wedding.title},
        template="registry/correction",
        context={"wedding": wedding, "amount": -undone.amount, "currency": undone.currency},
    )


def _address_of(contribution: Contribution) -> str:
    known = contribution.household.guests.exclude(email="").first()
    return known.email if known else ""
