"""What the reading library does not tell of a sheet: which of its rows and columns are hidden, which cells are merged,
and which hold an error such as #N/A. Each kind of file has a reader of its own for them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape

Cell = tuple[int, int]
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


@dataclass
class Marks:
    """Of one sheet: (first, last) of hidden rows, numbered from 1, and of hidden columns, by place from 0; (top left,
    bottom right) of merged cells, each (row, place) from 0; (row from 1, place) of each error with what the cell shows.
    """

    rows: list[tuple[int, int]] = field(default_factory=list)
    columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[Cell, Cell]] = field(default_factory=list)
    errors: dict[Cell, str] = field(default_factory=dict)


def within(numbers: Iterable[int], ranges: list[tuple[int, int]]) -> list[int]:
    """Those of `numbers`, which are in order, that lie in one of the ranges."""
    waiting = sorted(ranges, reverse=True)
    found = []
    for number in numbers:
        while waiting and waiting[-1][1] < number:
            waiting.pop()
        if waiting and waiting[-1][0] <= number:
            found.append(number)
    return found


def attributes(tag: str) -> dict[str, str]:
    """What a tag of XML says, by name."""
    return {name: unescape(one or other) for name, one, other in _ATTRIBUTE.findall(tag)}
