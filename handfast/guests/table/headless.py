"""Lists that do not name their columns: what each column is, told by what is in it. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from handfast.guests.reading.values import Sheet
from handfast.guests.table.evidence import EMAIL, PHONE

# What a column is called in the place of a name of its own.
_CALLED = {"first": "First name", "last": "Last name", "full": "Name", "email": "E-mail", "phone": "Telephone"}
_WORDS = re.compile(r"[^\W\d_][^\d@/\\:;<>{}]*")
_MOSTLY = 0.8


@dataclass(frozen=True)
class Guess:
    """The fields of the columns that could be told, by place.

    `sure` if the first row is a guest, as an e-mail address or a telephone number in it shows; `has_names_above` if it
    is not, because it alone has something else there.
    """

    fields: dict[int, str]
    sure: bool
    has_names_above: bool

    @property
    def headers(self) -> list[str]:
        """A name for each column that could be told."""
        return [_CALLED[self.fields[place]] if place in self.fields else "" for place in range(max(self.fields) + 1)]


def guess(sheet: Sheet) -> Guess | None:
    """What the columns of a sheet without a row of names are; None if none of them holds names."""
    columns = _columns(sheet)
    kinds = {place: kind for place, texts in enumerate(columns) if (kind := _kind_of(texts))}
    first_row = [texts[0] if texts else "" for texts in columns]
    contacts = [first_row[place] for place in kinds if first_row[place]]
    fits = [bool(EMAIL.fullmatch(text) or PHONE.fullmatch(text)) for text in contacts]
    names = _names([place for place in range(len(columns)) if place not in kinds], columns)
    if not names:
        return None
    fields = {**names, **{place: kind for place, kind in reversed(kinds.items()) if kind not in names.values()}}
    return Guess(dict(sorted(fields.items())), any(fits), bool(fits) and not any(fits))


def _columns(sheet: Sheet) -> list[list[str]]:
    width = max(len(cells) for _, cells in sheet.rows)
    return [[cells[place].strip() if place < len(cells) else "" for _, cells in sheet.rows] for place in range(width)]


def _kind_of(texts: Sequence[str]) -> str:
    """ "email" or "phone", if the cells but for the first row's and blanks are that."""
    for kind, pattern in (("email", EMAIL), ("phone", PHONE)):
        below = [text for text in texts[1:] if text] or [text for text in texts if text]
        if below and sum(map(bool, map(pattern.fullmatch, below))) >= _MOSTLY * len(below):
            return kind
    return ""


def _names(places: Sequence[int], columns: Sequence[Sequence[str]]) -> dict[int, str]:
    """The first column of words, if most are whole names; else the first two side by side, as first and last names."""
    worded = [place for place in places if _is_worded(columns[place])]
    if not worded:
        return {}
    left = worded[0]
    filled = [text for text in columns[left] if text]
    whole = sum(len(text.split()) > 1 for text in filled)
    if whole >= _MOSTLY * len(filled) or left + 1 not in worded:
        return {left: "full"}
    turned = _repeats(columns[left]) > _repeats(columns[left + 1])
    return {left: "last", left + 1: "first"} if turned else {left: "first", left + 1: "last"}


def _is_worded(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text]
    return bool(filled) and sum(map(bool, map(_WORDS.fullmatch, filled))) >= _MOSTLY * max(len(filled), len(texts) / 2)


def _repeats(texts: Sequence[str]) -> int:
    """How often a cell says what the one above it says, as surnames of a family do."""
    return sum(above == below != "" for above, below in pairwise(texts))
