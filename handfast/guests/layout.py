"""Where a sheet names its columns, and which column is what."""

from collections.abc import Iterable
from dataclasses import dataclass

from handfast.guests.columns import field_of, is_known, normal
from handfast.guests.formats import Format, recognise
from handfast.guests.guestlist import Doubts
from handfast.guests.reading.values import Sheet

Rows = list[tuple[int, list[str]]]
_MAIN = ("first", "last", "full", "names", "envelope")
_ONCE = frozenset({"first", "last", "full", "names", "size", "plus_one", "children", "group", "family", "title"})
_YES_OR_NO = frozenset(
    {"yes", "no", "y", "n", "true", "false", "ja", "nein", "oui", "non", "si", "sí", "x", "0", "1", ""}
)


class Texts(dict[str, str]):
    """What a row says, by field; of fields that it leaves blank, nothing."""

    def __missing__(self, name: str) -> str:
        return ""


@dataclass
class Layout:
    """Which columns hold what: `fields` maps a field to the places of its columns, `headers` are as the person wrote
    them."""

    format: Format
    headers: list[str]
    fields: dict[str, list[int]]
    rows: Rows

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
        doubts.stop(
            sheet.rows[0][0],
            "",
            "No row names its columns. Put names such as “First name”, “Last name” and “Household” above the list.",
        )
        return None
    above, (number, headers) = sheet.rows[:index], sheet.rows[index]
    for row, cells in above:
        if sum(map(bool, cells)) > 1 and not any(map(is_known, cells)):
            doubts.stop(row, "", f"This row stands above the columns' names in row {number}.", "leave the row out")
        else:
            doubts.tell(row, "", "Taken for a heading, because it stands above the columns' names.")
    rows = sheet.rows[index + 1 :]
    headers = _complete(headers, above, max((len(cells) for _, cells in rows), default=0))
    known = recognise(headers)
    layout = Layout(known, headers, _fields(headers), rows)
    _check_columns(layout, doubts)
    doubts.headers = {name: layout.header(name) for name in layout.fields}
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
        if header:
            fields.setdefault(field_of(header), []).append(place)
    return fields


def _check_columns(layout: Layout, doubts: Doubts) -> None:
    _settle_names(layout)
    for name, places in layout.fields.items():
        if len(places) > 1 and (name in _ONCE or ":" in name):
            columns = " and ".join(str(place + 1) for place in places)
            doubts.stop(
                None, layout.headers[places[0]], f"Columns {columns} are both read as “{layout.headers[places[0]]}”."
            )
    for place, header in enumerate(layout.headers):
        if field_of(header) or (layout.format.closed and header and not _speaks_of_people(header)):
            continue
        if (row := _first_row(layout.rows, place)) is not None:
            called = f"The column “{header}” is not one we know" if header else f"Column {place + 1} has no name"
            message = f"{called}. Rename it, delete it, or carry on without it."
            doubts.stop(row, header or str(place + 1), message, "leave the column out")


def _speaks_of_people(header: str) -> bool:
    return any(
        word in normal(header)
        for word in ("guest", "plusone", "plus1", "partner", "spouse", "child", "kid", "bring", "people")
    )


def _first_row(rows: Rows, place: int) -> int | None:
    return next((number for number, cells in rows if place < len(cells) and cells[place].strip()), None)


def _settle_names(layout: Layout) -> None:
    """ "Name" is a surname beside a column of first names (Name, Vorname) and a first name beside one of surnames."""
    fields = layout.fields
    if layout.has("full", "last") and not layout.has("first"):
        fields["first"] = fields.pop("full")
    elif layout.has("full", "first") and not layout.has("last") and len(fields["full"]) == 1:
        if not _repeats(layout, "full", "first"):
            fields["last"] = fields.pop("full")
    elif layout.has("full") and len(fields["full"]) > 1 and any(name.endswith(":full") for name in fields):
        _prefer_the_numbered(layout)
    if layout.has("envelope") and not any(layout.has(name) for name in ("first", "last", "full", "names")):
        fields["full"] = fields.pop("envelope")


def _prefer_the_numbered(layout: Layout) -> None:
    """Beside "second guest", "first guest" is the guest, and "full name" says both again as an envelope would."""
    numbered = [
        place for place in layout.fields["full"] if normal(layout.headers[place]).strip("0123456789") in _FIRST_OF_TWO
    ]
    if len(numbered) == 1:
        layout.fields["envelope"] = [place for place in layout.fields["full"] if place not in numbered]
        layout.fields["full"] = numbered


_FIRST_OF_TWO = frozenset({"firstguest", "name", "guest", "nameline"})


def _repeats(layout: Layout, whole: str, part: str) -> bool:
    """Whether a column of whole names says the first names again."""
    return any(
        layout.cell(cells, part) and layout.cell(cells, part).casefold() in layout.cell(cells, whole).casefold().split()
        for _, cells in layout.rows
    )


def is_yes_or_no(values: Iterable[str]) -> bool:
    """Whether a column answers yes or no."""
    return all(value.strip().casefold() in _YES_OR_NO for value in values)
