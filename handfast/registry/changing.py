"""Changing a gift of money before it is paid, whatever it is for; what cannot be is said in the form."""

from django.utils.translation import gettext as _

from handfast.core.money import Money
from handfast.payments.gateway import StripeTrouble
from handfast.registry import giving, sharing
from handfast.registry.forms import GiftForm
from handfast.registry.models import Contribution
from handfast.registry.sharing import NotThatMuch
from handfast.weddings.models import Wedding


def changed(form: GiftForm, contribution: Contribution) -> bool:
    """Brings the contribution to what the valid `form` says; False where that cannot be, and then the form says why."""
    try:
        if contribution.gift:
            sharing.change(contribution, form.filled())
        else:
            giving.change(contribution, form.filled())
    except NotThatMuch as refused:
        form.add_error("amount", not_that_much(refused, form.wedding))
    except StripeTrouble as error:
        form.add_error(None, str(error))
    return form.is_valid()


def why_not_held(contribution: Contribution, wedding: Wedding) -> str:
    """Keeps a share's part of the price before it is paid; in words why that cannot be, empty where all is well."""
    try:
        if contribution.gift:
            sharing.hold(contribution)
    except NotThatMuch as refused:
        return not_that_much(refused, wedding)
    return ""


def not_that_much(refused: NotThatMuch, wedding: Wedding) -> str:
    """Why a share of that amount cannot be, and what could."""
    money = {
        "left": Money(refused.free, wedding.currency).format(wedding.locale),
        "rest": Money(refused.rest, wedding.currency).format(wedding.locale),
        "most": Money(refused.free - refused.rest, wedding.currency).format(wedding.locale),
    }
    if refused.free == 0:
        return _("All of it has been given, or is being given at this moment.")
    if refused.rest:
        return (
            _("That would leave less than %(rest)s, which no card can pay. Give %(left)s, or at most %(most)s.") % money
        )
    return _("Only %(left)s of the price is left to give.") % money
