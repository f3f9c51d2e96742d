"""The marks of sheets in an XLS file, which are records in a stream: its hidden rows and columns. After [MS-XLS]; files
of Excel 5 and 95 have the same records."""

import struct
from collections.abc import Iterator

from handfast.guests.reading.compound_file import stream_of
from handfast.guests.reading.marks import Marks

_BEGINNING, _END, _SHEET, _ROW, _COLUMNS = 0x0809, 0x000A, 0x0085, 0x0208, 0x007D
_ROW_IS_HIDDEN, _COLUMN_IS_HIDDEN = 0x20, 0x01
_MOST_COLUMNS = 256


def marks_of(data: bytes) -> list[Marks]:
    """The marks of each sheet, in their order; nothing of what cannot be found."""
    book = stream_of(data, ("Workbook", "Book"))
    try:
        starts = [struct.unpack_from("<I", record)[0] for kind, record in _records(book, 0) if kind == _SHEET]
        return [_of_sheet(book, start) for start in starts]
    except struct.error:
        return []


def _of_sheet(book: bytes, start: int) -> Marks:
    marks = Marks()
    for kind, record in _records(book, start):
        if kind == _ROW:
            row, flags = struct.unpack_from("<H10xH", record)
            if flags & _ROW_IS_HIDDEN:
                marks.rows.append((row + 1, row + 1))
        elif kind == _COLUMNS:
            first, last, flags = struct.unpack_from("<2H4xH", record)
            if flags & _COLUMN_IS_HIDDEN:
                marks.columns.append((first, min(last, _MOST_COLUMNS)))
    return marks


def _records(book: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """(kind, contents) of each record from `start` to the end of what begins there, charts within it left out."""
    at, depth = start, 0
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<2H", book, at)
        depth += (kind == _BEGINNING) - (kind == _END)
        if depth < 1:
            return
        if depth == 1:
            yield kind, book[at + 4 : at + 4 + length]
        at += 4 + length
