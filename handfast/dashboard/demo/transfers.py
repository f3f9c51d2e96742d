"""The sample wedding's bank account, and a gift that is on its way to it."""

from handfast.guests.models import Household
from handfast.payments.bank import transfers
from handfast.payments.models import BankDetails
from handfast.registry.funds import main_fund
from handfast.registry.giving import Filled, give
from handfast.weddings.models import Wedding

_AMOUNT = 4_000


def send(wedding: Wedding, sender: Household) -> None:
    """Opens the way by bank, with an account that no bank has, and lets `sender` say that a gift is sent by it."""
    BankDetails.objects.create(
        book=wedding.book,
        kind=BankDetails.Kind.UK,
        holder="Robin Ash & Sam Lee",
        bank_code="000000",
        account_number="12345678",
    )
    gift = Filled(amount=_AMOUNT, names=sender.name, message="", email="")
    contribution, _made = give(sender, main_fund(wedding), gift, form_token="sample")  # noqa: S106 (no secret)
    transfers.say_sent(transfers.ask(contribution.checkout))
