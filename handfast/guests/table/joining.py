"""Several sheets of one file read as one list: "Bride’s side" and "Groom’s side". Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from handfast.guests.guestlist import ADDRESS, Problem
from handfast.guests.reading.values import Sheet
from handfast.guests.table.headers import header_of
from handfast.guests.wording.columns import field_of, normal

_SPAN = 10_000_000  # more rows than any sheet has
# Columns that one sheet may have and another not: where they are blank, a row is read as if there were none.
_ASIDE = frozenset({"note", "status", "index", "goods", "email", "phone", "address", *ADDRESS})


class RowOf(int):
    """A row of one of several sheets: a number of its own among all their rows, which reads as the person finds it:
    "7 of “Friends”"."""

    sheet: str

    @classmethod
    def at(cls, number: int, sheets: Sequence[str]) -> int:
        """The row that `number` stands for, `sheets` being all that are read as one, in their order; a single one needs
        no name."""
        if len(sheets) < 2:
            return number
        row = cls(number)
        row.sheet = sheets[number // _SPAN]
        return row

    def __str__(self) -> str:
        return f"{self % _SPAN} of “{self.sheet}”"

    def __format__(self, spec: str) -> str:
        return format(int(self), spec) if spec else str(self)


def sheet_of(row: int) -> str:
    """The sheet of a row that is read together with other sheets' rows; "" of any other."""
    return row.sheet if isinstance(row, RowOf) else ""


def sheet_at(row: int, read: Sequence[str]) -> str:
    """The one of the sheets that were `read` as one list in which a row stands; "" where that is not known."""
    return read[row // _SPAN] if read else ""


def shape_of(sheet: Sheet) -> frozenset[str]:
    """The columns that sheets must have in common to be read as one; none of a sheet that cannot be."""
    found = header_of(sheet)
    above = [cells for row, cells in sheet.rows if found and row < found[0]]
    if found is None or any(sum(map(bool, cells)) > 1 for cells in above):
        return frozenset()
    keys = _keys(sheet, found)
    return frozenset(key for place, key in enumerate(keys) if _counts(place, found[1]))


def _counts(place: int, headers: list[str]) -> bool:
    return place >= len(headers) or field_of(headers[place]) not in _ASIDE


def _keys(sheet: Sheet, header: tuple[int, list[str]]) -> list[str]:
    """What tells each column from the others: its name, of several of one name with a number, or else its place."""
    number, names = header
    filled = {place for row, cells in sheet.rows if row >= number for place, text in enumerate(cells) if text.strip()}
    seen = Counter[str]()
    keys = []
    for place in range(max(filled, default=-1) + 1):
        name = normal(names[place]) if place < len(names) else ""
        name = name or f"column {place}"
        seen[name] += 1
        keys.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return keys


def join(sheets: list[Sheet]) -> Sheet:
    """One sheet of the rows of several that have the same shape, each cell in the column of its name; the names of the
    columns stand above the rows of each. Titles above them are kept of the first sheet alone."""
    found = [(sheet, header_of(sheet) or sheet.rows[0]) for sheet in sheets]
    places: dict[str, int] = {}
    headers: list[str] = []
    for sheet, (number, names) in found:
        for place, key in enumerate(_keys(sheet, (number, names))):
            if key not in places:
                places[key] = len(headers)
                headers.append(names[place] if place < len(names) else "")
    titles = [sheet.name for sheet in sheets]
    whole = Sheet(" + ".join(titles))
    for before, (sheet, header) in enumerate(found):
        at = partial(_row_at, titles, before)
        moved = [places[key] for key in _keys(sheet, header)]
        rows = [one for one in sheet.rows if one[0] >= header[0] or not before]
        whole.rows.extend((at(row), headers if row == header[0] else _moved(cells, moved)) for row, cells in rows)
        whole.hidden.extend(map(at, sheet.hidden))
        where = dict(enumerate(moved))  # what is merged or hidden may be blank, and have no place
        whole.merged.extend((where[one], at(top), at(bottom)) for one, top, bottom in sheet.merged if one in where)
        whole.hidden_columns.extend(where[one] for one in sheet.hidden_columns if one in where)
    return whole


def apart(sheet: Sheet, problems: Sequence[Problem]) -> Iterator[tuple[Sheet, list[Problem]]]:
    """The sheets that `sheet` is joined of, each with its own rows' problems, numbered as in the file; what is said of
    no row is with the first. A sheet that is not joined is what it is."""
    names = list(dict.fromkeys(sheet_of(row) for row, _ in sheet.rows))
    for name in names:
        mine = [one for one in problems if sheet_of(one.row or 0) == name or (one.row is None and name == names[0])]
        rows = [(row % _SPAN, cells) for row, cells in sheet.rows if sheet_of(row) == name]
        numbered = [one if one.row is None else replace(one, row=one.row % _SPAN) for one in mine]
        yield Sheet(name or sheet.name, rows), numbered


def _row_at(titles: list[str], before: int, row: int) -> int:
    return RowOf.at(before * _SPAN + row, titles)


def _moved(cells: list[str], places: list[int]) -> list[str]:
    """A row with each cell at its column's place."""
    at = {place: text for place, text in zip(places, cells, strict=False) if text.strip()}
    return [at.get(place, "") for place in range(max(at, default=-1) + 1)]
