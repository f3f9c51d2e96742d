"""From letters to a table: CSV and TSV as spreadsheets, address books and people write them."""

import csv
import re
from collections.abc import Iterator

from handfast.guests.reading.letters import decode
from handfast.guests.reading.values import Limits, Refused, Sheet
from handfast.guests.wording import columns

DELIMITERS = ",;\t|"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def read(data: bytes, encoding: str, limits: Limits) -> tuple[Sheet, str]:
    """The one sheet of a text file, and the name of its encoding. Raises Refused."""
    text, label = decode(data, encoding)
    start = text[:500].lstrip().lower()
    if start.startswith(("<!doctype", "<html", "<table", "<?xml", "<head", "<body")):
        raise Refused(
            "This is a web page, not a guest list. Open the list where it was made, and export it as CSV from there."
        )
    hint = re.match(r"\"?sep=(.)\"?(\r\n|\r|\n)", text, re.IGNORECASE)
    delimiter = hint[1] if hint else _delimiter(text)
    # A spreadsheet swallows the hint: what it shows as row 1 is the line below.
    return Sheet("", list(_rows(text[hint.end() :] if hint else text, delimiter, limits))), label


def _delimiter(text: str) -> str:
    """The delimiter under which the top of the file names the most columns that are known; then, the most columns."""
    top = [line.strip("\r\n") for line in _LINE.findall(text[:20_000])[:15]]

    def names(delimiter: str) -> tuple[int, int]:
        rows = [row for row in csv.reader(top, delimiter=delimiter) if row]
        return max((sum(map(columns.is_known, row)), len(row)) for row in rows) if rows else (0, 0)

    return max(DELIMITERS, key=names)


def _rows(text: str, delimiter: str, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """(number, cells) of each row that is not blank; a quoted cell may hold line breaks and counts as one row."""
    csv.field_size_limit(limits.cell_characters)
    lines = _LINE.findall(text)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    header: list[str] = []
    number = width = 0
    while True:
        number, first_line = number + 1, reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            raise _refusal(problem, number, lines[first_line], delimiter, header) from None
        while cells and not cells[-1].strip():
            cells.pop()
        if not cells:
            continue
        if not header and sum(map(columns.is_known, cells)):
            header = cells
        width = width or len(cells)
        if reader.line_num > first_line + 1:
            _check_swallowed_rows(cells, number, delimiter, width, header)
        yield number, cells


def _check_swallowed_rows(cells: list[str], number: int, delimiter: str, width: int, header: list[str]) -> None:
    """Raises Refused when a cell of several lines looks like rows that a stray quotation mark ran together."""
    for place, cell in enumerate(cells):
        lines = re.split(r"\r\n|\r|\n", cell)
        if len(lines) > 1 and width > 3:
            whole = any(line.count(delimiter) == width - 1 for line in lines)
            if whole or (lines[0].count(delimiter) == width - 1 - place and lines[-1].count(delimiter) == place > 0):
                raise Refused(
                    f"A quotation mark opened in row {number} seems to swallow the rows below it. Close it, or take it"
                    " out.",
                    number,
                    _column(header, place),
                )


def _refusal(problem: csv.Error, number: int, line: str, delimiter: str, header: list[str]) -> Refused:
    if "field limit" in str(problem):
        return Refused("A cell of this row is too long to be part of a guest list.", number)
    place = 0
    for cell in re.split(re.escape(delimiter), line):
        if cell.startswith('"') and cell.count('"') % 2:
            break
        place += 1
    column = _column(header, place) if place <= line.count(delimiter) else ""
    where = f"row {number}, column {column}," if column else f"row {number}"
    return Refused(
        f"A quotation mark opened in {where} is never closed properly. Close it or take it out.", number, column
    )


def _column(header: list[str], place: int) -> str:
    return header[place].strip("\ufeff \t") if place < len(header) else f"{place + 1}"
