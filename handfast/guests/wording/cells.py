"""Who a cell holds, made for one name or for several: people, seats, or a doubt."""

import re
from dataclasses import replace
from functools import lru_cache

from handfast.guests.wording import companions, names
from handfast.guests.wording.first_names import starts_with_one
from handfast.guests.wording.names import (
    JOINER,
    NOBODY,
    NOT_A_NAME,
    NOT_IN_A_NAME,
    SEVERAL,
    WEAK_JOINER,
    Name,
    People,
    single,
    split,
)
from handfast.guests.wording.words import JOINERS, TITLES_ALONE, WEAK_JOINERS

_TITLE = rf"(?:(?:the|de|den)\s+)?(?:{'|'.join(sorted(map(re.escape, TITLES_ALONE), key=len, reverse=True))})\.?"
_AND = rf"(?:\s*[&+]\s*|,?\s*\b(?:{'|'.join(re.escape(word) for word in JOINERS | WEAK_JOINERS)})\s+)"
_TWO_TITLES = re.compile(
    rf"(?P<titles>(?P<first>{_TITLE}(?:\s+{_TITLE})*){_AND}{_TITLE})(?:\s+(?P<rest>\S.*))?", re.IGNORECASE
)
_BETWEEN = re.compile(r"\s*,\s*(?:and|und|et|y|e|i|&)\s+|\s*,\s*|\s*&\s*|\s+(?:and|und|et)\s+", re.IGNORECASE)
_CAPITAL_JOINER = re.compile(rf"\s({'|'.join(word.upper() for word in WEAK_JOINERS if word.isalpha())})\s")
_NAMELESS = "may be somebody without a name yet, or several"
_LAST_COMMA = re.compile(r",\s*(?:and|und|et|y|e|i|&)\s", re.IGNORECASE)


@lru_cache(maxsize=30_000)
def read(text: str) -> People:
    """Who a cell made for one name holds: "Priya Shah", but also "Priya & Omar", "Priya +1", "Guest"."""
    text = text.strip()
    words = text.casefold().split()
    if not words:
        return NOBODY
    if names.is_plain(text, words):
        return People((split(text),))
    if (host := companions.whose_seat(text)) is not None:
        return People(seats=1, host=host)
    if two := _TWO_TITLES.fullmatch(text):
        return _two_titles(two)
    if tail := companions.tail_of(text):
        return _with_seats(read(tail.head), tail.seats, tail.words)
    if "," in names.without_suffix(text):
        return _between_commas(text)
    if JOINER.search(text) or WEAK_JOINER.search(text):
        return _joined(text)
    return _in_capitals(text) or single(text)


def is_seat(text: str) -> bool:
    """Whether the words stand for somebody who has no name yet: "Guest", "+1", "Ty's Guest"."""
    return companions.whose_seat(text) is not None


def is_for_two(title: str) -> bool:
    """Whether a title is that of a couple: "Mr. and Mrs."."""
    two = _TWO_TITLES.fullmatch(title.strip())
    return two is not None and not two["rest"]


def _two_titles(two: re.Match[str]) -> People:
    """ "Mr and Mrs John Smith": two people, one of them without a name; with "John and Jane", each has one."""
    found = read(two["rest"] or "")
    if found.doubt or not found.names or found.host:
        return People(doubt=found.doubt or NOT_A_NAME)
    first = Name(found.names[0].first, found.names[0].last, two["first"])
    if len(found.names) > 1:
        return People((first, *found.names[1:]), found.seats, because=two["titles"])
    if not first.last:
        first = Name("", first.first, first.title)
    return People((first,), found.seats + 1, because=two["titles"])


def _with_seats(head: People, seats: int, because: str) -> People:
    if head.doubt or not head.names:
        return People(doubt=head.doubt or SEVERAL.doubt)
    return People(head.names, head.seats + seats, because=because)


def _joined(text: str) -> People:
    """Two people or more in one cell. Each side must be a name by itself; a surname said once is meant for all."""
    if NOT_IN_A_NAME.search(text):
        return SEVERAL
    strong = JOINER.search(text) is not None
    sides = (JOINER if strong else WEAK_JOINER).split(text)
    if not all(side.strip() for side in sides) or len({side.islower() for side in sides}) > 1:
        return SEVERAL
    first_names = all(map(starts_with_one, sides[0].split())) and starts_with_one(sides[-1])  # José Ángel y Miriam
    if not (strong or first_names) and [_length(side) for side in sides] not in ([1, 1], [2, 2], [1, 2]):
        return People(doubt="may be one person with a long surname, or two people")
    people = [People(seats=1) if is_seat(side) else single(side) for side in sides]
    if doubt := next((one.doubt for one in people if one.doubt), ""):
        return People(doubt=doubt)
    whole = names.one_surname([name for one in people for name in one.names])
    sign = (JOINER if strong else WEAK_JOINER).search(text)
    return People(whole, sum(one.seats for one in people), because=sign[0].strip() if sign else "")


