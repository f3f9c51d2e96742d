"""What the columns of guest lists are called. Matched by name, never by place; case, accents and punctuation do not
matter."""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from handfast.guests.wording.further import further_person
from handfast.guests.wording.stems import speaks_of_people

_NOTE = re.compile(
    r".*(thankyousent|giftreceived|mealchoice|dietaryrestrictions|notes|allergies)|birth(day|date)"
    r"|(email|phone|address|event|relation|website|customfield|im|organization)\d+(label|type|value|title|department)"
)
_STATUS = re.compile(r".*(rsvp|rsvpstatus)")
# "What's your name?", "Name - First name"
_ASKED = re.compile(r"(?:what(?:is|s)|please(?:enter|giveus)?|enter|tellus)(?:your|the)?(?:full)?names?(?:please)?")
_PART = re.compile(r"(?:your|guest)?(?:full)?name(first|last)(?:name)?")
# Fields that take no part in the reading.
UNUSED = frozenset({"", "note", "status", "index", "goods"})
_HEADERS = Path(__file__).with_name("headers.txt")


@cache
def _fields() -> dict[str, str]:
    """Field by header, from headers.txt."""
    fields: dict[str, str] = {}
    name = ""
    for line in _HEADERS.read_text(encoding="utf-8").splitlines():
        if line.endswith(":") and not line.startswith("#"):
            name = line.removesuffix(":")
        elif line.startswith(" "):
            fields |= {normal(word): name for word in line.split()}
    return fields


@lru_cache(maxsize=10_000)
def normal(header: str) -> str:
    """A header without case, accents, spaces and punctuation: "E-mail 1 - Value" is "email1value"."""
    text = unicodedata.normalize("NFKD", header.replace("ł", "l").replace("ß", "ss")).casefold()
    text = re.sub(r"\(optional\)|\(s\)", lambda found: "s" if found[0] == "(s)" else "", text).replace("+", "plus")
    return "".join(letter for letter in text if letter.isalnum())


@lru_cache(maxsize=10_000)
def field_of(header: str) -> str:
    """The field that a header names, "" if it is not known.

    Further people are "partner:first", "child1:full" and so on; "note", "index" and "status" hold no people.
    """
    known = _field_of(normal(header.replace("#", "number"))) if "#" in header else ""
    known = known or _field_of(normal(header))
    if not known and "(" in header:
        known = _field_of(normal(re.sub(r"\([^)]*\)", "", header)))
    if not known and normal(header).startswith("rsvp") and not speaks_of_people(header):
        return "status"
    return known or ("index" if header.strip() == "№" else "")


def _field_of(word: str) -> str:
    if known := _fields().get(word) or further_person(word, _fields()):
        return known
    if _STATUS.fullmatch(word):
        return "status"
    if found := _PART.fullmatch(word):
        return found[1]
    if _ASKED.fullmatch(word):
        return "full"
    return "note" if _NOTE.fullmatch(word) else ""


def is_known(header: str) -> bool:
    """Whether a cell is the name of a column that we know."""
    return len(header) <= 80 and bool(field_of(header))
