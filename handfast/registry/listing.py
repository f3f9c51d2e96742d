"""The hosts' hand on the list: adding and changing things, their order, whether guests see them.

What guests have promised or paid is never put in the wrong by a change: that is decided while the gift's row is locked.
"""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from handfast.core.money import Money
from handfast.registry.models import Fund, Gift
from handfast.registry.standings import locked, standing
from handfast.weddings.models import Wedding


class Promised(Exception):
    """The change would break what guests have promised or paid. `field` is what cannot be so; the words are for hosts.
    Nothing was written."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field


@transaction.atomic
def write(gift: Gift) -> None:
    """Saves a gift as a host filled it in; a new one goes to the end of the list. Raises Promised."""
    _lock(gift.wedding)
    if gift.pk:
        _check(locked(gift), gift)
    else:
        gift.position = _after_the_last(gift.wedding.gifts)
    gift.save()


@transaction.atomic
def write_fund(fund: Fund) -> None:
    """Saves a fund as a host filled it in; a new one goes to the end."""
    _lock(fund.wedding)
    if not fund.pk:
        fund.position = _after_the_last(fund.wedding.funds)
    fund.save()


@transaction.atomic
def move(gift: Gift, to: int) -> None:
    """Puts a gift at place `to` of the list, from 0; a place beyond either end is that end. Done twice, it is done."""
    _lock(gift.wedding)
    others = list(gift.wedding.gifts.exclude(pk=gift.pk))
    others.insert(max(0, to), gift)
    for position, one in enumerate(others):
        one.position = position
    Gift.objects.bulk_update(others, ["position"])


def show(gift: Gift, shown: bool) -> None:
    """Lets guests see the gift, or hides it from them."""
    Gift.objects.filter(pk=gift.pk).update(is_hidden=not shown)


@transaction.atomic
def delete(gift: Gift) -> None:
    """Takes a gift off the list for good, which is for one that nobody has promised or paid anything of; deleted twice,
    it is deleted. Raises Promised."""
    _lock(gift.wedding)
    there = Gift.objects.select_for_update().filter(pk=gift.pk).first()
    if there and (why_not := why_not_deleted(there)):
        raise Promised("", why_not)
    if there:
        there.delete()


def why_not_deleted(gift: Gift) -> str:
    """Why a gift cannot be deleted, for the host; empty where it can. What a household has promised or begun to pay is
    kept, also where its time ran out: it may still come true."""
    if gift.contributions.exists():
        return _("A guest has paid for it, or begun to, so it cannot be deleted. Hide it instead.")
    if gift.claims.exists():
        return _("A guest has promised it, so it cannot be deleted. Hide it instead.")
    return ""


def _lock(wedding: Wedding) -> None:
    """One change of a wedding's list after another."""
    Wedding.objects.select_for_update().get(pk=wedding.pk)


def _after_the_last(rows) -> int:
    last = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _check(before: Gift, after: Gift) -> None:
    now = standing(before, timezone.now())
    promised = now.given + now.promised
    if promised == 0:
        return
    if after.is_shared != before.is_shared:
        raise Promised("is_shared", _("Guests have already promised it the other way, so this can no longer change."))
    # Where too much came already, whatever does not make it worse may change.
    if after.is_shared and (after.price or 0) < min(promised, before.price or 0):
        money = Money(promised, after.wedding.currency).format(after.wedding.locale)
        raise Promised(
            "price", _("%(money)s of it has been given or is being given: the price cannot be less.") % {"money": money}
        )
    if not after.is_shared and after.quantity < min(promised, before.quantity):
        raise Promised(
            "quantity", _("Guests have promised %(count)d of it: so many are wanted at least.") % {"count": promised}
        )
