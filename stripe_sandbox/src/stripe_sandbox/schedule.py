"""Things that happen later: a queue of named jobs, ordered by the world's clock."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., None])

JOBS: dict[str, Callable[..., None]] = {}
"""Name → what to do. Jobs are kept by name, so that they outlive a restart."""


def job(do: F) -> F:
    """Registers a function `(account, *args)` as something that can be scheduled."""
    JOBS[do.__name__] = do
    return do


@dataclass(order=True)
class Job:
    """One call of a registered function. `due` is in UTC seconds; `args` are plain JSON values."""

    due: float
    id: int
    name: str = field(compare=False)
    account: str = field(compare=False)
    args: list[Any] = field(compare=False, default_factory=list)


class Schedule:
    """The jobs to come, soonest first; equal times keep the order in which they were put in."""

    def __init__(self) -> None:
        self._heap: list[Job] = []

    def put(self, job: Job) -> None:
        """Adds one."""
        heapq.heappush(self._heap, job)

    def next_due(self) -> float | None:
        """When the soonest is due, or None."""
        return self._heap[0].due if self._heap else None

    def take(self, now: float) -> Job | None:
        """Removes and returns the soonest job if its time has come."""
        return heapq.heappop(self._heap) if self._heap and self._heap[0].due <= now else None
