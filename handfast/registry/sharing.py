"""Several give one dear thing together: each share is a contribution, and keeps its part of the price while it is paid.

All is decided while the gift's row is locked, so that shares never add up to more than the price. A payment that its
giver finishes long after the hold ran out is still counted, and shown to the hosts as too much (`Standing.over`).
"""

from typing import cast

from django.db import transaction
from django.utils import timezone

from handfast.guests.models import Household
from handfast.payments import pay
from handfast.payments.chargeable import least
from handfast.payments.states import state
from handfast.payments.sums import wanted
from handfast.registry import giving
from handfast.registry.models import Contribution, Gift
from handfast.registry.standings import locked, standing


class NotThatMuch(Exception):
    """`free` (minor units) is left of the price; nothing was written. `rest`: the amount would leave so little of it
    that no card could pay the rest, whose least is `rest`."""

    def __init__(self, free: int, rest: int = 0) -> None:
        super().__init__(free)
        self.free, self.rest = free, rest


@transaction.atomic
def share(household: Household, gift: Gift, filled: giving.Filled, form_token: str) -> tuple[Contribution, bool]:
    """As giving.give, of what is left of the price. Raises NotThatMuch."""
    gift = locked(gift)
    before = household.contributions.select_related("checkout__book__account").filter(form_token=form_token).first()
    if before:
        return before, False
    _check(gift, filled.amount, standing(gift, timezone.now()).free)
    return giving.give(household, gift, filled, form_token)


def change(share: Contribution, filled: giving.Filled) -> None:
    """As giving.change, within what is left of the price. Raises NotThatMuch, and what giving.change raises."""
    checkout = share.checkout
    before = checkout.amount
    with transaction.atomic():
        _hold(share, filled.amount)
        if filled.amount != wanted(checkout):
            before = pay.want_amount(checkout, *giving.with_wish(checkout, filled.amount, checkout.fee_added > 0))
    pay.tell_amount(checkout, before)  # an open card form does not take what others may give now
    giving.change(share, filled)


@transaction.atomic
def hold(share: Contribution) -> None:
    """Keeps the share's part of the price from now on, before its payer is asked for a card or a transfer.

    Raises NotThatMuch when its hold had run out and others have given that part meanwhile.
    """
    if state(share.checkout).may_pay:
        _hold(share, wanted(share.checkout))


def _hold(share: Contribution, amount: int) -> None:
    gift, now = locked(cast(Gift, share.gift)), timezone.now()
    _check(gift, amount, standing(gift, now, without=share).free)
    share.held_from = now
    share.save(update_fields=["held_from"])


def _check(gift: Gift, amount: int, free: int) -> None:
    free = free if gift.is_shared else 0
    if amount > free:
        raise NotThatMuch(free)
    rest = least(gift.wedding.currency).amount
    if 0 < free - amount < rest:
        raise NotThatMuch(free, rest)
