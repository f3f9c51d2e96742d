"""The ways in which a cell of names may be taken: how it is read, why, and what else the host may say it is. Pure."""

import re

from handfast.guests.guestlist import Doubts
from handfast.guests.people import surnames_first
from handfast.guests.wording import cells, names
from handfast.guests.wording.first_names import starts_with_one
from handfast.guests.wording.names import Name, People, one_surname
from handfast.guests.wording.words import COMPANIONS, TITLES_ALONE

ONE, SEAT, OUT = "take it as one person", "take it as an extra seat", "leave it out"
# Chosen for a cell that names nobody.
LEFT_OUT = People(doubt="is left out")
_BETWEEN = re.compile(r"\s*[/;,&+\n]\s*|\s+(?:and|und|et|y|e|og|och|oraz|with|mit|avec|con|[-–—])\s+", re.IGNORECASE)
_MOST = 12
_SEATS = COMPANIONS | {"+1", "plus", "tbd", "tbc", "tba", "someone", "somebody"}


def take(found: People, row: int, column: str, text: str, doubts: Doubts) -> People:
    """Who a cell holds, read as `found`, once the host has had a say: one that is in doubt stops the list until they
    choose, and one that was read as more than one person can be taken otherwise."""
    if found.doubt:
        # Counted as one even while it stops the list, so that other checks of the row are not set off.
        one = People(found.names) if found.names else People((Name(text[:100].strip()),))
        ways = {ONE: one, **_beside(found), **_apart(text), SEAT: People(seats=1), OUT: LEFT_OUT}
        ways = {words: people for words, people in ways.items() if words != SEAT or _may_be_a_seat(text)}
        asked = f"“{text[:60]}” {found.doubt}".rstrip("?") + ("?" if found.doubt.endswith("?") else ".")
        return ways.get(doubts.choose(row, column, asked, *ways), one)
    if not found.names or len(found.names) + found.seats == 1:
        return found
    read_as = _in_words(found)
    sign = "the comma" if found.because == "," else f"“{found.because}”" if found.because else ""
    because = f", because of {sign}" if sign else ""
    otherwise, words = _otherwise(found, text, sign)
    return otherwise if doubts.read_as(row, column, f"“{text[:60]}” is {read_as}{because}.", words) else found


def _otherwise(found: People, text: str, sign: str) -> tuple[People, str]:
    """What a cell that was read as several may also be, and how to say so."""
    if found.seats and len(found.names) == 1:
        return People(found.names), "no extra seat"
    return People((names.split(text[:100]),)), f"one person, with {sign} in the name" if sign else ONE


def _in_words(people: People) -> str:
    whole = [name.whole for name in people.names]
    seats = f"{people.seats} extra seat{'s' if people.seats > 1 else ''}"
    return " and ".join([", ".join(whole), *([seats] if people.seats else [])])


def _beside(found: People) -> dict[str, People]:
    """A single name beside "Mr & Mrs" may stand for two, one of them without a name."""
    if not found.names or "stands beside" not in found.doubt:
        return {}
    both = People(found.names, 1)
    return {f"take it as {_in_words(both)}": both}


def _apart(text: str) -> dict[str, People]:
    """The people on either side of what may stand between names, if each side is a name; "Smith, John" turned about."""
    parts = [part for part in _BETWEEN.split(text) if part.strip()]
    titles = [part for part in parts if TITLES_ALONE.issuperset(word.rstrip(".") for word in part.casefold().split())]
    people = [cells.read(part) for part in parts if part not in titles]
    found: dict[str, People] = {}
    if 1 < len(parts) <= _MOST and people and all(_is_one(one) for one in people):
        several = People(one_surname([one.names[0] for one in people]), len(titles))
        found[f"take it as {_in_words(several)}"] = several
    turned = surnames_first.read(text, "surname")
    if text.count(",") == 1 and not turned.doubt and not starts_with_one(text):
        found[f"take it as {'one person, ' if _is_one(turned) else ''}{_in_words(turned)}"] = turned
    return found


def _is_one(people: People) -> bool:
    return not people.doubt and len(people.names) == 1 and not people.seats


def _may_be_a_seat(text: str) -> bool:
    return not _SEATS.isdisjoint(text.casefold().split())
