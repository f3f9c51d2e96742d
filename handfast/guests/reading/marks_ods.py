"""The marks of OpenDocument sheets: their hidden rows and columns, and their merged cells. Read by the tags of the
file's own XML."""

import io
import re
import zipfile

from handfast.guests.reading.marks import Marks, attributes

_LARGEST = 100_000_000  # bytes; a larger file has more rows than a list may hold
_TAG = re.compile(
    r"<(/?)table:(table|table-row|table-column|table-cell|covered-table-cell)(?=[\s/>])"
    r"((?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)>"
)
_HIDDEN = ("collapse", "filter")


def marks_of(data: bytes) -> dict[str, Marks]:
    """The marks of each sheet, by its name; nothing of what cannot be found."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if archive.getinfo("content.xml").file_size > _LARGEST:
            return {}
        content = archive.read("content.xml").decode("utf-8", "replace")
    found: dict[str, Marks] = {}
    sheet: _Sheet | None = None
    for tag in _TAG.finditer(content):
        closes, name = tag[1], tag[2]
        if name == "table":
            said = attributes(tag[3])
            # What stands outside of any sheet is what was changed in it, or comes from another file.
            sheet = None if closes or "table:name" not in said else _Sheet()
            if sheet:
                found[said["table:name"]] = sheet.marks
        elif sheet and not closes:
            sheet.walk(name, attributes(tag[3]))
    return found


class _Sheet:
    """Walks over the tags of a sheet, and knows where it is: rows and places from 0."""

    def __init__(self) -> None:
        self.marks = Marks()
        self._columns = self._rows = self._place = 0

    def walk(self, name: str, said: dict[str, str]) -> None:
        if name == "table-column":
            self._columns = _note(self.marks.columns, self._columns, _number(said, "columns-repeated"), said)
        elif name == "table-row":
            first = self._rows + 1
            self._rows = _note(self.marks.rows, first, _number(said, "rows-repeated"), said) - 1
            self._place = 0
        else:
            down, across = _number(said, "rows-spanned"), _number(said, "columns-spanned")
            if down > 1 or across > 1:
                top = self._rows - 1
                self.marks.merged.append(((top, self._place), (top + down - 1, self._place + across - 1)))
            self._place += _number(said, "columns-repeated")


def _note(hidden: list[tuple[int, int]], first: int, many: int, said: dict[str, str]) -> int:
    """Where the next row or column is; these are noted if they are hidden."""
    if said.get("table:visibility") in _HIDDEN:
        hidden.append((first, first + many - 1))
    return first + many


def _number(said: dict[str, str], name: str) -> int:
    text = said.get(f"table:number-{name}", "")
    return int(text) if text.isdecimal() and len(text) < 8 else 1
