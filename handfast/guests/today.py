"""Today's guests of a wedding as plain values, for a plan to compare a list with."""

from collections import defaultdict

from handfast.guests.guestlist import ADDRESS
from handfast.guests.matching import TodayGuest, TodayHousehold
from handfast.guests.models import Guest, Household
from handfast.weddings.models import Wedding

_GUEST = ("pk", "guest_of_id", "title", "first_name", "last_name", "email", "phone")


def households_of(wedding: Wedding) -> list[TodayHousehold]:
    """Every household with its guests, oldest first. Two queries."""
    guests: defaultdict[int, list[TodayGuest]] = defaultdict(list)
    rows = Guest.objects.filter(household__wedding=wedding).order_by("household_id", "position", "pk")
    for household, *guest in rows.values_list("household_id", *_GUEST):
        guests[household].append(TodayGuest(*guest))
    found = Household.objects.filter(wedding=wedding).order_by("pk").values_list("pk", "name", "list_key", *ADDRESS)
    return [TodayHousehold(pk, name, key, tuple(address), tuple(guests[pk])) for pk, name, key, *address in found]