def _in_capitals(text: str) -> People | None:
    """ "JUAN Y ANA": a joining word in capitals may be an initial, unless a first name follows; None if it is one."""
    found = _CAPITAL_JOINER.search(text)
    if found is None or not (found[1] == "Y" or starts_with_one(text[found.end() :])):
        return None
    sure = found[1] == "Y" and all(map(starts_with_one, (text, text[found.end() :])))
    return read(text[: found.start()] + found[0].lower() + text[found.end() :]) if sure else SEVERAL


def _length(side: str) -> int:
    """How many words a name has beside its titles."""
    return sum(word.casefold().rstrip(".") not in TITLES_ALONE for word in side.split())


def _between_commas(text: str) -> People:
    """ "Amy Fox, Ben Fox and Cal Fox" are three; what may be a surname and first names is a doubt."""
    sides = parts(text)
    people = [read(side) for side in sides]
    if len(sides) < 3 or any(one.doubt or one.seats or len(one.names) != 1 for one in people):
        return SEVERAL
    found = [one.names[0] for one in people]
    whole = all(name.last for name in found) and (starts_with_one(sides[0]) or len({name.last for name in found}) == 1)
    return People(tuple(found), because=",") if whole else SEVERAL


def read_parts(first: str, last: str) -> People:
    """A name in two cells. Either may be blank; "Guest" or "Ty's" + "Guest" is a seat, "Mr & Mrs" + "Fox" are two."""
    found, surname = _first_names(first) if last else read(first), read_surname(last)
    if _is_one(found) and _is_one(surname):  # as most are
        return People((Name(found.names[0].whole, last, found.names[0].title),))
    whole = f"{first} {last}".strip()
    if (host := companions.whose_seat(whole)) is not None:
        return People(seats=1, host=host)
    if not (first and last):
        return _one_cell(read(whole), first)
    if found.doubt == NOT_A_NAME:
        return read(whole)
    if found.doubt or surname.doubt or (found.seats and not found.names):
        return People((Name(first[:100], last[:100]),), doubt=found.doubt or surname.doubt or _NAMELESS)
    if len(surname.names) == len(found.names) == 2:
        pairs = zip(found.names, surname.names, strict=True)
        return People(tuple(Name(one.whole, other.whole, one.title) for one, other in pairs), because=found.because)
    if len(surname.names) != 1:
        return People((Name(first[:100], last[:100]),), doubt=_NAMELESS)
    surname_of_all = last if not surname.seats else surname.names[0].whole
    people = tuple(Name(name.whole, surname_of_all, name.title) for name in found.names)
    return People(people, found.seats + surname.seats, because=found.because or surname.because)


def _is_one(people: People) -> bool:
    return len(people.names) == 1 and not people.seats and not people.doubt


def _first_names(text: str) -> People:
    """Who a cell of first names holds: beside a surname, commas part people."""
    people = [read(side) for side in parts(text)] if "," in text else [read(text)]
    if len(people) > 1 and all(len(one.names) == 1 and not one.seats for one in people):
        return People(tuple(one.names[0] for one in people), because=",")
    return read(text)


def _one_cell(found: People, first: str) -> People:
    """Names of which one cell is blank: a cell of first names is not parted into first and last."""
    parts = [Name(name.whole, "", name.title) if first else Name("", name.whole, name.title) for name in found.names]
    return replace(found, names=tuple(parts))


@lru_cache(maxsize=30_000)
def read_surname(text: str) -> People:
    """Who a cell made for one surname holds; beside a first name, "Ortega y Gasset" and "Church" are one."""
    sides = WEAK_JOINER.split(text)
    if len(sides) > 1 and not any(single(side).doubt for side in sides):
        return People((Name("", text),))
    found = read(text)
    return People((Name("", text),)) if found.doubt == NOT_A_NAME else found


def read_list(text: str, said: int | None) -> People:
    """Who a cell made for several names holds: "Linda, Barbara, and Elizabeth". `said` is how many people the list
    itself says there are: commas also part surnames from first names, so two names with nothing but a comma between
    them count only when it agrees, and three when the first of them is a first name."""
    if not re.search(r"[,;\n]", text) and _TWO_TITLES.fullmatch(text.strip()):
        return read(text)
    sides, sure = _split_list(text)
    people = [read(side) for side in sides]
    if doubt := next((one.doubt for one in people if one.doubt), ""):
        return People(doubt=doubt)
    found, seats = names.one_surname([name for one in people for name in one.names]), sum(one.seats for one in people)
    if len(sides) > 1 and (NOBODY in people or not (sure or said == len(found) + seats)):
        return SEVERAL
    return People(found, seats, because="," if "," in text else "")


def _split_list(text: str) -> tuple[list[str], bool]:
    """The parts of a cell of several names, and whether it is sure that each is one."""
    if ";" in text or "\n" in text:
        return re.split(r"\s*[;\n]\s*", text.strip().strip(";")), True
    sides = parts(text)
    sure = "," not in text or _LAST_COMMA.search(text) is not None or (len(sides) > 2 and starts_with_one(sides[0]))
    return sides, sure


def parts(text: str) -> list[str]:
    """What stands between the commas and joining words of a cell of several names."""
    return _BETWEEN.split(text.strip())
