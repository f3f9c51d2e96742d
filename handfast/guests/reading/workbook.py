"""Spreadsheet files (XLSX, XLS, ODS) to sheets of text, after a look at the archive before anything is inflated."""

import datetime
import io
import zipfile

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from handfast.guests.reading import marks_ods, marks_xls, marks_xlsx
from handfast.guests.reading.marks import Marks, within
from handfast.guests.reading.values import Limits, Refused, Sheet

DAMAGED = "This spreadsheet is damaged or locked with a password. Open it, save it again without one, and upload that."


def check_archive(data: bytes, limits: Limits) -> str:
    """The kind of the archive ("XLSX" or "ODS"). Raises Refused for what is not a spreadsheet, or is made to do
    harm."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
        names = {entry.filename for entry in entries}
        total = sum(entry.file_size for entry in entries)
        if (
            len(entries) > limits.archive_entries
            or total > limits.archive_bytes
            or total > limits.archive_ratio * len(data)
        ):
            raise Refused(
                "This spreadsheet unpacks to far more than a guest list could hold. Save the list as CSV instead."
            )
        for entry in entries:
            if entry.filename.endswith((".xml", ".rels")):
                _check_entities(archive, entry)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError):
        raise Refused(DAMAGED) from None
    if "content.xml" in names and "mimetype" in names:
        return "ODS"
    if any(name.startswith("xl/") for name in names):
        return "XLSX"
    raise Refused("This archive is not a spreadsheet. Save the list as CSV or as a spreadsheet (XLSX, XLS or ODS).")


def _check_entities(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """No spreadsheet program declares a document type; those that do, do so to make the reader swell or look
    elsewhere."""
    with archive.open(entry) as part:
        start = part.read(4096)
    if b"<!" in start.replace(b"\0", b"").replace(b"<!--", b"").replace(b"<![CDATA[", b""):
        raise Refused(DAMAGED)


def read(data: bytes, kind: str, limits: Limits) -> tuple[list[Sheet], list[str]]:
    """The visible sheets that hold anything, and the names of hidden ones. Raises Refused."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        tables = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        shown = [sheet.name for sheet in tables if sheet.visible == SheetVisibleEnum.Visible]
        marks = _marks(data, kind, [sheet.name for sheet in book.sheets_metadata])
        sheets = [_read_sheet(book, name, marks.get(name, Marks()), limits) for name in shown]
    except (CalamineError, OSError, ValueError, KeyError, zipfile.BadZipFile):
        raise Refused(DAMAGED) from None
    return [sheet for sheet in sheets if sheet.rows], [sheet.name for sheet in tables if sheet.name not in shown]


def _marks(data: bytes, kind: str, names: list[str]) -> dict[str, Marks]:
    """The marks of each sheet, by its name."""
    if kind == "XLS":
        return dict(zip(names, marks_xls.marks_of(data), strict=False))
    return marks_ods.marks_of(data) if kind == "ODS" else marks_xlsx.marks_of(data)


def _read_sheet(book: CalamineWorkbook, name: str, marks: Marks, limits: Limits) -> Sheet:
    source = book.get_sheet_by_name(name)
    if source.end and source.end[1] >= 4 * limits.columns:
        raise Refused(
            f"The sheet “{name}” has more than {limits.columns} columns. Delete those that are not the guest list."
        )
    grid = [[_text(cell) for cell in row] for row in source.to_python(skip_empty_area=False)]
    for (number, place), text in marks.errors.items():
        if number <= len(grid) and place < len(grid[number - 1]):
            grid[number - 1][place] = text
    ranges = [*(source.merged_cell_ranges or []), *marks.merged]
    _fill_merged(grid, ranges)
    rows = [(number, trimmed) for number, cells in enumerate(grid, 1) if (trimmed := _trimmed(cells))]
    hidden = within([number for number, _ in rows], marks.rows)
    columns = within(range(max((len(cells) for _, cells in rows), default=0)), marks.columns)
    merged = [(left, top + 1, bottom + 1) for (top, left), (bottom, right) in ranges if left == right and top < bottom]
    return Sheet(name, rows, hidden, merged, columns)


def _trimmed(cells: list[str]) -> list[str]:
    """A row without the blank cells at its end."""
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def _fill_merged(grid: list[list[str]], ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """A cell merged over several rows is said once and meant for each of them: the household's name beside its
    guests."""
    for (top, left), (bottom, right) in ranges:
        if left == right:
            for row in range(top + 1, min(bottom + 1, len(grid))):
                grid[row][left] = grid[top][left]


def _text(cell: object) -> str:
    """A cell as a person reads it: a telephone number kept as a number has no ".0", a date is a date."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    return cell.replace("\0", "") if isinstance(cell, str) else str(cell)
