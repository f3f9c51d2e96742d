"""Long lists in parts, so that each part costs one question to the database instead of one an item."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")

# As many as Stripe puts on a page, and few enough for one IN (...) on any database.
SIZE = 100


def by_hundreds(items: Iterable[Item]) -> Iterator[list[Item]]:
    """`items` in their order, a hundred at a time; no more is taken from them than the part at hand needs."""
    rest = iter(items)
    while part := list(islice(rest, SIZE)):
        yield part
