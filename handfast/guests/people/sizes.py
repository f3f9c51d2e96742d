"""What a column that says how many counts: the people named in the row as well, so that the rest are seats without a
name. Pure."""

import re
from collections import Counter

from handfast.guests.guestlist import Doubts, Line
from handfast.guests.people.contact import address_key
from handfast.guests.wording.columns import normal

_COUNTS_ALL = re.compile(r".*(?:size|headcount|total|pax|inparty|people|person|adult).*")
_AT_MOST = re.compile(r".*(?:max|allow|upto|limit).*")
_MANY_ROWS, _MOST_SEATS = 8, 10


def give_seats(lines: list[Line], doubts: Doubts) -> None:
    """Gives each line the seats that its size has beyond the people it names, if the list shows that sizes count them.

    `lines` are those that nothing but an address may put together: the size of a household of several rows may be that
    of all of them, and is left to the check of each household.
    """
    header = doubts.column("size")
    sized = [line for line in lines if line.size is not None]
    if not sized or not _counts_everybody(header, sized, lines):
        return
    at = Counter(key for line in lines if (key := address_key(line.address)))
    for line in sized:
        more = (line.size or 0) - _named(line)
        if not 0 < more <= _MOST_SEATS or at[address_key(line.address)] > 1 or not line.people:
            continue
        whom = line.people[0].name.whole
        message = f"“{line.size}” counts {whom} too, as “1” does in other rows: {more} more without a name."
        if doubts.read_as(line.row, header, message, "go by the names"):
            line.size = None
        else:
            line.people[0].brings += more


def _counts_everybody(header: str, sized: list[Line], lines: list[Line]) -> bool:
    """Whether no size is less than the people of its row, some are no more, and the column's name or many rows without
    a single 0 tell that those are not people beside them."""
    if _AT_MOST.fullmatch(normal(header)) or any((line.size or 0) < _named(line) for line in sized):
        return False
    alone = sum(line.size == _named(line) for line in sized)
    enough = len(sized) >= _MANY_ROWS and len(sized) == len(lines) and alone >= 0.1 * len(sized)
    return alone > 0 and (enough or _COUNTS_ALL.fullmatch(normal(header)) is not None)


def _named(line: Line) -> int:
    return len(line.people) + sum(person.brings for person in line.people) + line.loose_seats
