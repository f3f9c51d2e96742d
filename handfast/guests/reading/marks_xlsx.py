"""The marks of XLSX sheets: their hidden rows and columns, and their errors. Read from each sheet's own XML, by its
tags."""

import io
import posixpath
import re
import zipfile
from html import unescape

from handfast.guests.reading.marks import Marks, attributes

_LARGEST = 60_000_000  # bytes of one sheet; a larger one has more rows than a list may hold
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_NUMBER = re.compile(rb"""\br\s*=\s*["'](\d{1,7})["']""")
_COLUMNS = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_ERROR = re.compile(rb'<(?:\w+:)?c\b([^>]*\bt="e"[^>]*)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<', re.DOTALL)
_CELL = re.compile(r"([A-Z]{1,3})(\d+)")


def marks_of(data: bytes) -> dict[str, Marks]:
    """The marks of each sheet, by its name; nothing of what cannot be found."""
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
    return [attributes(one) for one in found]


def _of_sheet(xml: bytes) -> Marks:
    marks = Marks()
    number = 0
    for found in _ROW.finditer(xml):
        given = _NUMBER.search(found[1])
        number = int(given[1]) if given else number + 1
        if _is_hidden(found[1]):
            marks.rows.append((number, number))
    for found in _COLUMNS.finditer(xml):
        said = attributes(found[1].decode("utf-8", "replace"))
        if _is_hidden(found[1]):
            marks.columns.append((int(said["min"]) - 1, int(said["max"]) - 1))
    for found in _ERROR.finditer(xml):
        cell = _CELL.fullmatch(attributes(found[1].decode("utf-8", "replace")).get("r", ""))
        if cell:
            marks.errors[int(cell[2]), _place(cell[1])] = unescape(found[2].decode("utf-8", "replace"))
    return marks


def _is_hidden(row: bytes) -> bool:
    return b"hidden" in row and attributes(row.decode("utf-8", "replace")).get("hidden") in ("1", "true")


def _place(letters: str) -> int:
    """The place of a column, from 0: "A" is 0, "AA" is 26."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1
