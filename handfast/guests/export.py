"""Guests as rows of a table that a spreadsheet may open: no cell of it is a formula.

The rule is OWASP ASVS 5.0, 1.2.10: a cell that begins with = + - @, a tab or a carriage return is quoted; so is one
that begins with a full-width form of them, which spreadsheets read alike. A telephone number stays one.
"""

import re
from collections.abc import Iterator

from handfast.guests.models import Guest
from handfast.weddings.models import Wedding

COLUMNS = [
    "household", "first_name", "last_name", "plus_one", "address_line_1", "address_line_2", "city", "county", "country",
    "postcode", "email", "telephone", "code",
]  # fmt: skip
_TELEPHONE = re.compile(r"\+\d[\d ()./-]*")


def safe_cell(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet would run it."""
    if text[:1] in "=+-@\t\r\n＝＋－＠" and text and not _TELEPHONE.fullmatch(text):
        return f"'{text}"
    return text


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
        yield [safe_cell(cell) for cell in [*names, *address, guest.email, guest.phone, home.code]]
