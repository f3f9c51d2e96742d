"""What an envelope is to say beside those whom the list names: a seat, or a question."""

import re

from handfast.guests.guestlist import Doubts, Line, Person
from handfast.guests.wording import cells
from handfast.guests.wording.names import NOT_ONE, People

_JOINED = re.compile(r"\s(?:&|and|und|et|y)\s", re.IGNORECASE)
_AND_MORE = re.compile(
    r"(.+?)[\s,]*(?:[&+]|\b(?:and|with|und|mit|et|avec|y|con|e)\b)\s+(?:the\s+)?"
    r"(?:famil\w+|kids|children|boys|girls|kinder[nr]?|enfants|niñ[oa]s|hij[oa]s|bambini)",
    re.IGNORECASE,
)


def check(lines: list[Line], people: list[Person], closed: bool, doubts: Doubts) -> None:
    """Compares the envelope of a household with its people. "Emily Davis and Guest" is a seat; whatever else speaks of
    more than the list names is a question. `closed` is as a Format has it: there each person surely has a row, and a
    family is no more than what they are called."""
    line = next((line for line in lines if line.envelope), None)
    if line is None or not people:
        return
    column, said = doubts.column("envelope"), f"The envelope says “{line.envelope[:60]}”"
    written, counted = cells.read(line.envelope), len(people) + sum(person.brings for person in people)
    names = "the list names one person" if counted == 1 else f"the list names {counted} people"
    if counted == 1 and written.seats and len(written.names) == 1 and not cells.is_for_two(written.because):
        people[0].brings = written.seats
        doubts.tell(line.row, column, f"{said}: {written.seats} extra seat.")
    elif _says_more(line.envelope, written, counted, closed):
        doubts.stop(line.row, column, f"{said}, and {names}.", "go by the names")
    elif counted == 1 and written.doubt == NOT_ONE:
        doubts.tell(line.row, column, f"{said}, and {names}.")


def _says_more(envelope: str, written: People, counted: int, closed: bool) -> bool:
    """Whether it speaks of more than the `counted`: "Ann and Bo Fox & kids" where they are two, "Mr & Mrs Fox" or "The
    Fox Family" where there is one."""
    if more := _AND_MORE.fullmatch(envelope):
        return counted <= len(cells.read(more[1]).names)
    several = len(written.names) + written.seats > 1 or _JOINED.search(envelope) is not None
    return counted == 1 and (several or (written.doubt == NOT_ONE and not closed))
