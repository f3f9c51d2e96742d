"""What the columns of a list are, as a host says it on the page. Pure.

A column is said to be a field by giving it that field's name, with its own in brackets: so everything that reads and
reports columns by their names goes on as it does.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from handfast.guests.reading.values import Sheet
from handfast.guests.table import headless
from handfast.guests.table.headers import header_of
from handfast.guests.wording.columns import field_of, normal

# The fields that a host may choose, and the name of a column that is one; "note" is left out of the reading.
FIELDS = {
    "note": "Notes",
    "first": "First name",
    "last": "Last name",
    "full": "Name",
    "names": "Guest names",
    "title": "Title",
    "envelope": "Name on envelope",
    "party": "Household",
    "plus_one": "Plus one",
    "partner:full": "Partner",
    "partner:first": "Partner first name",
    "partner:last": "Partner last name",
    "child1:full": "Child 1",
    "child2:full": "Child 2",
    "child3:full": "Child 3",
    "size": "Number of guests",
    "email": "E-mail",
    "phone": "Telephone",
    "address": "Address",
    "address_line_1": "Address line 1",
    "address_line_2": "Address line 2",
    "city": "City",
    "county": "County",
    "postcode": "Postcode",
    "country": "Country",
}
_EXAMPLES = 3
_ROWS_ABOVE = 12  # among which the row that names the columns is looked for


@dataclass(frozen=True)
class Column:
    """One column of a sheet: its place from 0, what the person calls it, the field it is read as ("" if unknown), and
    the first things in it."""

    place: int
    header: str
    field: str
    examples: tuple[str, ...]


def columns_of(sheet: Sheet, reading: Mapping[str, Any]) -> list[Column]:
    """The columns of a sheet as `reading` (see `mapped`) or, where it says nothing, as their names have them."""
    header = header_row(sheet, reading)
    guess = None if header else headless.guess(sheet)
    guessed = guess.fields if guess else {}
    headers = next((cells for number, cells in sheet.rows if number == header), [])
    below = [cells for number, cells in sheet.rows if number > header and cells != headers]
    found = []
    for place in range(_width(sheet)):
        name = headers[place].strip() if place < len(headers) else ""
        texts = (cells[place].strip() for cells in below if place < len(cells))
        examples = list(dict.fromkeys(filter(None, texts)))[:_EXAMPLES]
        field = reading.get("fields", {}).get(str(place)) or field_of(name) or guessed.get(place, "")
        if name or examples:
            found.append(Column(place, name, field, tuple(examples)))
    return found


def header_row(sheet: Sheet, reading: Mapping[str, Any]) -> int:
    """The number of the row that names the columns, 0 if none does."""
    if (said := reading.get("header")) is not None:
        return int(said)
    if found := header_of(sheet):
        return found[0]
    guessed = headless.guess(sheet)
    return sheet.rows[0][0] if guessed and guessed.has_names_above else 0


def fingerprint(sheet: Sheet, header: int) -> str:
    """Stands for the names of a sheet's columns in the row `header`; for 0, when nothing names them, for how many there
    are."""
    cells = dict(sheet.rows).get(header)
    return _digest([normal(cell) for cell in cells] if cells else _width(sheet))


def recalled(sheet: Sheet, readings: Mapping[str, Any]) -> dict[str, Any] | None:
    """What was said of an earlier list with columns of the same names, or, where nothing seems to name them, of as
    many; None if there was none. `readings` holds what was said, by fingerprint."""
    for number, _cells in sheet.rows[:_ROWS_ABOVE] if readings else ():
        if found := readings.get(fingerprint(sheet, number)):
            return {**found, "header": number}
    return readings.get(fingerprint(sheet, 0)) if header_of(sheet) is None else None


def _digest(names: list[str] | int) -> str:
    return hashlib.sha256(json.dumps(names).encode()).hexdigest()


def _width(sheet: Sheet) -> int:
    return max((len(cells) for _, cells in sheet.rows), default=0)


def mapped(sheet: Sheet, reading: Mapping[str, Any]) -> Sheet:
    """The sheet with its columns called what they were said to be.

    `reading` is {"header": number of the row that names the columns, or 0, "fields": {place: field}}; empty, it changes
    nothing. A sheet without a row of names is given one.
    """
    fields = {int(place): field for place, field in reading.get("fields", {}).items() if field in FIELDS}
    if not fields:
        return sheet
    number = header_row(sheet, reading)
    own = next((cells for row, cells in sheet.rows if row == number), [])
    names = [_named(own[place] if place < len(own) else "", fields.get(place, "")) for place in _places(own, fields)]
    above = [one for one in sheet.rows if one[0] < number]
    return replace(sheet, rows=[*above, (number, names), *_below(sheet, number, own, names)])


def _places(own: list[str], fields: Mapping[int, str]) -> range:
    return range(max(len(own), max(fields) + 1))


def _below(sheet: Sheet, number: int, own: list[str], names: list[str]) -> list[tuple[int, list[str]]]:
    """The rows below the names, which are the new ones where a row repeats them."""
    return [(row, names if own and cells == own else cells) for row, cells in sheet.rows if row > number]


def _named(own: str, field: str) -> str:
    """The name of a column that is to be read as `field`: its own if that says so already."""
    own = own.strip().replace("(", "").replace(")", "")
    if not field or field_of(own) == field:
        return own
    return f"{FIELDS[field]} ({own})" if own else FIELDS[field]
