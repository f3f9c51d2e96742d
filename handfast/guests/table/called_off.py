"""Columns that take guests off the list again: "Cancelled", "Invited: no", a remark "deceased". Whether they are still
invited is asked once for each column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from handfast.guests.guestlist import Doubts
from handfast.guests.row_numbers import in_words
from handfast.guests.table.evidence import NOTHING, YES_OR_NO
from handfast.guests.table.layout import Layout
from handfast.guests.wording.columns import UNUSED, normal

_OFF = re.compile(
    r"""cancell?ed|removed|deleted|uninvited|disinvited|(?:not|no\ longer)\ invited|withdrawn|deceased|dead|passed\ away
    |ausgeladen|nicht\ eingeladen|gestrichen|gelöscht|storniert|verstorben|annulée?|supprimée?|pas\ invitée?|décédée?
    |cancelad[oa]|eliminad[oa]|anulad[oa]|no\ invitad[oa]|fallecid[oa]|annullat[oa]|non\ invitat[oa]|decedut[oa]""",
    re.IGNORECASE | re.VERBOSE,
)
_OFF_COLUMNS = re.compile(
    "cancell?ed|removed?|deleted?|uninvited?|disinvited|notinvited|do(?:no|n)tinvite|withdrawn|deceased|ausgeladen"
    "|nichteingeladen|gestrichen|geloscht|entfernt|annule|supprime|pasinvite|decede|noinvitar|cancelado|eliminado|fallecido"
)
# "Invite now?" is not among them: it says when the letter goes.
_INVITED_COLUMNS = re.compile(
    "(?:is|to)?invited?|(?:ist)?eingeladen|einladen|ainviter|inviter?|invitado|invitar|invitato|invitare"
)
_NO = re.compile("no|n|nein|non|false|f|falsch|faux|nee|nie|ne|não|nao|нет|ні|0", re.IGNORECASE)
_LEAVE_OUT, _GUESTS = "leave those rows out", "they are guests all the same"


def leave_out(layout: Layout, doubts: Doubts) -> None:
    """Asks about each column that says of some rows that they are not, or no longer, invited; drops these rows where
    the host says so."""
    for place, header in _asides(layout, doubts):
        cells = [(row, text) for row, all_ in layout.rows if place < len(all_) and (text := all_[place].strip())]
        is_off = _calls_off(header, [text for _, text in cells])
        off = {row: text for row, text in cells if is_off(text)}
        if not off:
            continue
        first, says = next(iter(off.items()))
        message = f"“{says[:40]}” in {in_words(list(off))}: are these guests still invited?"
        if doubts.choose(first, header, message, _LEAVE_OUT, _GUESTS) == _LEAVE_OUT:
            layout.rows = [one for one in layout.rows if one[0] not in off]


def _asides(layout: Layout, doubts: Doubts) -> Iterator[tuple[int, str]]:
    """(place, header) of each named column that takes no part in the reading, and about which nothing is asked yet."""
    used = {place for name, places in layout.fields.items() if name not in UNUSED for place in places}
    asked = {problem.column for problem in doubts.problems if problem.stops}
    for place, header in enumerate(layout.headers):
        if header and place not in used.union(layout.adds_up) and header not in asked:
            yield place, header


def _calls_off(header: str, texts: list[str]) -> Callable[[str], bool]:
    """Whether a cell of this column says that its row is not invited."""
    if all(text.casefold() in YES_OR_NO for text in texts):
        if _OFF_COLUMNS.fullmatch(normal(header)):
            return lambda text: text.casefold() not in NOTHING and not _NO.fullmatch(text)
        if _INVITED_COLUMNS.fullmatch(normal(header)):
            return lambda text: _NO.fullmatch(text) is not None
    return lambda text: _OFF.fullmatch(text) is not None
