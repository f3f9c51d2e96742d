"""Which rows of a list hold guests: not those that repeat the header, add up the others, or head a section."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handfast.guests.guestlist import Doubts
from handfast.guests.table.layout import Layout
from handfast.guests.table.sections import headings, lone_cells
from handfast.guests.wording.columns import is_known

_TOTALS = "total totals totaal totale gesamt gesamtzahl insgesamt summe sum suma somme razem"
_NUMBER = re.compile(r"[\d.,]+%?")
# "Total guests: 45", "Grand total", "Gesamt: 45 Personen": the word, what is counted, and nothing else.
_LABEL = re.compile(
    rf"(?:grand |sub-? ?|overall )?(?:{'|'.join(_TOTALS.split())})"
    r"(?: (?:number )?(?:of )?(?:all )?(?:guests?|people|persons?|invited|invitees|attending|adults|children|kids|seats"
    r"|households|count|gäste|personen|invités|personnes|invitados|personas|de|des|der|general|général))*"
    r"\s*[:=]?\s*(?:\d[\d.,]*)?(?: (?:guests?|people|gäste|personen|invités|personnes|invitados|personas))?"
)
_MOSTLY = 0.7


def rows_with_guests(layout: Layout, doubts: Doubts) -> Iterator[tuple[int, list[str]]]:
    """(number, cells) of each row that seems to hold guests. What is left out is told, or asked about."""
    headers = [header.casefold() for header in layout.headers]
    lone = lone_cells(layout.rows)
    sums, sections, alone = totals(layout), headings(layout.rows, lone), _alone(layout, lone)
    for row, cells in layout.rows:
        if len(cells) > len(headers):
            doubts.stop(row, "", "This row has more cells than there are columns.", "leave the extra cells out")
        if (
            cells[0].strip().casefold() == headers[0]
            and [one.strip().casefold() for one in cells] == headers[: len(cells)]
        ):
            doubts.tell(row, "", "The columns' names again; left out.")
        elif _is_header(cells) and doubts.stop(
            row, "", "This row looks like another table's header.", "leave the row out"
        ):
            continue
        elif row in sums:
            doubts.tell(row, "", "A line of totals; left out.")
        elif row in sections:
            doubts.tell(row, doubts.name_column, f"“{sections[row][:60]}” heads a section of the list; left out.")
        elif row not in alone or doubts.stop(
            row, doubts.name_column, "This row stands alone: a heading, or a guest?", "it is a guest"
        ):
            yield row, cells


def _is_header(cells: list[str]) -> bool:
    """Whether every cell is the name of a column that we know, and there are several."""
    filled = [cell for cell in cells if cell.strip()]
    # From the end, where most rows say what others say too, and the answer is known already.
    return len(filled) > 1 and all(map(is_known, reversed(filled)))


def _alone(layout: Layout, lone: dict[int, str]) -> set[int]:
    """Rows of one cell, in capitals or after a blank row, where most rows say more."""
    if "names" in layout.fields or len(lone) > (1 - _MOSTLY) * len(layout.rows):
        return set()
    numbers = {row for row, _ in layout.rows}
    first = layout.rows[0][0] if layout.rows else 0
    return {row for row, text in lone.items() if (row - 1 not in numbers and row != first) or _in_capitals(text)}


def _in_capitals(text: str) -> bool:
    return text.isupper() and len(text) > 3


def totals(layout: Layout) -> set[int]:
    """The rows that only add up the others: numbers, and the word for it or the sum of all sizes."""
    size = sum(int(text) for _, text in layout.column("size") if text.isdecimal() and len(text) < 6)
    return {row for row, cells in layout.rows if _is_totals(layout, cells, size)}


def _is_totals(layout: Layout, cells: list[str], total: int) -> bool:
    labelled = False
    for cell in cells:
        text = cell.strip().casefold()
        if text and not _NUMBER.fullmatch(text):
            if not _LABEL.fullmatch(text):
                return False
            labelled = True
    size = layout.cell(cells, "size")
    return labelled or (size.isdecimal() and 0 < int(size) * 2 == total and not _names_anybody(layout, cells))


def _names_anybody(layout: Layout, cells: list[str]) -> bool:
    return any(layout.cell(cells, name) for name in ("first", "last", "full", "names"))
