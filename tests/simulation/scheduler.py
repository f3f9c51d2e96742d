"""Who is next: actors are greenlets on one thread, and the seed decides which of those that could go on does."""

from collections.abc import Callable
from contextvars import copy_context
from random import Random

from greenlet import getcurrent, greenlet

from tests.simulation.clock import Clock


class Crash(BaseException):
    """The process that this happened in was killed."""


class Task:
    """One thread of doing. `mortal` while it runs in a process of the site, which may be killed at any point."""

    def __init__(self, name: str, work: Callable[[], None], wake: float, parent: greenlet) -> None:
        self.name, self.wake = name, wake
        self.mortal = self.patient = self.napping = False
        self.in_hand: str | None = None
        self.greenlet = greenlet(work, parent)
        self.greenlet.gr_context = copy_context()


class Scheduler:
    """Runs tasks on `clock`. `tide` is what happens by itself before each step; it tells when it next has to."""

    def __init__(self, clock: Clock, dice: Random, tide: Callable[[], float | None]) -> None:
        self.clock, self.dice, self._tide = clock, dice, tide
        self.enough: Callable[[], bool] = lambda: False  # whether nothing more needs to happen
        self.tasks: list[Task] = []
        self.current: Task | None = None
        self._hub = getcurrent()

    def spawn(self, name: str, work: Callable[[], None], after: float = 0.0) -> Task:
        """A task that begins `after` seconds from now."""
        task = Task(name, work, self.clock.now + after, self._hub)
        self.tasks.append(task)
        return task

    def sleep(self, seconds: float) -> None:
        """Lets the current task wait; outside of any, time simply passes."""
        if self.current is None:
            self.clock.now += seconds
            return
        self.current.wake = self.clock.now + seconds
        self._hub.switch()

    def nap(self, seconds: float) -> None:
        """Sleeps, unless there is a knock before."""
        task = self.current
        assert task is not None
        task.napping = True
        self.sleep(seconds)
        task.napping = False

    def knock(self) -> None:
        """One of those who nap looks up soon."""
        napping = [task for task in self.tasks if task.napping]
        if napping:
            task = self.dice.choice(napping)
            task.wake = min(task.wake, self.clock.now + self.dice.uniform(0.05, 2.0))

    def run(self, seconds: float) -> None:
        """Lets everything happen that happens in the next `seconds`."""
        end = self.clock.now + seconds
        while self.clock.now < end and not self.enough():
            due = self._tide()
            ready = [task for task in self.tasks if task.wake <= self.clock.now]
            if ready:
                self._resume(self.dice.choice(ready))
                continue
            times = [task.wake for task in self.tasks] + ([due] if due is not None else [])
            self.clock.now = max(self.clock.now, min([*times, end]))

    def end(self) -> None:
        """Everybody stops where they are; whoever is in a transaction leaves it undone."""
        for task in self.tasks:
            task.greenlet.throw()

    def _resume(self, task: Task) -> None:
        self.current = task
        try:
            task.greenlet.switch()
        finally:
            self.current = None
        if task.greenlet.dead:
            self.tasks.remove(task)
