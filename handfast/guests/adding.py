"""Households and guests that a host writes down by hand. A household gets its sign-in at once, as from a list."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, Value
from django.db.models.functions import Concat, Trim

from handfast.guests.guestlist import Person
from handfast.guests.models import Guest, Household
from handfast.guests.people.parties import name_of
from handfast.guests.sign_ins import make_sign_ins
from handfast.guests.wording.names import Name
from handfast.weddings.models import Wedding


@dataclass(frozen=True)
class NewGuest:
    """Somebody to be added, and how many they may bring along."""

    first_name: str
    last_name: str = ""
    title: str = ""
    email: str = ""
    phone: str = ""
    seats: int = 0

    @property
    def full_name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


class AlreadyThere(Exception):
    """People of these names are in a household of the wedding; `households` are theirs."""

    def __init__(self, households: list[Household]) -> None:
        super().__init__(", ".join(household.name for household in households))
        self.households = households


@transaction.atomic
def add_household(
    wedding: Wedding, people: list[NewGuest], *, name: str = "", address: dict[str, str] | None = None, anyway: bool
) -> Household:
    """A household with its people, their extra seats and a card. Without a `name` it is called after its people.

    Raises AlreadyThere if somebody of one of their names is on the list, unless it is meant `anyway`: so a button
    pressed twice adds nobody twice.
    """
    lock(wedding)
    if not anyway and (homes := _homes_of(wedding, people)):
        raise AlreadyThere(homes)
    [user] = make_sign_ins(1)
    called = name or name_of([Person(0, Name(one.first_name, one.last_name)) for one in people])
    household = Household.objects.create(wedding=wedding, user=user, name=called[:200], **(address or {}))
    for one in people:
        _add(household, one)
    return household


@transaction.atomic
def add_guest(household: Household, one: NewGuest, *, anyway: bool) -> Guest:
    """One more person in a household, after those who are there. Raises AlreadyThere as add_household does."""
    lock(household.wedding)
    if not anyway and (homes := _homes_of(household.wedding, [one])):
        raise AlreadyThere(homes)
    return _add(household, one)


@transaction.atomic
def add_seat(guest: Guest) -> Guest:
    """A seat for somebody whom `guest` may bring along; the household may name them when it replies."""
    return Guest.objects.create(household_id=guest.household_id, guest_of=guest, position=guest.position)


def lock(wedding: Wedding) -> None:
    """One change of a wedding's guests at a time, until the transaction ends: hosts and lists alike."""
    Wedding.objects.select_for_update().get(pk=wedding.pk)


def _homes_of(wedding: Wedding, people: Iterable[NewGuest]) -> list[Household]:
    whole = Trim(Concat("first_name", Value(" "), "last_name"))
    named = Guest.objects.filter(household__wedding=wedding).alias(whole=whole)
    pks = {
        pk for one in people for pk in named.filter(whole__iexact=one.full_name).values_list("household_id", flat=True)
    }
    return list(Household.objects.filter(pk__in=pks).order_by("name", "pk"))


def _add(household: Household, one: NewGuest) -> Guest:
    last = household.guests.aggregate(last=Max("position"))["last"]
    guest = Guest.objects.create(
        household=household,
        position=0 if last is None else last + 1,
        title=one.title,
        first_name=one.first_name,
        last_name=one.last_name,
        email=one.email,
        phone=one.phone,
    )
    for _seat in range(one.seats):
        add_seat(guest)
    return guest
