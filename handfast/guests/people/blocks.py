"""Blank rows between households, where nothing else says who belongs together. Pure."""

from itertools import pairwise

from handfast.guests.guestlist import Doubts, Line
from handfast.guests.table.joining import sheet_of
from handfast.guests.table.layout import Layout

_EACH, _NOTHING = "each block is one household", "blank rows mean nothing"
_MOST_ROWS, _FEWEST_BLOCKS = 8, 3  # longer blocks are sections or pages; one blank row may stand anywhere


def blocks_of(layout: Layout, lines: list[Line], doubts: Doubts) -> dict[int, int]:
    """For each row the first row of its block, if the host says that blocks are households; asked where the blank rows
    of a list part it into short blocks."""
    filled = {row for row, _ in layout.rows}
    blocks = [[line.row] for line in lines[:1]]
    for above, line in pairwise(lines):
        apart = sheet_of(above.row) != sheet_of(line.row) or not filled.issuperset(range(above.row + 1, line.row))
        if apart:
            blocks.append([])
        blocks[-1].append(line.row)
    longest = max(map(len, blocks), default=0)
    if len(blocks) < _FEWEST_BLOCKS or not 1 < longest <= _MOST_ROWS:
        return {}
    message = f"Blank rows part this list into {len(blocks)} blocks of at most {longest} rows. Are they households?"
    if doubts.choose(blocks[1][0], "", message, _EACH, _NOTHING) != _EACH:
        return {}
    return {row: block[0] for block in blocks for row in block}
