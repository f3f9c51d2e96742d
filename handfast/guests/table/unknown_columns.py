"""Columns whose names do not say what they are. One that cannot matter to who comes is left out, and the host is told;
any other stops the list until they say what it is."""

from __future__ import annotations

import re

from handfast.guests.guestlist import Doubts
from handfast.guests.table.evidence import Column, about_nobody, numbers_rows
from handfast.guests.table.layout import Layout
from handfast.guests.table.rows import totals
from handfast.guests.wording.first_names import starts_with_one
from handfast.guests.wording.remarks import brings_somebody
from handfast.guests.wording.stems import speaks_of_company

Cells = list[tuple[int, str]]
_ONCE = frozenset({"first", "last", "full", "names", "size", "plus_one", "children", "group", "family", "title"})
_MORE_THAN_ONE = re.compile(r"(?<![\d./:-])(?:[2-9]|1\d)(?![\d./:-])")
_REMARKS = re.compile(
    r"(?:my )?notes?|comments?|remarks?|info|bemerkung(?:en)?|notiz(?:en)?|kommentar|remarques?|commentaires?|notas?"
    r"|comentarios?|observaciones|noten|opmerking(?:en)?|uwagi",
    re.IGNORECASE,
)
_A_NAME = re.compile(r"[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]*){1,2}")
_LEAVE_RELATIVES, _INVITED = "leave them out", "they are guests too"
_HOUSEHOLDS, _SIZE, _LEAVE_OUT = "each value is one household", "it says how many they are", "leave the column out"


def check(layout: Layout, doubts: Doubts) -> None:
    """Tells or asks about each column that is not known, is there twice, or may be more than its name says."""
    for name, places in layout.fields.items():
        if len(places) > 1 and (name in _ONCE or ":" in name) and not _say_the_same(layout, places):
            columns = " and ".join(str(place + 1) for place in places)
            header = layout.headers[places[0]]
            doubts.stop(None, header, f"Columns {columns} are both read as “{header}”.")
    if layout.format.contacts:
        _check_relatives(layout, doubts)
    if layout.has("last") and not any(map(layout.has, ("first", "full", "names"))):
        message = "The list has surnames and no first names. Is each row one person?"
        doubts.stop(None, layout.header("last"), message, "each row is one person")
    sums, names = totals(layout), _words_of_names(layout)
    for place in layout.fields.pop("", []):
        _check_unknown(layout, place, _filled(layout, place, sums), names, doubts)
    if not layout.format.closed and not layout.has("party"):
        for place in layout.fields.get("index", []):
            _check_index(layout, place, _filled(layout, place, sums), doubts)
    if not layout.format.closed:
        _check_answers_and_remarks(layout, sums, doubts)
    for place in layout.fields.get("goods", [])[:1]:
        message = f"“{layout.headers[place]}” belongs to a list of things. Is this a list of guests?"
        doubts.stop(None, layout.headers[place], message, "these are guests")


def _say_the_same(layout: Layout, places: list[int]) -> bool:
    """Whether columns repeat one another in every row."""
    return all(
        len({cells[place].strip() if place < len(cells) else "" for place in places}) == 1 for _, cells in layout.rows
    )


def _check_relatives(layout: Layout, doubts: Doubts) -> None:
    """An address book says whom somebody is married to and what their children are called, whoever is invited."""
    relatives = [name for name in layout.fields if ":" in name or name == "children"]
    filled = [name for name in relatives if layout.column(name)]
    if filled:
        message = f"{layout.format.name} keeps relatives beside each contact. Are they invited?"
        if doubts.choose(None, layout.header(filled[0]), message, _LEAVE_RELATIVES, _INVITED) == _INVITED:
            return
    for name in relatives:
        del layout.fields[name]


def _check_unknown(layout: Layout, place: int, cells: Cells, names: frozenset[str], doubts: Doubts) -> None:
    header = layout.headers[place]
    if not cells or (layout.format.closed and header and not speaks_of_company(header)):
        return
    called = header or str(place + 1)
    if reason := about_nobody(Column(header, [text for _, text in cells], names)):
        doubts.tell(None, called, f"Left out: {reason}.", kind="column")
        layout.fields.setdefault("note", []).append(place)
        return
    examples = " and ".join(f"“{text[:30]}”" for text in list(dict.fromkeys(text for _, text in cells))[:2])
    who = f"The column “{header}” is not one we know" if header else f"Column {place + 1} has no name"
    message = f"{who}, and {examples} may be about people. Say under Columns what it is, or carry on without it."
    doubts.stop(cells[0][0], called, message, _LEAVE_OUT)


def _check_index(layout: Layout, place: int, cells: Cells, doubts: Doubts) -> None:
    """A number that comes back does not number the rows: it may say who belongs together, or how many they are."""
    header, texts = layout.headers[place], [text for _, text in cells]
    codes = len(set(texts)) == len(texts) and not all(map(str.isdecimal, texts))
    if codes or numbers_rows(texts):
        return
    message = f"“{header}” does not number the rows: is it the household, or how many they are?"
    chosen = doubts.choose(None, header, message, _HOUSEHOLDS, _SIZE, _LEAVE_OUT)
    if field := {_HOUSEHOLDS: "party", _SIZE: "size"}.get(chosen):
        layout.fields.setdefault(field, []).append(place)


def _check_answers_and_remarks(layout: Layout, sums: set[int], doubts: Doubts) -> None:
    """A second column of answers may say how many come, and any answer or remark that somebody is brought along."""
    answers, remarks = layout.fields.get("status", []), layout.fields.get("note", [])
    notes = {place for place in remarks if _REMARKS.fullmatch(layout.headers[place].strip())}
    parts = ("first", "last", "full")
    listed = {" ".join(layout.cell(cells, part) for part in parts).strip() for _, cells in layout.rows}
    for place in [*answers, *remarks]:
        for row, text in _filled(layout, place, sums):
            if place in answers[1:] and _MORE_THAN_ONE.search(text):
                doubts.stop(row, layout.headers[place], f"“{text[:40]}” may say how many come.", "leave it out")
            elif brings_somebody(text) or (place in notes and _names_somebody(text, listed)):
                message = f"“{text[:60]}” may speak of somebody whom the list does not name. Then add them to the row."
                doubts.stop(row, layout.headers[place], message, "it is only a remark")


def _names_somebody(remark: str, listed: set[str]) -> bool:
    """Whether a remark is nothing but a name of which the list has no other row: "Ben Fox"."""
    a_name = _A_NAME.fullmatch(remark) and all(word[0].isupper() for word in remark.split())
    return bool(a_name) and starts_with_one(remark) and remark not in listed


def _filled(layout: Layout, place: int, sums: set[int]) -> Cells:
    """(row, text) of each cell of a column that is not blank, but for rows that add up the others."""
    return [
        (row, text)
        for row, cells in layout.rows
        if place < len(cells) and (text := cells[place].strip()) and row not in sums
    ]


def _words_of_names(layout: Layout) -> frozenset[str]:
    """The words of all names in the list, as they are written."""
    if "" not in layout.fields:
        return frozenset()
    names = [name for name in layout.fields if name.split(":")[-1] in ("first", "last", "full", "names")]
    words = (word for name in names for _, text in layout.column(name) for word in text.split())
    return frozenset(word for word in words if len(word) > 1 and word.isalpha())
