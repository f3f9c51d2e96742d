"""Taking somebody off the list by hand: what would go with them is told before, and what is in the books keeps them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from handfast.guests.adding import lock
from handfast.guests.models import Guest, Household
from handfast.guests.ties import in_words, ties_of


@dataclass(frozen=True)
class Consequences:
    """What removing a household or a guest takes along: `people` (and the seats they bring), and what hangs on them,
    `lost` with them or `held` in the books, in words."""

    people: tuple[Guest, ...]
    lost: tuple[str, ...]
    held: tuple[str, ...]

    @property
    def seal(self) -> str:
        """Stands for all of it, so that a host who confirms confirms what they have read."""
        return ";".join([*(str(guest.pk) for guest in self.people), *self.lost])


class NotRemoved(Exception):
    """Nothing was removed; its words say why, for the host."""


def consequences_for_household(household: Household) -> Consequences:
    """What would go with a whole household."""
    return _consequences([household.pk], household.guests.select_related("guest_of").order_by("position", "pk"))


def consequences_for_guest(guest: Guest) -> Consequences:
    """What would go with one guest and the seats they bring."""
    return _consequences([], [guest, *guest.extra_seats.select_related("guest_of").order_by("position", "pk")])


def _consequences(households: list[int], members: Iterable[Guest]) -> Consequences:
    people = tuple(members)
    lost, held = Counter[str](), Counter[str]()
    for ties in ties_of(households, [guest.pk for guest in people]).values():
        lost += ties.lost
        held += ties.held
    return Consequences(people, tuple(in_words(lost)), tuple(in_words(held)))


@transaction.atomic
def remove_household(household: Household, seal: str) -> None:
    """Removes a household with its people and its sign-in. Raises NotRemoved, with nothing removed, if the books hold
    it, or if other things would go than those `seal` stands for."""
    lock(household.wedding)
    _hold(household.pk)
    _check(consequences_for_household(household), seal)
    user = household.user
    household.delete()
    user.delete()


@transaction.atomic
def remove_guest(guest: Guest, seal: str) -> None:
    """Removes a guest and whoever they bring. Raises NotRemoved as remove_household does, and for the last person of a
    household."""
    lock(guest.household.wedding)
    _hold(guest.household_id)
    if is_last(guest):
        raise NotRemoved(_("Nobody else is in this household. Remove the household instead."))
    _check(consequences_for_guest(guest), seal)
    guest.delete()


def is_last(guest: Guest) -> bool:
    """Whether the household would have nobody of its own without this guest."""
    return guest.guest_of_id is None and not guest.household.guests.filter(guest_of=None).exclude(pk=guest.pk).exists()


def _hold(household: int) -> None:
    """Holds a household, so that a gift, a reply or a sign-in comes before the look at what would go, or not at all."""
    Household.objects.select_for_update().filter(pk=household).first()


def _check(now: Consequences, seal: str) -> None:
    if now.held:
        said = _("In the books there is: %(held)s. So they stay on the list, and nothing was removed.")
        raise NotRemoved(said % {"held": ", ".join(now.held)})
    if now.seal != seal:
        raise NotRemoved(_("Something has changed since you were asked. Nothing was removed; please read it again."))
