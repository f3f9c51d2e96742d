"""Guests as rows of a table, with the columns that an upload reads again."""

from collections.abc import Iterator

from handfast.guests.models import Guest
from handfast.weddings.models import Wedding

COLUMNS = [
    "household", "first_name", "last_name", "plus_one", "address_line_1", "address_line_2", "city", "county", "country",
    "postcode", "email", "telephone", "code",
]  # fmt: skip


def rows_of(wedding: Wedding) -> Iterator[list[str]]:
    """A row for each guest, in the order of COLUMNS; extra seats are counted on the guest who brings them. Two
    queries."""
    guests = Guest.objects.filter(household__wedding=wedding).select_related("household__user")
    ordered = list(guests.order_by("household__name", "household_id", "position", "pk"))
    seats: dict[int, int] = {}
    for guest in ordered:
        if guest.guest_of_id and not guest.full_name:
            seats[guest.guest_of_id] = seats.get(guest.guest_of_id, 0) + 1
    for guest in ordered:
        if not guest.full_name:
            continue
        home = guest.household
        address = [home.address_line_1, home.address_line_2, home.city, home.county, home.country, home.postcode]
        names = [home.list_key or home.name, guest.first_name, guest.last_name, str(seats.get(guest.pk, 0))]
        yield [*names, *address, guest.email, guest.phone, home.code]
