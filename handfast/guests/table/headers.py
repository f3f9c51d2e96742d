"""Where a sheet names its columns, and what its layout is for that."""

import re
from dataclasses import replace

from handfast.guests.guestlist import Doubts
from handfast.guests.reading.values import Sheet
from handfast.guests.table import settling, unknown_columns
from handfast.guests.table.formats import NAMELESS, recognise
from handfast.guests.table.headless import guess
from handfast.guests.table.layout import Layout, Rows
from handfast.guests.wording.columns import field_of, is_known

# What stands above a list: what it is, for when it was made, how many there are.
_TITLE = re.compile(
    r"\b(?:list\w*|wedding|guests|hochzeit\w*|gäste\w*|mariage|noces|boda|matrimonio|nozze|total\w*|updated|version"
    r"|as of|stand)\b|\b20[2-4]\d\b|^\d+$",
    re.IGNORECASE,
)
_NAMES = "it only names the columns"
_MAIN = ("first", "last", "full", "names", "envelope")


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
        message = f"No row names its columns; read {read_as}, or as you say under Columns. What is row {first}?"
        if doubts.choose(first, "", message, f"row {first} is a guest already", _NAMES) == _NAMES:
            rows = rows[1:]
    headers = found.headers + [""] * (max(len(cells) for _, cells in sheet.rows) - len(found.headers))
    return replace(_laid_out(headers, rows, doubts), format=NAMELESS)


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
