"""From a file to a guest list: read the sheet, find its columns, its people, its households. Pure but for the
reading."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from handfast.guests.guestlist import Doubts, GuestList
from handfast.guests.people.households import group
from handfast.guests.people.lines import lines_of
from handfast.guests.reading import spreadsheet
from handfast.guests.reading.values import Limits, Refused, Sheet
from handfast.guests.table import called_off, uncertain_cells
from handfast.guests.table.headers import find
from handfast.guests.table.mapping import mapped, recalled
from handfast.guests.table.mending import mended
from handfast.guests.table.sheets import Chosen, choose
from handfast.guests.wording.columns import UNUSED, field_of

NO_READINGS: Mapping[str, Any] = {}


@dataclass(frozen=True)
class Opened:
    """The sheet of a file that holds the guest list, as the host mended it, and how it came to be this one.

    `columns` is what they said its columns are (see mapping.py); `recalled`, whether that was for an earlier list.
    """

    chosen: Chosen
    encoding: str
    sheet: Sheet
    columns: Mapping[str, Any]
    recalled: bool


def open_list(
    data: bytes,
    answers: Mapping[str, Any],
    limits: Limits | None = None,
    readings: Mapping[str, Any] = NO_READINGS,
) -> Opened:
    """The sheet with the guest list. `answers` are what the host said about the file: {"encoding", "sheets" (their
    names), "cells" (see mending.py), "columns"}; `readings` what they said of other lists' columns, by fingerprint.

    Raises Refused when the file cannot be read at all, or only after a question is answered.
    """
    book = spreadsheet.read(data, encoding=answers.get("encoding", ""), limits=limits or Limits())
    chosen = choose(book, answers.get("sheets", ()))
    before = None if "columns" in answers else recalled(chosen.sheet, readings)
    columns = answers.get("columns", {}) if before is None else before
    sheet = mended(chosen.sheet, answers.get("cells", {}))
    return Opened(chosen, book.encoding or book.kind, sheet, columns, before is not None)


def understand(
    data: bytes,
    *,
    answers: Mapping[str, Any] | None = None,
    limits: Limits | None = None,
    readings: Mapping[str, Any] = NO_READINGS,
) -> GuestList:
    """The guest list in a file. `answers` and `readings` are as `open_list` takes them, and with them {"carry_on":
    [keys]} of the doubts that the host answered.

    Raises Refused when the file cannot be read at all, or only after a question is answered.
    """
    answers, limits = answers or {}, limits or Limits()
    opened = open_list(data, answers, limits, readings)
    doubts = Doubts(frozenset(answers.get("carry_on", ())))
    if opened.recalled:
        _say_recalled(opened.columns, doubts)
    for name in opened.chosen.hidden:
        doubts.tell(None, "", f"The spreadsheet hides its sheet “{name}”, which is not read.")
    found = understand_sheet(mapped(opened.sheet, opened.columns), doubts, limits)
    chosen = opened.chosen
    return replace(
        found,
        encoding=opened.encoding,
        sheet=chosen.sheet.name,
        sheets=chosen.names,
        read=chosen.read,
        why_sheet=chosen.reason,
    )


def _say_recalled(columns: Mapping[str, Any], doubts: Doubts) -> None:
    """Columns read as for an earlier list: told where they have the same names, asked where they have none."""
    if columns["header"]:
        doubts.tell(None, "", "The columns are read as you said for an earlier list with the same names.")
        return
    message = "This list does not name its columns. An earlier one of as many columns was read as you said there."
    doubts.stop(None, "", message, "read this one so too")


def understand_sheet(sheet: Sheet, doubts: Doubts, limits: Limits) -> GuestList:
    """The guest list on one sheet; what is in doubt is among its problems. Raises Refused if it is too long."""
    layout = find(sheet, doubts)
    if layout is None:
        return GuestList("", "", sheet.name, problems=doubts.problems)
    if not layout.rows:
        doubts.stop(None, "", "There are no guests below the columns' names.")
    uncertain_cells.ask(layout, sheet, doubts)
    called_off.leave_out(layout, doubts)
    parties = group(layout, list(lines_of(layout, doubts)), doubts)
    unused = [header for header in layout.headers if header and field_of(header) in UNUSED]
    found = GuestList(layout.format.name, "", sheet.name, parties, doubts.problems, unused, doubts.headers)
    if not parties and not found.stops:
        doubts.stop(None, "", "No row of this list names a guest.")
    if found.guests + found.extra_seats > limits.guests:
        raise Refused(f"This list has {found.guests:,} guests; {limits.guests:,} are the most that one list may hold.")
    found.problems.sort(key=lambda problem: (not problem.stops, problem.row or 0))
    return found
