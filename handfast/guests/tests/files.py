"""Spreadsheet files for tests, as LibreOffice and Excel 97 lay them out, since no library writes them for us."""

import io
import struct
import zipfile
from collections.abc import Collection, Iterable, Sequence

Rows = Iterable[Sequence[str]]
_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
    for short in ("office", "table", "text", "style")
)
_TABLE, _LAST, _FREE = 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFF
_HIDES = (
    '<style:style style:name="away" style:family="table"><style:table-properties table:display="false"/></style:style>'
)


def ods(*tables: str) -> bytes:
    """An OpenDocument spreadsheet of these tables (see `table`)."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        archive.writestr(
            "content.xml",
            f"<office:document-content {_NAMES}><office:automatic-styles>{_HIDES}</office:automatic-styles>"
            f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
            "</office:document-content>",
        )
    return file.getvalue()


def table(
    rows: Rows,
    name: str = "Guests",
    *,
    hidden: bool = False,
    hidden_rows: Collection[int] = (),
    hidden_columns: Collection[int] = (),
    merged: Collection[tuple[int, int]] = (),
) -> str:
    """A sheet of an OpenDocument spreadsheet. Rows are numbered from 1, columns from 0; a cell of `merged` (row,
    column) takes the one below it as well."""
    style = ' table:style-name="away"' if hidden else ""
    columns = "".join(f"<table:table-column{_hides(place in hidden_columns)}/>" for place in range(9))
    lines = "".join(
        f"<table:table-row{_hides(number in hidden_rows)}>"
        + "".join(
            _cell(text, (number, place) in merged, (number - 1, place) in merged) for place, text in enumerate(row)
        )
        + "</table:table-row>"
        for number, row in enumerate(rows, 1)
    )
    return f'<table:table table:name="{name}"{style}>{columns}{lines}</table:table>'


def _hides(hidden: bool) -> str:
    return ' table:visibility="collapse"' if hidden else ""


def _cell(text: str, merged: bool, covered: bool) -> str:
    if covered:
        return "<table:covered-table-cell/>"
    spans = ' table:number-columns-spanned="1" table:number-rows-spanned="2"' if merged else ""
    return f'<table:table-cell office:value-type="string"{spans}><text:p>{text}</text:p></table:table-cell>'


def xls(sheets: dict[str, Rows], hidden: str = "", hidden_rows: Collection[int] = (), hidden_column: int = -1) -> bytes:
    """An XLS file. `hidden` is a sheet that is not shown; the rows, from 1, and the column, from 0, are so in all."""
    bodies = [_sheet(rows, hidden_rows, hidden_column) for rows in sheets.values()]
    start = 20 + sum(4 + 8 + len(name) for name in sheets) + 4
    index = b""
    for (name, _), body in zip(sheets.items(), bodies, strict=True):
        text = name.encode("latin-1")
        index += _record(0x85, struct.pack("<IBBBB", start, name == hidden, 0, len(text), 0) + text)
        start += len(body)
    return _compound_file(_beginning(0x05) + index + _record(0x0A, b"") + b"".join(bodies))


def _sheet(rows: Rows, hidden_rows: Collection[int], hidden_column: int) -> bytes:
    body = _beginning(0x10)
    if hidden_column >= 0:
        body += _record(0x7D, struct.pack("<6H", hidden_column, hidden_column, 0, 0, 1, 0))
    for number, row in enumerate(rows):
        flags = 0x0100 | (0x20 if number + 1 in hidden_rows else 0)
        body += _record(0x0208, struct.pack("<8H", number, 0, len(row), 255, 0, 0, flags, 15))
    for number, row in enumerate(rows):
        for place, text in enumerate(row):
            letters = text.encode("utf-16-le")
            body += _record(0x0204, struct.pack("<4HB", number, place, 0, len(text), 1) + letters)
    return body + _record(0x0A, b"")


def _beginning(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<4HII", 0x0600, kind, 0, 0, 0, 0))


def _record(kind: int, contents: bytes) -> bytes:
    return struct.pack("<2H", kind, len(contents)) + contents


def _compound_file(stream: bytes) -> bytes:
    """A file with one stream: sector 0 is the table of sectors, sector 1 the directory, the others hold the stream."""
    sectors = max(8, -(-len(stream) // 512))
    table = [_TABLE, _LAST, *range(3, sectors + 2), _LAST]
    entries = _entry("Root Entry", 5, _LAST, 0, child=1) + _entry("Workbook", 2, 2, sectors * 512)
    return _sectors(table, entries, stream.ljust(sectors * 512, b"\0"), _LAST)


def with_small_stream(file: bytes) -> bytes:
    """The same file as programs write it that keep a short stream in parts of 64 bytes, in a stream for such: the table
    of these is in sector 2, they themselves in those from 3."""
    stream = file[3 * 512 :].rstrip(b"\0") + bytes(3)  # the last record is 0A 00 00 00
    parts, sectors = -(-len(stream) // 64), -(-len(stream) // 512)
    table = [_TABLE, _LAST, _LAST, *range(4, sectors + 3), _LAST]
    entries = _entry("Root Entry", 5, 3, sectors * 512, child=1) + _entry("Workbook", 2, 0, len(stream))
    small_table = struct.pack("<128I", *range(1, parts), _LAST, *[_FREE] * (128 - parts))
    return _sectors(table, entries, small_table + stream.ljust(sectors * 512, b"\0"), 2)


def _sectors(table: list[int], entries: bytes, rest: bytes, small_table: int) -> bytes:
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x9I", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, small_table, small_table == 2, _LAST, 0)
    header += struct.pack("<109I", 0, *[_FREE] * 108)
    return header + struct.pack("<128I", *table, *[_FREE] * (128 - len(table))) + entries.ljust(512, b"\0") + rest


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    letters = (name + "\0").encode("utf-16-le")
    about = struct.pack("<HBB3I", len(letters), kind, 1, _FREE, _FREE, child) + bytes(36)
    return letters.ljust(64, b"\0") + about + struct.pack("<IQ", start, size)
