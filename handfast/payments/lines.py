"""Several questions to Stripe at a time, because each takes some tenths of a second, nearly all of it waiting."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

Thing = TypeVar("Thing")
Found = TypeVar("Found")

# In test mode Stripe answers 25 questions a second, all of a site's processes together.
# https://docs.stripe.com/rate-limits
LINES = 4

_lines = ThreadPoolExecutor(LINES, thread_name_prefix="stripe")


def several(do: Callable[[Thing], Found], things: Iterable[Thing]) -> Iterator[Found]:
    """`map`, with up to `LINES` of them at a time, each in the context of who asks. `do` touches no database."""
    work = [(copy_context(), thing) for thing in things]
    return _lines.map(lambda each: each[0].run(do, each[1]), work)
