"""Whoever comes along with the person whom a row is about, in columns of their own: partners, children, plus-ones."""

import re

from handfast.guests.folding import plain
from handfast.guests.guestlist import Doubts, Line, Person
from handfast.guests.people.ways import take
from handfast.guests.table.layout import Layout, Texts
from handfast.guests.wording import cells
from handfast.guests.wording.names import Name, People
from handfast.guests.wording.words import NO, YES

_MOST_SEATS = 10
_ADULTS = re.compile(r"adult|erwachsen", re.IGNORECASE)
_KIDS = re.compile(r"^(kids|children|kinder|enfants|niños|hijos|bambini)\s*:\s*", re.IGNORECASE)
_AGE = re.compile(
    r"\s*\(\s*(?:age[d]? )?\d{1,2}\s*(?:y|m|mo|yrs?|years?|months?|j|jahre?|ans|años|mois|monate)?\.?\s*\)", re.I
)
_SAME, _TWO_OF_ONE_NAME = "it is the same person", "they are two people of one name"


def read_other(layout: Layout, texts: Texts, who: str, line: Line, doubts: Doubts, couples: bool) -> None:
    """A partner, a child or a further guest. `couples` says that titles of the list tell who is a couple."""
    first, last, full = (texts[f"{who}:{part}"] for part in ("first", "last", "full"))
    if not (first or last or full):
        return
    column = next(layout.header(f"{who}:{part}") for part in ("first", "full", "last") if texts[f"{who}:{part}"])
    text = " ".join(filter(None, (first, last))) or full
    if text.casefold() in NO:
        return
    if text.casefold() in YES or text == "1":
        line.loose_seats += 1
    elif text.isdecimal():
        doubts.stop(line.row, column, f"“{text}” is a number, not a name.")
    else:
        found = cells.read_parts(first, last) if first or last else cells.read(full)
        if who in ("partner", "spouse"):
            if not _is_one_more(found, texts["title"] if couples else "", text, column, line, doubts):
                return
            line.partner = plain(text)
        add(found, line, column, text, doubts, beside=True)
    claim_loose_seats(line)


def _is_one_more(found: People, title: str, text: str, column: str, line: Line, doubts: Doubts) -> bool:
    """Whether a husband or wife is somebody else than the person of the row, and is to be there."""
    own = line.people[0].name if line.people else Name("")
    theirs = {plain(name.first or name.whole) for name in found.names if not name.last or name.last == own.last}
    if own.first and plain(own.first) in theirs:
        message = f"“{text[:60]}” is named beside {own.whole}, who is called so too: the same person?"
        return doubts.choose(line.row, column, message, _SAME, _TWO_OF_ONE_NAME) == _TWO_OF_ONE_NAME
    if title and not cells.is_for_two(title):
        message = f"“{text[:60]}” is named here, and “{title}” speaks of one person. Is {text[:60]} invited?"
        return doubts.choose(line.row, column, message, "they are invited", "leave them out") != "leave them out"
    return True


def add(found: People, line: Line, column: str, text: str, doubts: Doubts, beside: bool = False) -> People:
    """Puts who was found into the line, as the host says it is to be taken; who that is."""
    if found.doubt or len(found.names) + found.seats > 1:  # as few are
        found = take(found, line.row, column, text, doubts)
    for name in found.names:
        line.people.append(Person(line.row, name, beside=beside))
    if found.seats and line.people:
        line.people[-1].brings += found.seats
    else:
        line.loose_seats += found.seats
        line.host = found.host or line.host
    return found


def claim_loose_seats(line: Line) -> None:
    """Gives the seats of a row to the person whom it is about."""
    if line.people:
        line.people[0].brings += line.loose_seats
        line.loose_seats = 0


def read_children(layout: Layout, texts: Texts, line: Line, doubts: Doubts) -> None:
    """A cell of children: names are people, a number is asked about, for they may have rows of their own."""
    text, column = texts["children"], layout.header("children")
    if text.casefold() in NO or text == "0":
        return
    if text.isdecimal():
        _count(text, column, line, doubts)
        return
    named = _AGE.sub("", _KIDS.sub("", text))
    people = [cells.read(part) for part in cells.parts(named)]
    if all(len(one.names) == 1 and not one.seats for one in people):
        found = People(tuple(one.names[0] for one in people), because="," if "," in named else "")
        add(found, line, column, text, doubts, beside=True)
        return
    message = f"“{text[:40]}”: people who have no row of their own. Add a row for each, or carry on without them."
    doubts.stop(line.row, column, message, "leave them out")


def _count(text: str, column: str, line: Line, doubts: Doubts) -> None:
    ways = ["leave them out"]
    if not _ADULTS.search(column) and int(text) <= _MOST_SEATS:
        ways.insert(0, "an extra seat for each")
    message = f"“{text[:40]}” under “{column}”: people without names. Have they rows of their own?"
    if doubts.choose(line.row, column, message, *ways) == "an extra seat for each":
        line.loose_seats += int(text)
        claim_loose_seats(line)


def read_plus_one(layout: Layout, texts: Texts, line: Line, doubts: Doubts) -> None:
    """True, yes, x, 2: seats. A name of two words: a person. Anything else is asked about."""
    text, column = texts["plus_one"].removesuffix(".0"), layout.header("plus_one")
    plain = text.casefold()
    if plain in NO or plain == "0":
        _check_nobody_named(texts, text, column, line, doubts)
        return
    others = len(line.people) > 1 or (line.people and line.people[0].brings)
    if others and (plain in YES or text.isdecimal()) and not _is_a_further_one(layout, texts, text, line, doubts):
        return
    if plain in YES or cells.is_seat(text):
        line.loose_seats += 1
    elif text.isdecimal() and int(text) <= _MOST_SEATS:
        line.loose_seats += int(text)
    else:
        _named_plus_one(text, column, line, doubts)
    claim_loose_seats(line)


def _check_nobody_named(texts: Texts, text: str, column: str, line: Line, doubts: Doubts) -> None:
    """Asks where the list denies a plus-one whom it names."""
    named = next((texts[f"plusone:{part}"] for part in ("full", "first", "last") if texts[f"plusone:{part}"]), "")
    if text and named and named.casefold() not in NO | {"0"}:
        message = f"“{text}”, and {named[:60]} is named as plus-one. Which is right?"
        doubts.stop(line.row, column, message, "they come along")


def _named_plus_one(text: str, column: str, line: Line, doubts: Doubts) -> None:
    found = cells.read(text)
    if found.doubt or found.seats or len(found.names) != 1:
        message = f"“{text[:60]}” is neither yes, no, a number up to {_MOST_SEATS}, nor a full name."
        doubts.stop(line.row, column, message, "no extra seat")
        return
    if not found.names[0].last:
        message = f"“{text[:60]}”: the first name of somebody who comes along, or a remark?"
        comes = "they come along"
        if doubts.choose(line.row, column, message, comes, "no extra seat") != comes:
            return
    line.people.append(Person(line.row, found.names[0], beside=True))


def _is_a_further_one(layout: Layout, texts: Texts, text: str, line: Line, doubts: Doubts) -> bool:
    """Whether "plus one: yes" speaks of somebody beside those whom the row names already."""
    named = any(texts[f"plusone:{part}"] for part in ("first", "last", "full"))
    if named and (not text.isdecimal() or text == "1"):
        return False
    message = f"“{text}”, and the row names more than one person: is that one of them, or one more?"
    return doubts.stop(line.row, layout.header("plus_one"), message, "it is one more")
