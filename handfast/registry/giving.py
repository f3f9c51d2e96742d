"""Making and changing a gift of money. Its checkout does the rest."""

from dataclasses import dataclass

from django.db import transaction

from handfast.guests.models import Household
from handfast.payments import fees, pay
from handfast.payments.gateway import NotChangeable
from handfast.payments.models import Checkout
from handfast.payments.states import state
from handfast.payments.sums import wanted
from handfast.registry.models import Contribution, Fund, Gift


@dataclass(frozen=True)
class Filled:
    """What a guest filled in to give money: the amount (minor units of the wedding's currency), from whom, words,
    address, and whether other guests are to see nothing of it."""

    amount: int
    names: str
    message: str
    email: str
    is_private: bool = False


@transaction.atomic
def give(household: Household, to: Fund | Gift, filled: Filled, form_token: str) -> tuple[Contribution, bool]:
    """The contribution of that form with its checkout, and whether it was made just now. Stripe is not asked yet.

    The household is locked: the same form sent twice, even at once, makes one.
    """
    Household.objects.select_for_update().get(pk=household.pk)
    before = household.contributions.select_related("checkout__book__account").filter(form_token=form_token).first()
    if before:
        return before, False
    checkout = pay.open_checkout(
        to.wedding.book,
        amount=filled.amount,
        description=f"{to.wedding.title}: {to.name}"[:200],
        payer_name=filled.names,
        payer_email=filled.email,
    )
    made = Contribution.objects.create(
        fund=to if isinstance(to, Fund) else None,
        gift=None if isinstance(to, Fund) else to,
        household=household,
        checkout=checkout,
        names=filled.names,
        message=filled.message,
        is_private=filled.is_private,
        form_token=form_token,
    )
    return made, True


def add_fee(contribution: Contribution, wish: bool) -> None:
    """Adds Stripe's fee to what the giver pays, or takes it off again; what it comes to is worked out here.

    Raises what `change` raises.
    """
    checkout = contribution.checkout
    if wish != (checkout.fee_added > 0):
        pay.change_amount(checkout, *with_wish(checkout, wanted(checkout), wish))


def with_wish(checkout: Checkout, amount: int, wish: bool) -> tuple[int, int]:
    """What is asked for when `amount` (minor units) is to be given, and the part of it that is the fee: nothing of it
    unless that is wished and offered."""
    fee = fees.offer(checkout.book, amount) if wish else 0
    return amount + fee, fee


def change(contribution: Contribution, filled: Filled) -> None:
    """Changes a gift that is not paid yet, at Stripe too.

    Raises NotChangeable when it is under way or done, StripeTrouble when Stripe cannot be asked.
    """
    checkout = contribution.checkout
    if not state(checkout).may_pay:
        raise NotChangeable("This gift is already under way, so it was not changed.")
    if filled.amount != wanted(checkout):
        pay.change_amount(checkout, *with_wish(checkout, filled.amount, checkout.fee_added > 0))
    checkout.payer_name, checkout.payer_email = filled.names, filled.email
    checkout.save(update_fields=["payer_name", "payer_email"])
    contribution.names, contribution.message, contribution.is_private = filled.names, filled.message, filled.is_private
    contribution.save(update_fields=["names", "message", "is_private"])
