"""What a spreadsheet shows otherwise than it holds: hidden rows, and a number merged over several rows."""

from handfast.guests.guestlist import Doubts
from handfast.guests.layout import Layout
from handfast.guests.reading.values import Sheet
from handfast.guests.row_numbers import in_words

_READ_THEM, _LEAVE_OUT = "they are guests too", "leave those rows out"
_ONCE, _IN_EACH = "it counts once", "it counts in each row"
_COUNTS = ("plus_one", "size", "children", "adults")


def ask(layout: Layout, sheet: Sheet, doubts: Doubts) -> None:
    """Asks whether hidden rows are read, and whether a merged number counts once; does as the host says."""
    rows = {row for row, _ in layout.rows}
    if hidden := [row for row in sheet.hidden if row in rows]:
        message = f"The spreadsheet hides {in_words(hidden)}. Are these guests on your list?"
        if doubts.choose(hidden[0], "", message, _READ_THEM, _LEAVE_OUT) == _LEAVE_OUT:
            away = set(hidden)
            layout.rows = [one for one in layout.rows if one[0] not in away]
    counts = {place for name in _COUNTS for place in layout.fields.get(name, ())} | set(layout.adds_up)
    for place, first, last in sheet.merged:
        if place in counts and first in rows:
            header = layout.headers[place]
            message = f"This cell is merged over rows {first} to {last}: does it count once, or for each of them?"
            if doubts.choose(first, header, message, _ONCE, _IN_EACH) != _IN_EACH:
                layout.rows = [_without(one, place) if first < one[0] <= last else one for one in layout.rows]


def _without(row: tuple[int, list[str]], place: int) -> tuple[int, list[str]]:
    number, cells = row
    return number, [*cells[:place], "", *cells[place + 1 :]]
