"""From a file to a guest list: read the sheet, find its columns, its people, its households. Pure but for the
reading."""

from dataclasses import replace

from handfast.guests import layout as layouts
from handfast.guests import spreadsheet
from handfast.guests.columns import field_of
from handfast.guests.guestlist import Doubts, GuestList
from handfast.guests.households import group
from handfast.guests.people import lines_of
from handfast.guests.reading.values import Choice, Limits, Refused, Sheet, Workbook


def understand(data: bytes, *, answers: dict | None = None, limits: Limits | None = None) -> GuestList:
    """The guest list in a file. `answers` are what the host said about it: {"encoding", "sheet", "carry_on": [keys]}.

    Raises Refused when the file cannot be read at all, or only after a question is answered.
    """
    answers, limits = answers or {}, limits or Limits()
    book = spreadsheet.read(data, encoding=answers.get("encoding", ""), limits=limits)
    sheet, doubts = _choose(book, answers.get("sheet", "")), Doubts(frozenset(answers.get("carry_on", ())))
    return replace(understand_sheet(sheet, doubts, limits), encoding=book.encoding or book.kind, sheet=sheet.name)


def understand_sheet(sheet: Sheet, doubts: Doubts, limits: Limits) -> GuestList:
    """The guest list on one sheet; what is in doubt is among its problems. Raises Refused if it is too long."""
    layout = layouts.find(sheet, doubts)
    if layout is None:
        return GuestList("", "", sheet.name, problems=doubts.problems)
    if not layout.rows:
        doubts.stop(None, "", "There are no guests below the columns' names.")
    parties = group(layout, list(lines_of(layout, doubts)), doubts)
    unused = [header for header in layout.headers if header and field_of(header) in ("", "note", "status")]
    found = GuestList(layout.format.name, "", sheet.name, parties, doubts.problems, unused, doubts.headers)
    if not parties and not found.stops:
        doubts.stop(None, "", "No row of this list names a guest.")
    if found.guests + found.extra_seats > limits.guests:
        raise Refused(f"This list has {found.guests:,} guests; {limits.guests:,} are the most that one list may hold.")
    found.problems.sort(key=lambda problem: (not problem.stops, problem.row or 0))
    return found


def _choose(book: Workbook, wanted: str) -> Sheet:
    """The sheet with the guest list; a question when several could be it. Raises Refused."""
    if not book.sheets:
        raise Refused("This file is empty.")
    if chosen := [sheet for sheet in book.sheets if sheet.name == wanted and wanted]:
        return chosen[0]
    likely = sorted(book.sheets, key=lambda sheet: (layouts.has_header(sheet), len(sheet.rows)), reverse=True)
    first, others = likely[0], likely[1:]
    if any(layouts.has_header(sheet) or len(sheet.rows) >= len(first.rows) for sheet in others):
        choices = tuple(Choice(sheet.name, sheet.name, tuple(_examples(sheet))) for sheet in likely)
        raise Refused(
            f"This file has several sheets: {', '.join(sheet.name for sheet in book.sheets)}. Choose the guest list,"
            " or delete the others.",
            question="sheet",
            choices=choices,
        )
    return first


def _examples(sheet: Sheet) -> list[str]:
    return [" ".join(filter(None, cells[:3])) for _, cells in sheet.rows[1:4]]
