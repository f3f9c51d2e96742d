"""Who comes along with somebody and has no name: "+1", "and his wife", "with 2 kids", "Guest of Ann Fox"."""

import re
from dataclasses import dataclass

from handfast.guests.wording.words import COMPANIES, COMPANIONS, COMPANY, JOINERS, NUMBERS, SEATS, WEAK_JOINERS, WHOSE


def _any(words: frozenset[str] | dict[str, int]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_PLUS = r"[&+]|\bplus\b"
_JOINS = rf"(?:{_PLUS}|(?<![^\s(\[])(?:{_any(JOINERS | WEAK_JOINERS | COMPANY)})(?!\S))"
_MANY = rf"(?P<many>\d{{1,2}}|{_any(NUMBERS)})(?:\s+(?:{_any(COMPANIES)}))"
_BARE = rf"(?:{_PLUS})\s*(?P<plus>\d|one|two)\b"
_ONE = rf"(?:(?:{_any(WHOSE)})\s+)?(?:osob[aą]\s+|significant\s+)?(?:{_any(COMPANIONS)}|os\.\s?tow)\b\.?"
# At the end of a cell, after the name of whoever brings them; in brackets or not.
_TAIL = re.compile(rf"[\s,]*[(\[]?\s*(?P<tail>{_BARE}|{_JOINS}\s*(?:{_MANY}|{_ONE}))\s*[)\]]?\Z", re.IGNORECASE)
_MOST = 10

_THEIRS = re.compile(
    r"(?P<host>\S+(?: \S+){0,3})['’]s? (?:guest|plus one|plus-one|\+\s?1|date|companion)(?: #?\d{1,2})?", re.IGNORECASE
)
_OF = re.compile(
    r"(?:(?:a )?(?:guest|plus one|plus-one|\+\s?1|date|companion) (?:of|for)|(?:begleitung|begleitperson) von"
    r"|(?:acompañante|invitée?|accompagnateur|accompagnatrice|accompagnante?|accompagnatore|ospite) (?:de|di|du|da)"
    r"|(?:osoba towarzysząca|os\. tow\.)(?: dla)?) (?P<host>[^\d,]+)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"guest ?#?\d{1,2}", re.IGNORECASE)
_SPEAKS_OF_ONE = re.compile(r"guest|['’]s? |plus|\+|date|compa|begleit|acompa|invit|accompa|osoba|os\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tail:
    """The end of a cell: who brings them (`head`), how many come along, and the words that say so."""

    head: str
    seats: int
    words: str


def tail_of(text: str) -> Tail | None:
    """Who comes along at the end of a cell; None if nobody does, or nobody can say how many ("and kids")."""
    found = _TAIL.search(text)
    if found is None or not found.start():
        return None
    count = (found["many"] or found["plus"] or "1").casefold()
    seats = NUMBERS.get(count) or int(count)
    return Tail(text[: found.start()], seats, found["tail"].strip()) if 0 < seats <= _MOST else None


def whose_seat(text: str) -> str | None:
    """Whose guest a cell without a name speaks of: "Ann Fox" of "Guest of Ann Fox", "" of "Guest"; None if it names
    somebody."""
    text = " ".join(text.split())
    if text.casefold() in SEATS:
        return ""
    if not _SPEAKS_OF_ONE.search(text):
        return None
    if _NUMBERED.fullmatch(text):
        return ""
    found = _THEIRS.fullmatch(text) or _OF.fullmatch(text)
    return found["host"] if found else None
