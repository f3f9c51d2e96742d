"""The ways in which a cell of names may be taken: how it is read, why, and what else the host may say it is. Pure."""

import re

from handfast.guests import names
from handfast.guests.guestlist import Doubts
from handfast.guests.names import Name, People
from handfast.guests.words import TITLES_ALONE

ONE = "take it as one person"
_BETWEEN = re.compile(r"\s*[/;,&+]\s*|\s+(?:and|und|et|y|e|og|och|oraz)\s+", re.IGNORECASE)
_MOST = 12


def take(found: People, row: int, column: str, text: str, doubts: Doubts) -> People:
    """Who a cell holds, read as `found`, once the host has had a say: one that is in doubt stops the list until they
    choose, and one that was read as more than one person can be taken otherwise."""
    if found.doubt:
        # Counted as one even while it stops the list, so that other checks of the row are not set off.
        one = People(found.names) if found.names else People((Name(text[:100].strip()),))
        ways = {ONE: one, **_beside(found), **_apart(text)}
        chosen = doubts.choose(row, column, f"“{text[:60]}” {found.doubt}.", *ways)
        return ways.get(chosen, one)
    if not found.names or len(found.names) + found.seats == 1:
        return found
    read_as = _in_words(found)
    sign = _BETWEEN.search(text)
    because = f", because of “{sign[0].strip()}”" if sign else ""
    otherwise, words = _otherwise(found, text, sign[0].strip() if sign else "")
    return otherwise if doubts.read_as(row, column, f"“{text[:60]}” is {read_as}{because}.", words) else found


def _otherwise(found: People, text: str, sign: str) -> tuple[People, str]:
    """What a cell that was read as several may also be, and how to say so."""
    if found.seats and len(found.names) == 1:
        return People(found.names), "no extra seat"
    return People((names.split(text[:100]),)), f"one person, with “{sign}” in the name" if sign else ONE


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
    if not 1 < len(parts) <= _MOST:
        return {}
    titles = [part for part in parts if TITLES_ALONE.issuperset(word.rstrip(".") for word in part.casefold().split())]
    people = [names.read(part) for part in parts if part not in titles]
    if any(one.doubt or len(one.names) != 1 or one.seats for one in people):
        return {}
    whole = _one_surname([one.names[0] for one in people])
    several = People(whole, len(titles))
    found = {f"take it as {_in_words(several)}": several} if len(whole) + len(titles) > 1 else {}
    if len(parts) == 2 and text.count(",") == 1 and not titles:
        turned = Name(parts[1].strip(), parts[0].strip())
        found[f"take it as one person, {turned.whole}"] = People((turned,))
    return found


def _one_surname(people: list[Name]) -> tuple[Name, ...]:
    """A surname that only the last of them has is meant for all."""
    if people and people[-1].last and not any(name.last for name in people[:-1]):
        return tuple(Name(name.first, people[-1].last, name.title) for name in people)
    return tuple(people)
