"""What the reading library does not tell of an XLSX sheet: which of its rows are hidden, and which cells hold an error
such as #N/A. Read from the sheet's own XML, by its tags."""

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from html import unescape

_LARGEST = 60_000_000  # bytes of one sheet; a larger one has more rows than a list may hold
_ATTRIBUTE = re.compile(r'([\w:]+)\s*=\s*"([^"]*)"')
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_ERROR = re.compile(rb'<(?:\w+:)?c\b([^>]*\bt="e"[^>]*)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<', re.DOTALL)
_CELL = re.compile(r"([A-Z]{1,3})(\d+)")


@dataclass
class Marks:
    """Of one sheet: numbers of hidden rows, and (row, place) of each error with what the cell shows."""

    hidden: list[int] = field(default_factory=list)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)


def marks_of(data: bytes) -> dict[str, Marks]:
    """The marks of each sheet of an XLSX file, by its name; nothing of what cannot be found."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: _of_sheet(archive.read(part)) for name, part in _parts(archive).items()}


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The file in the archive of each sheet, by the sheet's name."""
    sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= sizes.keys():
        return {}
    targets = {
        one.get("Id", ""): posixpath.normpath(posixpath.join("/xl", one.get("Target", ""))).lstrip("/")
        for one in _tags(archive.read("xl/_rels/workbook.xml.rels"), "Relationship")
    }
    sheets = _tags(archive.read("xl/workbook.xml"), "sheet")
    named = {one.get("name", ""): targets.get(one.get("r:id", ""), "") for one in sheets}
    return {name: part for name, part in named.items() if sizes.get(part, _LARGEST) < _LARGEST}


def _tags(xml: bytes, name: str) -> list[dict[str, str]]:
    found = re.findall(rf"<(?:\w+:)?{name}\b([^>]*)>", xml.decode("utf-8", "replace"))
    return [_attributes(one) for one in found]


def _attributes(text: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(text)}


def _of_sheet(xml: bytes) -> Marks:
    marks = Marks()
    for found in _ROW.finditer(xml):
        if b"hidden" in found[1]:
            row = _attributes(found[1].decode("utf-8", "replace"))
            if row.get("hidden") in ("1", "true") and row.get("r", "").isdecimal():
                marks.hidden.append(int(row["r"]))
    for found in _ERROR.finditer(xml):
        cell = _CELL.fullmatch(_attributes(found[1].decode("utf-8", "replace")).get("r", ""))
        if cell:
            marks.errors[int(cell[2]), _place(cell[1])] = unescape(found[2].decode("utf-8", "replace"))
    return marks


def _place(letters: str) -> int:
    """The place of a column, from 0: "A" is 0, "AA" is 26."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1
