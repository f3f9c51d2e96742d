"""The giver's receipt: written into the outbox in the transaction that wrote the payment into the ledger."""

from django.dispatch import receiver
from django.utils.translation import gettext as _

from handfast.mail import outbox
from handfast.payments.models import Checkout, Entry
from handfast.payments.signals import posted
from handfast.registry.models import Contribution


@receiver(posted, dispatch_uid="registry.receipts")
def write_receipt(sender: object, checkout: Checkout, entries: list[Entry], **_kwargs: object) -> None:
    """One letter for each gift that was received, however often the door is rung; none where no address is known."""
    payment = next((entry for entry in entries if entry.kind == Entry.Kind.PAYMENT), None)
    contribution = (
        Contribution.objects.select_related("household__wedding__mailbox", "fund", "gift")
        .filter(checkout=checkout)
        .first()
    )
    if payment is None or contribution is None:
        return
    to = checkout.payer_email or _address_of(contribution)
    if not to:
        return
    wedding = contribution.household.wedding
    outbox.write(
        wedding.mailbox,
        key=f"receipt:{checkout.token}",
        to=to,
        subject=_("Your gift to %(names)s") % {"names": wedding.title},
        template="registry/receipt",
        context={"wedding": wedding, "contribution": contribution, "payment": payment},
    )


def _address_of(contribution: Contribution) -> str:
    known = contribution.household.guests.exclude(email="").first()
    return known.email if known else ""
