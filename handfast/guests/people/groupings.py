"""What the people share whom a column such as "Group" puts together: a household, or no more than a word. Pure."""

from collections import defaultdict
from itertools import groupby

from handfast.guests.folding import plain
from handfast.guests.guestlist import Line
from handfast.guests.people.contact import address_key
from handfast.guests.table.sections import speaks_of_a_group

_MOST_PEOPLE = 12  # in a household


def what_they_share(named: list[tuple[Line, str]]) -> tuple[str, bool]:
    """Why a column's values are households (True) or only words for groups (False); ("", False) where it is not clear.

    `named` are the lines in which the column says anything, in the list's order, each with what it says.
    """
    groups: defaultdict[str, list[Line]] = defaultdict(list)
    for line, text in named:
        groups[plain(text) or text].append(line)
    together = [lines for lines in groups.values() if len(lines) > 1]
    largest = max(groups.values(), key=len)
    related = [lines for lines in together if _one_family(lines)]
    if all(speaks_of_a_group(text) for text in {text for _, text in named}):
        return "It has words for groups of guests, such as family or friends", False
    if len(largest) > _MOST_PEOPLE and _surnames(largest) > _MOST_PEOPLE / 2:
        return f"{len(largest)} rows with {_surnames(largest)} surnames say the same", False
    if len(groups) == 1 and not related and len(largest) > 2:
        return "All rows say the same", False
    if len(largest) > _MOST_PEOPLE:
        return "", False
    if _named_after_them(groups) or (len(related) > 1 and len(related) >= 0.8 * len(together)):
        return "Its values are surnames, or those who share one share a surname or an address", True
    if len(named) > 7 and not related and _runs(named) >= 1.5 * len(groups) + 1:
        return "The same values come back all over the list, for people who share neither surname nor address", False
    return "", False


def _one_family(lines: list[Line]) -> bool:
    """Whether two of the lines have a surname or an address in common."""
    surnames = [_surname(line) for line in lines if _surname(line)]
    addresses = [key for line in lines if (key := address_key(line.address))]
    return len(set(surnames)) < len(surnames) or len(set(addresses)) < len(addresses)


def _named_after_them(groups: dict[str, list[Line]]) -> bool:
    """Whether nearly every value has the surname of one of its people: "Fox Family", "The Hills"."""
    named = 0
    for text, lines in groups.items():
        words = {word for one in text.split() for word in (one, one.removesuffix("s"), one.removesuffix("es"))}
        named += any(set(_surname(line).split()) & words for line in lines)
    return named >= 0.8 * len(groups)


def _surname(line: Line) -> str:
    return plain(line.people[0].name.last) if line.people else ""


def _surnames(lines: list[Line]) -> int:
    return len({_surname(line) for line in lines})


def _runs(named: list[tuple[Line, str]]) -> int:
    return sum(1 for _ in groupby(plain(text) for _, text in named))
