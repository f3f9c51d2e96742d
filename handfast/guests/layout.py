"""Where a sheet names its columns, and which column is what."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from handfast.guests import settling, unknown_columns
from handfast.guests.columns import field_of, is_known
from handfast.guests.evidence import YES_OR_NO
from handfast.guests.formats import Format, recognise
from handfast.guests.guestlist import Doubts
from handfast.guests.headless import guess
from handfast.guests.reading.values import Sheet

Rows = list[tuple[int, list[str]]]
_ANSWERS = frozenset({answer for answer in YES_OR_NO if len(answer) > 1} | {"y", "n", "x", "0", "1", ""})
# What stands above a list: what it is, for when it was made, how many there are.
_TITLE = re.compile(
    r"\b(?:list\w*|wedding|guests|hochzeit\w*|gäste\w*|mariage|noces|boda|matrimonio|nozze|total\w*|updated|version"
    r"|as of|stand)\b|\b20[2-4]\d\b|^\d+$",
    re.IGNORECASE,
)
_NAMES = "it only names the columns"
_MAIN = ("first", "last", "full", "names", "envelope")


class Texts(dict[str, str]):
    """What a row says, by field; of fields that it leaves blank, nothing."""

    def __missing__(self, name: str) -> str:
        return ""


@dataclass
class Layout:
    """Which columns hold what: `fields` maps a field to the places of its columns, "" those that are not known;
    `headers` are as the person wrote them. `adds_up` are the places of numbers that together are the size of a row's
    party."""

    format: Format
    headers: list[str]
    fields: dict[str, list[int]]
    rows: Rows
    adds_up: list[int] = field(default_factory=list)

    @cached_property
    def second_surnames(self) -> list[str]:
        """The fields of second surnames, which belong to the first: "last2", "partner:last2"."""
        return [name for name in self.fields if name.endswith("last2")]

    def has(self, *names: str) -> bool:
        """Whether all of these fields have a column."""
        return all(self.fields.get(name) for name in names)

    def header(self, name: str) -> str:
        """What the person calls the column of a field."""
        places = self.fields.get(name)
        return self.headers[places[0]] if places else ""

    def cell(self, cells: list[str], name: str) -> str:
        """The first column of that field that holds anything in this row."""
        if name not in self.fields:
            return ""
        for place in self.fields[name]:
            if place < len(cells) and (text := cells[place].strip()):
                return text
        return ""

    def texts(self, cells: list[str]) -> Texts:
        """What a row says, by field."""
        found, width = Texts(), len(cells)
        for name, places in self.fields.items():
            for place in places:
                if place < width and (text := cells[place].strip()):
                    found[name] = text
                    break
        for second in self.second_surnames:
            if text := found.pop(second, ""):
                first = second.removesuffix("2")
                found[first] = f"{found[first]} {text}".strip()
        if self.adds_up and "size" not in found:
            numbers = [int(cells[place]) for place in self.adds_up if place < width and cells[place].strip()]
            found["size"] = str(sum(numbers)) if numbers else ""
        return found

    def column(self, name: str) -> list[tuple[int, str]]:
        """(row number, text) of each row where that field holds anything."""
        return [(number, text) for number, cells in self.rows if (text := self.cell(cells, name))]


def has_header(sheet: Sheet) -> bool:
    """Whether a sheet looks like a guest list at all."""
    return _header_index(sheet.rows) is not None


def header_of(sheet: Sheet) -> tuple[int, list[str]] | None:
    """(number, cells) of the row that seems to name the columns; None if none does."""
    index = _header_index(sheet.rows)
    return None if index is None else sheet.rows[index]


def _header_index(rows: Rows) -> int | None:
    """The row, of the first few, in which most cells name a column that we know, one of them people.

    Below other rows it must name two: a guest called "Guest" under a list without headers is no header.
    """
    best, best_known = None, 0
    for index, (_, cells) in enumerate(rows[:12]):
        fields = {field_of(cell) for cell in cells if is_known(cell)}
        known = sum(map(is_known, cells))
        if known > max(best_known, int(index > 0)) and any(name in _MAIN or ":" in name for name in fields):
            best, best_known = index, known
    return best


def find(sheet: Sheet, doubts: Doubts) -> Layout | None:
    """The layout of a sheet; None, with the reason among the doubts, if it has none."""
    index = _header_index(sheet.rows)
    if index is None:
        return _without_names(sheet, doubts)
    above, (number, headers) = sheet.rows[:index], sheet.rows[index]
    for row, cells in above:
        if sum(map(bool, cells)) > 1 and not any(is_known(cell) or _TITLE.search(cell) for cell in cells):
            doubts.stop(row, "", f"This row stands above the columns' names in row {number}.", "leave the row out")
        else:
            doubts.tell(row, "", "Taken for a heading, because it stands above the columns' names.")
    rows = sheet.rows[index + 1 :]
    headers = _complete(headers, above, max((len(cells) for _, cells in rows), default=0))
    return _laid_out(headers, rows, doubts)


def _without_names(sheet: Sheet, doubts: Doubts) -> Layout | None:
    """The layout of a sheet in which no row names the columns, by what is in them; asked, unless row 1 surely is a
    guest."""
    found, first = guess(sheet), sheet.rows[0][0]
    if found is None or found.has_names_above:
        message = "No row names its columns in words we know. Say under Columns what each of them is, or name them so"
        doubts.stop(first, "", f"{message} in the list: “First name”, “Last name”, “Household” and the like.")
        return None
    read_as = ", ".join(f"column {place + 1} as “{name}”" for place, name in enumerate(found.headers) if name)
    rows = sheet.rows
    if found.sure:
        doubts.tell(first, "", f"No row names its columns; read {read_as}.", kind="column")
    else:
        message = f"No row names its columns. They seem to be {read_as}. Or say under Columns what they are."
        if doubts.choose(first, "", message, f"row {first} is a guest already", _NAMES) == _NAMES:
            rows = rows[1:]
    headers = found.headers + [""] * (max(len(cells) for _, cells in sheet.rows) - len(found.headers))
    return _laid_out(headers, rows, doubts)


def _laid_out(headers: list[str], rows: Rows, doubts: Doubts) -> Layout:
    layout = Layout(recognise(headers), headers, _fields(headers), rows)
    settling.settle(layout)
    unknown_columns.check(layout, doubts)
    doubts.headers = {name: layout.header(name) for name in layout.fields}
    if layout.adds_up:
        doubts.headers.setdefault("size", headers[layout.adds_up[0]])
    return layout


def _complete(headers: list[str], above: Rows, width: int) -> list[str]:
    """Headers for every column: one left blank may stand in the row above (a header of two rows)."""
    headers = [header.strip().strip("\ufeff") for header in headers]
    headers += [""] * (width - len(headers))
    if above:
        for place, text in enumerate(above[-1][1][: len(headers)]):
            if not headers[place] and len(above[-1][1]) > 1:
                headers[place] = text.strip()
    return headers


def _fields(headers: list[str]) -> dict[str, list[int]]:
    fields: dict[str, list[int]] = {}
    for place, header in enumerate(headers):
        fields.setdefault(field_of(header), []).append(place)
    return fields


def is_yes_or_no(values: Iterable[str]) -> bool:
    """Whether a column answers yes or no. Single letters but for y, n and x may as well name something."""
    return all(value.strip().casefold() in _ANSWERS for value in values)
