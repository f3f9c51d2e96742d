"""Several threads that do one thing at the same moment, each with a database connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connection

Found = TypeVar("Found")


def at_once(do: Callable[[], Found], times: int = 5) -> list[Found]:
    """Does it in `times` threads that start together; what each came to. Raises what any of them raised."""
    barrier = Barrier(times)

    def one(_number: int) -> Found:
        try:
            barrier.wait(timeout=120)
            return do()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as threads:
        return list(threads.map(one, range(times)))
