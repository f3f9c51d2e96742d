"""Guests say what they will buy, that they have bought it, and that they will not after all. Never more than is wanted:
each is decided while the gift's row is locked."""

from django.db import transaction
from django.utils import timezone

from handfast.guests.models import Household
from handfast.registry.models import Claim, Gift
from handfast.registry.standings import locked, standing


class Taken(Exception):
    """Others were quicker: `free` pieces are left. Nothing was written."""

    def __init__(self, free: int) -> None:
        super().__init__(free)
        self.free = free


@transaction.atomic
def claim(household: Household, gift: Gift, count: int) -> Claim:
    """The household's word that it buys `count` of `gift`, held from now on. Said again, it replaces what was said.

    Raises Taken when so many are not free.
    """
    gift = locked(gift)
    before = next((one for one in gift.claims.all() if _is_open(one) and one.household_id == household.pk), None)
    now = timezone.now()
    _check(gift, count, standing(gift, now, without=before).free)
    said, _new = Claim.objects.update_or_create(
        gift=gift, household=household, bought_at=None, defaults={"count": count, "claimed_at": now}
    )
    return said


@transaction.atomic
def buy(said: Claim) -> None:
    """Notes that what was claimed has been bought, for good.

    Raises Taken when the claim had run out and others have the gift now, or when it was taken back in another window.
    """
    gift, now = locked(said.gift), timezone.now()
    known = next((one for one in gift.claims.all() if one == said), None)
    if known and known.bought_at:
        return
    _check(gift, said.count, standing(gift, now, without=known).free if known else 0)
    Claim.objects.filter(pk=said.pk).update(bought_at=now)


@transaction.atomic
def take_back(said: Claim) -> None:
    """Frees what was claimed, bought or not. Done twice, it is done."""
    locked(said.gift)
    Claim.objects.filter(pk=said.pk).delete()


def _is_open(claim: Claim) -> bool:
    return claim.bought_at is None


def _check(gift: Gift, count: int, free: int) -> None:
    free = 0 if gift.is_shared else free
    if not 0 < count <= free:
        raise Taken(free)
