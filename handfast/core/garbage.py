"""When Python looks for circular garbage: not in the midst of making tens of thousands of rows."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collected_later() -> Iterator[None]:
    """Puts Python's search for circular garbage off until the block ends, for work that makes many objects which all
    stay: the search would walk through all of them again and again, and find nothing.

    It holds for the whole process. Two such blocks at once do no harm: the first to end turns the search on again.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
