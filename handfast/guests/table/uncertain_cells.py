"""What a spreadsheet shows otherwise than it holds: hidden rows and columns, and a number merged over several rows."""

from handfast.guests.guestlist import Doubts
from handfast.guests.reading.values import Sheet
from handfast.guests.row_numbers import in_words
from handfast.guests.table.layout import Layout
from handfast.guests.wording.columns import UNUSED

_READ_THEM, _LEAVE_OUT = "they are guests too", "leave those rows out"
_ONCE, _IN_EACH = "it counts once", "it counts in each row"
_READ_IT, _WITHOUT_IT = "read it", "leave it out"
_COUNTS = ("plus_one", "size", "children", "adults")


def ask(layout: Layout, sheet: Sheet, doubts: Doubts) -> None:
    """Asks whether what is hidden is read, and whether a merged number counts once; does as the host says."""
    _ask_about_hidden_columns(layout, sheet, doubts)
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


def _ask_about_hidden_columns(layout: Layout, sheet: Sheet, doubts: Doubts) -> None:
    """Of those that take part in the reading: nobody would look there for the reason of what is read."""
    if not sheet.hidden_columns:
        return
    used = [place for name, places in layout.fields.items() if name not in UNUSED for place in places]
    filled = {place for _, cells in layout.rows for place, text in enumerate(cells) if text.strip()}
    hidden = [place for place in sheet.hidden_columns if place in filled.intersection([*used, *layout.adds_up])]
    if not hidden:
        return
    named = [layout.headers[place] or f"column {place + 1}" for place in hidden]
    message = f"The spreadsheet hides {' and '.join(f'“{name}”' for name in named)}. Is what stands there to be read?"
    if doubts.choose(None, named[0], message, _READ_IT, _WITHOUT_IT) == _WITHOUT_IT:
        shown = {name: [place for place in places if place not in hidden] for name, places in layout.fields.items()}
        layout.fields = {name: places for name, places in shown.items() if places}
        layout.adds_up = [place for place in layout.adds_up if place not in hidden]


def _without(row: tuple[int, list[str]], place: int) -> tuple[int, list[str]]:
    number, cells = row
    return number, [*cells[:place], "", *cells[place + 1 :]]
