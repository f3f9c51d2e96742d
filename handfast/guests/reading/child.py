"""The process that reads one uploaded file: `python -m handfast.guests.reading.child OPTIONS < FILE`, JSON on its
output.

It runs under limits of memory and processor time, because a spreadsheet of a few kilobytes can be made to swell until
the reading library aborts, without an exception that could be caught.
"""

import json
import resource
import sys
from dataclasses import asdict

from handfast.guests.reading.values import Limits, Refused, Sheet, Workbook


def main() -> None:
    """Reads the file from standard input; OPTIONS is JSON: {"encoding", "limits"}."""
    options = json.loads(sys.argv[1])
    limits = Limits(**options["limits"])
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer = read(sys.stdin.buffer.read(), options["encoding"], limits)
    except Refused as refused:
        choices = [asdict(choice) for choice in refused.choices]
        where = {"row": refused.row, "column": refused.column}
        answer = {"refused": {"message": refused.message, "question": refused.question, "choices": choices, **where}}
    json.dump(answer, sys.stdout)


def read(data: bytes, encoding: str, limits: Limits) -> dict[str, object]:
    """What the file holds, as JSON: the fields of a Workbook, each sheet being a list of its fields. Raises Refused."""
    book = _book(data, encoding, limits)
    for sheet in book.sheets:
        _check_size(sheet, limits)
    return {**vars(book), "sheets": [list(vars(sheet).values()) for sheet in book.sheets]}


def _book(data: bytes, encoding: str, limits: Limits) -> Workbook:
    """By what the file starts with, never by what it is called."""
    from handfast.guests.reading import text, workbook

    if data.startswith(b"PK\x03\x04"):
        kind = workbook.check_archive(data, limits)
        return Workbook(kind, "", *workbook.read(data, kind, limits))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return Workbook("XLS", "", *workbook.read(data, "XLS", limits))
    if data.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")):
        raise Refused("This is not a table. Save the list as CSV or as a spreadsheet (XLSX, XLS or ODS).")
    sheet, label = text.read(data, encoding, limits)
    return Workbook("CSV", label, [sheet] if sheet.rows else [])


def _check_size(sheet: Sheet, limits: Limits) -> None:
    most = limits.guests + 100  # titles, section headings and totals beside the guests
    if len(sheet.rows) > most:
        raise Refused(
            f"This list has {len(sheet.rows):,} rows; {limits.guests:,} guests are the most that one list may hold."
        )
    for number, cells in sheet.rows:
        if len(cells) > limits.columns:
            raise Refused(f"This row has {len(cells)} cells; a list may have at most {limits.columns} columns.", number)
        if max(map(len, cells)) > limits.cell_characters:
            raise Refused("A cell of this row is too long to be part of a guest list.", number)
        if any("\0" in cell for cell in cells):
            raise Refused("A cell of this row holds what is not text.", number)


if __name__ == "__main__":
    main()
