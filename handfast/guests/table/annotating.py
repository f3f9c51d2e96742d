"""A list with its problems beside its rows, in one more column. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from handfast.guests.guestlist import Problem
from handfast.guests.reading.values import Sheet
from handfast.guests.table.headers import header_of

HEADER = "Problems"  # a column of this name is not read when the list comes back


def annotated(sheet: Sheet, problems: Iterable[Problem]) -> Iterator[list[str]]:
    """The rows of the sheet, blank ones too so that they keep their numbers, each with what stops the list at it. What
    stops the list as a whole stands beside the first row below the columns' names."""
    found = header_of(sheet)
    header = found[0] if found else 0
    numbers = [number for number, _ in sheet.rows]
    below = next((number for number in numbers if number > header), header)
    said: defaultdict[int, list[str]] = defaultdict(list)
    for problem in problems:
        if problem.stops:
            where = f"{problem.column}: " if problem.column else ""
            row = problem.row if problem.row in numbers and problem.row != header else below
            said[row].append(where + problem.message)
    width, at = _width(sheet), min(numbers[0], 1) - 1
    for number, cells in sheet.rows:
        while at + 1 < number:
            at += 1
            yield []
        at = number
        note = HEADER if number == header else " ".join(said[number])
        yield [*cells[:width], *[""] * (width - len(cells)), note]


def _width(sheet: Sheet) -> int:
    """The place of the new column: that of the old one, if the list was given one before."""
    found = header_of(sheet)
    if found and found[1] and found[1][-1].strip() == HEADER:
        return len(found[1]) - 1
    return max((len(cells) for _, cells in sheet.rows), default=0)
