"""Whether the names of a column are turned about, "Fox, Ann": seen from all of it, where one cell cannot tell."""

import re

from handfast.guests.guestlist import Doubts
from handfast.guests.table.layout import Layout
from handfast.guests.wording import cells
from handfast.guests.wording.first_names import starts_with_one
from handfast.guests.wording.names import SEVERAL, Name, People, without_suffix

_SURNAME_FIRST = "surname, then first name"
_TWO_PEOPLE = "two people in each cell"
_SAID = re.compile(
    r"\b(last|sur|family|nach|familien|apellid|nom\b|cogn).*,.*\b(first|given|vor|nombre|prénom|nome)", re.I
)
_MOSTLY = 0.8
_ENOUGH = 0.5
_FEW = 0.1


def order_of(layout: Layout, doubts: Doubts) -> str:
    """How the cells of the column of whole names are meant that hold one comma: "surname", "two" people, or "" for each
    by itself. Told where the names show it, else asked about once for the whole column."""
    column = layout.header("full")
    texts = layout.column("full") if column and not layout.has("first") else []
    commas = [(row, text) for row, text in texts if _sides(text)[0]]
    if len(commas) < 2 or len(commas) < _MOSTLY * sum(len(text.split()) > 1 for _, text in texts):
        return ""
    (row, text), sides = commas[0], [_sides(text) for _, text in commas]
    left, right = _sides(text)
    if _shows(column, sides):
        message = f"The names of this column are read with the surname first: “{text[:60]}” is {right} {left}."
        return "two" if doubts.read_as(row, column, message, _TWO_PEOPLE) else "surname"
    message = f"The cells of this column have a comma, as in “{text[:60]}”. What stands on either side of it?"
    chosen = doubts.choose(row, column, message, _SURNAME_FIRST, _TWO_PEOPLE)
    return "two" if chosen == _TWO_PEOPLE else "surname"


def read(text: str, order: str) -> People:
    """Who a cell of that column holds."""
    left, right = _sides(text)
    if not order or not left:
        return cells.read(text)
    if order == "two":
        return cells.read_list(text, 2)
    surname, found = cells.read_surname(left), cells.read(right)
    if found.doubt or surname.doubt or not found.names or len(surname.names) != 1 or surname.seats:
        return People(doubt=found.doubt or surname.doubt or SEVERAL.doubt)
    people = tuple(Name(name.whole, surname.names[0].whole, name.title) for name in found.names)
    return People(people, found.seats, because=found.because)


def _sides(text: str) -> tuple[str, str]:
    """What stands before and behind the only comma of a cell; nothing if there is not just one."""
    left, _, right = (part.strip() for part in without_suffix(text).partition(","))
    return (left, right) if left and right and "," not in right else ("", "")


def _shows(column: str, sides: list[tuple[str, str]]) -> bool:
    """Whether the column says so, the surnames are in capitals, or first names stand behind the commas and not before
    them."""
    if _SAID.search(column) or all(left.isupper() and not right.isupper() for left, right in sides):
        return True
    before = sum(starts_with_one(left) for left, _ in sides) / len(sides)
    behind = sum(starts_with_one(_untitled(right)) for _, right in sides) / len(sides)
    return behind >= _ENOUGH and before <= _FEW


def _untitled(text: str) -> str:
    found = cells.read(text)
    return found.names[0].whole if found.names else text
