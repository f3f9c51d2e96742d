"""Today's guests of a wedding as plain values, for a plan to compare a list with."""

from collections import defaultdict

from handfast.guests.guestlist import ADDRESS
from handfast.guests.models import Guest
from handfast.guests.planning.listed import last_listed
from handfast.guests.planning.matching import TodayGuest, TodayHousehold
from handfast.weddings.models import Wedding

_GUEST = ("pk", "guest_of_id", "title", "first_name", "last_name", "email", "phone")


def households_of(wedding: Wedding) -> list[TodayHousehold]:
    """Every household with its guests, oldest first, and what the lists before had said where it differs. Three
    queries."""
    said = last_listed(wedding)
    guests: defaultdict[int, list[TodayGuest]] = defaultdict(list)
    rows = Guest.objects.filter(household__wedding=wedding).order_by("household_id", "position", "pk")
    for household, pk, guest_of, *parts in rows.values_list("household_id", *_GUEST):
        title, first, last, email, phone = now = tuple(parts)
        named = said.guests.get(pk)
        before = named if named != now else None
        about = before, said.parties.get(pk, ""), said.sheets.get(pk, "")
        guests[household].append(TodayGuest(pk, guest_of, title, first, last, email, phone, *about))
    households = []
    for pk, name, key, *parts in wedding.households.order_by("pk").values_list("pk", "name", "list_key", *ADDRESS):
        address, listed = tuple(parts), said.addresses.get(pk)
        other = listed if listed != address else None
        households.append(TodayHousehold(pk, name, key, address, tuple(guests[pk]), other))
    return households
