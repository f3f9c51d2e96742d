"""Tables that leave the site as spreadsheets: CSV and XLSX, in which no cell is ever a formula.

The rule is OWASP ASVS 5.0, 1.2.10: a cell that begins with = + - @, a tab or a line break is quoted; so is one that
begins with a full-width form of them, which spreadsheets read alike. A telephone number stays one, a number a number.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

Cell = str | int | Decimal | None

_TELEPHONE = re.compile(r"\+\d[\d ()./-]*")
_NOT_IN_A_TITLE, _LONGEST_TITLE = re.compile(r"[\\*?:/\[\]\x00-\x1f]"), 31
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def safe_cell(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet would run it."""
    if text[:1] in "=+-@\t\r\n＝＋－＠" and text and not _TELEPHONE.fullmatch(text):
        return f"'{text}"
    return text


def as_csv(name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """A download `name.csv`: UTF-8 with a byte-order mark, because spreadsheets take it for something else without."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    writer = csv.writer(response)
    writer.writerow(columns)
    writer.writerows([safe_cell(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return _named(response, f"{name}.csv")


def as_xlsx(name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """A download `name.xlsx` of one sheet; numbers are numbers, texts are texts, whatever they begin with."""
    return as_xlsx_of_sheets(name, {"Sheet": [columns, *rows]})


def as_xlsx_of_sheets(name: str, sheets: Mapping[str, Iterable[Sequence[Cell]]]) -> HttpResponse:
    """The same with several sheets: the rows of each by its name."""
    book = Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(_NOT_IN_A_TITLE.sub("-", title)[:_LONGEST_TITLE])
        for row in rows:
            sheet.append([_xlsx_cell(cell) for cell in row])
    file = io.BytesIO()
    book.save(file)
    return _named(HttpResponse(file.getvalue(), content_type=_XLSX), f"{name}.xlsx")


def _xlsx_cell(cell: Cell) -> Cell:
    """XML has no control characters; what looks like a formula is quoted here too."""
    return safe_cell(ILLEGAL_CHARACTERS_RE.sub("", cell)) if isinstance(cell, str) else cell


def _named(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
