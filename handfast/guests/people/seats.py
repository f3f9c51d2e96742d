"""Seats in rows of their own, "Guest" or "Guest of Ann Fox": whose they are."""

from collections.abc import Iterable

from handfast.guests.folding import plain
from handfast.guests.guestlist import Doubts, Line, Person
from handfast.guests.wording.names import Name

ABOVE, CALLED, _OUT = "they come with the person in the row above", "take it as a guest called “Guest”", "leave it out"
Homes = dict[str, list[Line]]


def place_seats(homes: Homes, doubts: Doubts) -> Homes:
    """The rows of each household with those that only hold a seat put to the household of whoever brings them: by the
    name that the row says, else as the host answers."""
    lonely = [line for lines in homes.values() if not any(line.people for line in lines) for line in lines]
    if not lonely:
        return homes
    moved = {line.row: _home_of(line, homes, doubts) for line in lonely}
    placed = {key: [line for line in lines if line.row not in moved] for key, lines in homes.items()}
    for line in lonely:
        if key := moved[line.row]:
            placed[key].append(line)
    return {key: lines for key, lines in placed.items() if lines}


def _home_of(line: Line, homes: Homes, doubts: Doubts) -> str:
    """The key of the household that a lonely seat goes to; "" where it is left out, or nobody has said so far."""
    hosts = [key for key, lines in homes.items() if whoever_is(line.host, _people(lines))] if line.host else []
    where = doubts.name_column
    if len(hosts) == 1:
        message = f"A seat for the guest of {line.host}, who stands in another row."
        return "" if doubts.read_as(line.row, where, message, _OUT) else hosts[0]
    above = next((key for key, lines in homes.items() if any(one.row == _above(line, homes) for one in lines)), "")
    ways = [ABOVE, CALLED, _OUT] if above and not line.party else [CALLED, _OUT]
    chosen = doubts.choose(line.row, where, "A guest without a name, and nobody whose guest it could be.", *ways)
    if chosen == CALLED:
        line.people, line.loose_seats = [Person(line.row, Name("Guest"), brings=line.loose_seats - 1)], 0
        return next(key for key, lines in homes.items() if line in lines)
    return above if chosen == ABOVE else ""


def _above(line: Line, homes: Homes) -> int:
    """The row of the last person above a line; 0 if there is none."""
    return max((one.row for lines in homes.values() for one in lines if one.people and one.row < line.row), default=0)


def _people(lines: Iterable[Line]) -> list[Person]:
    return [person for line in lines for person in line.people]


def whoever_is(host: str, people: Iterable[Person]) -> Person | None:
    """The one of `people` whom a list calls `host`, by the whole name or the first; None for nobody, or several."""
    called = plain(host)
    for names_of in (lambda name: name.whole, lambda name: name.first):
        found = [person for person in people if called and plain(names_of(person.name)) == called]
        if found:
            return found[0] if len(found) == 1 else None
    return None
