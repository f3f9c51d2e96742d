"""The people in a cell. A name is taken as one person only when nothing about it says otherwise; the rest is a
doubt."""

import re
from dataclasses import dataclass
from functools import lru_cache

from handfast.guests.words import (
    COMPANY,
    FLAGS,
    HEADINGS,
    JOINERS,
    NOT_A_PERSON,
    SEATS,
    SUFFIXES,
    TITLES,
    TITLES_ALONE,
    WEAK_JOINERS,
)


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name, in the parts that a guest has."""

    first: str
    last: str = ""
    title: str = ""

    @property
    def whole(self) -> str:
        """First and last name, without the title."""
        return f"{self.first} {self.last}".strip()


@dataclass(frozen=True, slots=True)
class People:
    """Who a cell names: people, seats for somebody without a name, and why it is in doubt (empty if it is not)."""

    names: tuple[Name, ...] = ()
    seats: int = 0
    doubt: str = ""


NOBODY = People()
_SEVERAL = People(doubt="may name one person or several")

_PLAIN = re.compile(r"[^\W\d_]+\.?(?:[ '\-’ʼ][^\W\d_]+\.?)*")
_SEAT = re.compile(r"\S+(?: \S+)?['’]s (?:guest|plus one|plus-one|\+1|date)|guest(?: of .+| ?#?\d{1,2})", re.IGNORECASE)
_PLUS = re.compile(
    r"[\s,(&]*(?:\+\s?(\d)|\bplus (one|two|1|2)|(?:&|\band\b|\+|\bplus\b)\s*(?:a |one )?(?:guest|date))\s*\)?",
    re.IGNORECASE,
)
# "Ludwig von und zu Hohenfels" is one.
_JOINER = re.compile(rf"\s*[&;+]\s*|(?<!\bvon)\s+(?:{'|'.join(JOINERS)})\s+", re.IGNORECASE)
_WEAK_JOINER = re.compile(rf"\s(?:{'|'.join(WEAK_JOINERS)})\s")
# What stands between two people, or tells that this is no name: lines, bars, arrows, marks; an address; full-width
# signs; a remark's star or colon; the number or dash of a list's item.
_NOT_IN_A_NAME = re.compile(
    r"&#?\w+;|[\r\n\t|\\•·?、，；／＆＋→]|\w\s*/\s*\w|\S@\S|\s[-–—]\s|^[-–—*~#]|:(?:\s|$)|^\d+[.)]"
)
# Hebrew and Arabic write "and" onto the next word; Chinese and Japanese put it between names without a space.
_AND_WITHIN = re.compile(r"\s[וو]\w|\w\wと\w\w|\w\w[和与與跟]\w\w")
_ODD_NUMBER = re.compile(r"(?:^|[\s(x×+])x?\d{1,3}x?(?:[\s)]|$)|[^\W\d_]\d|\d[^\W\d_]", re.IGNORECASE)
# "Dan's kid no. 1", "Child 2": a number that tells one person from the next.
_ONE_OF_THEM = re.compile(r"\b(child|kid|kind|enfant|niño|hijo|son|daughter) ?(no\.? ?|#)?\d{1,2}$", re.IGNORECASE)
_COMPANY = re.compile(rf"\S\s(?:{'|'.join(COMPANY)})\s\S", re.IGNORECASE)
_POSSESSIVE_MANY = re.compile(r"['’]s? (?:side|party|group)\b")


@lru_cache(maxsize=30_000)
def read(text: str) -> People:
    """Who a cell made for one name holds: "Priya Shah", but also "Priya & Omar", "Priya +1", "Guest"."""
    text = text.strip()
    words = text.casefold().split()
    if not words:
        return NOBODY
    if _is_plain(text, words):
        return People((split(text),))
    if is_seat(text):
        return People(seats=1)
    for found in _PLUS.finditer(text):
        if found.end() == len(text) and found.start():
            return _with_seats(_single(text[: found.start()]), found[1] or found[2] or "1")
    if _JOINER.search(text) or _WEAK_JOINER.search(text):
        return _joined(text)
    return _single(text)


def _is_plain(text: str, words: list[str]) -> bool:
    return (
        _PLAIN.fullmatch(text) is not None
        and FLAGS.isdisjoint(words)
        and not HEADINGS.issuperset(words)
        and len(words) <= 8
        and len(text) <= 100
        and text.casefold() not in SEATS
        and not TITLES_ALONE.issuperset(word.rstrip(".") for word in words)
        and (text.isascii() or not _AND_WITHIN.search(text))
    )


def is_seat(text: str) -> bool:
    """Whether the words stand for somebody who has no name yet: "Guest", "+1", "Ty's Guest"."""
    plain = text.strip().casefold()
    speaks_of_one = "guest" in plain or "'s " in plain or "’s " in plain
    return plain in SEATS or (speaks_of_one and _SEAT.fullmatch(plain) is not None)


def _with_seats(head: People, count: str) -> People:
    if head.doubt or count == "0":
        return _SEVERAL
    return People(head.names, {"one": 1, "two": 2}.get(count.lower()) or int(count))


def _joined(text: str) -> People:
    """Two people or more in one cell. Each side must be a name by itself; a surname said once is meant for all."""
    if _NOT_IN_A_NAME.search(text):
        return _SEVERAL
    strong = _JOINER.search(text) is not None
    sides = (_JOINER if strong else _WEAK_JOINER).split(text)
    if not strong:
        lengths = [len(side.split()) for side in sides]
        if any(side.islower() for side in sides) or lengths not in ([1, 1], [2, 2], [1, 2]):
            return People(doubt="may be one person with a long surname, or two people")
    people = [People(seats=1) if is_seat(side) else _single(side) for side in sides]
    if not all(side.strip() for side in sides):
        return _SEVERAL
    if doubt := next((one.doubt for one in people if one.doubt), ""):
        return People(doubt=doubt)
    names = [name for one in people for name in one.names]
    if names and names[-1].last and not any(name.last for name in names[:-1]):
        names = [Name(name.first, names[-1].last, name.title) for name in names]
    return People(tuple(names), sum(one.seats for one in people))


def _single(text: str) -> People:
    """One person, unless something in the words says otherwise."""
    doubt = _doubt(text.strip())
    return People(doubt=doubt) if doubt else People((split(text),))


def _doubt(text: str) -> str:
    plain = text.casefold()
    words = [word.rstrip(".") for word in plain.split()]
    bare = re.sub(r"[\"“”„()\[\]!,.:*]", " ", plain).split()
    if not re.search(r"\w", text) or _NOT_IN_A_NAME.search(text) or _AND_WITHIN.search(text):
        return "does not read as one person's name"
    if not NOT_A_PERSON.isdisjoint(bare) or _POSSESSIVE_MANY.search(plain) or _COMPANY.search(text):
        return "does not name one person"
    if TITLES_ALONE.issuperset(words) or HEADINGS.issuperset(bare):
        return "is not a person's name"
    if _ODD_NUMBER.search(_ONE_OF_THEM.sub("", text)):
        return "holds a number: one person, or several?"
    if "," in _without_suffix(text) or _JOINER.search(text) or _WEAK_JOINER.search(text):
        return _SEVERAL.doubt
    if any(not inside.islower() for inside in re.findall(r"[(\[]([^)\]]*)", text)):
        return "holds brackets: a note, or another person?"
    if len(text) > 100 or len(words) > 8:
        return "is too long for one person's name"
    return ""


def _without_suffix(text: str) -> str:
    head, _, tail = text.rpartition(" ")
    return head.rstrip(",") if head and tail.casefold().rstrip(".") in SUFFIXES else text


def split(text: str) -> Name:
    """A whole name in parts: the titles in front, then all but the last word, then the last word with its suffix."""
    words = text.split()
    titles = 0
    while titles < len(words) - 1 and words[titles].casefold().rstrip(".") in TITLES:
        titles += 1
    title, rest = " ".join(words[:titles]), words[titles:]
    if len(rest) == 1:
        return Name("", rest[0], title) if title else Name(rest[0])
    tail = 2 if len(rest) > 2 and rest[-1].casefold().rstrip(".") in SUFFIXES else 1
    return Name(" ".join(rest[:-tail]), " ".join(rest[-tail:]), title)


def read_surname(text: str) -> People:
    """Who a cell made for one surname holds; beside a first name, "Ortega y Gasset" is one."""
    sides = _WEAK_JOINER.split(text)
    if len(sides) > 1 and not any(_doubt(side) for side in sides):
        return People((Name("", text),))
    return read(text)


def read_list(text: str, said: int | None) -> People:
    """Who a cell made for several names holds: "Linda, Barbara, and Elizabeth". `said` is how many people the list
    itself says there are: commas also part surnames from first names, so commas alone count only when it agrees."""
    if ";" in text or "\n" in text:
        parts, sure = re.split(r"\s*[;\n]\s*", text.strip().strip(";")), True
    else:
        parts = re.split(r"\s*,\s*(?:and|und|et|y|e|&)\s+|\s*,\s*|\s*&\s*|\s+(?:and|und|et)\s+", text.strip())
        sure = "," not in text or re.search(r",\s*(?:and|und|et|y|e|&)\s", text) is not None
    people = [read(part) for part in parts]
    if doubt := next((one.doubt for one in people if one.doubt), ""):
        return People(doubt=doubt)
    names, seats = tuple(name for one in people for name in one.names), sum(one.seats for one in people)
    if len(parts) > 1 and (NOBODY in people or (not sure and said != len(names) + seats)):
        return _SEVERAL
    return People(names, seats)
