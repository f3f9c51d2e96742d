"""Points: where a process may be killed, held up, or overtaken by another.

Every statement outside a transaction, every BEGIN, write and COMMIT, and both sides of every call to Stripe is one.
Inside a transaction nobody overtakes: SQLite has one writer, and what others would read is what was committed before.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

from django.db import connections

from tests.simulation.scheduler import Crash, Scheduler

OVERTAKEN = 0.3
HELD_UP = (75.0, 400.0)  # seconds: longer than a delivery's lease


class Points:
    """Decides at each point what happens there, counts it, and keeps the trace."""

    def __init__(self, scheduler: Scheduler, dice: Random, counts: Counter[str]) -> None:
        self._scheduler, self._dice, self._counts = scheduler, dice, counts
        self.crash_rate = self.stall_rate = 0.0
        self.crash_focus = ""  # a point or a kind of process; anywhere where there is none
        self.excused: Counter[str] = Counter()
        self.committed: Callable[[], None] = lambda: None  # called after each commit, before anybody else goes on
        self._trace = hashlib.sha256()
        self._database = connections["default"]

    @property
    def trace(self) -> str:
        """A digest of all that happened so far, in its order."""
        return self._trace.hexdigest()

    def note(self, what: str) -> None:
        """Adds to the trace."""
        self._trace.update(f"{self._scheduler.clock.now:.6f} {what}\n".encode())

    def strikes(self, probability: float, what: str) -> bool:
        """Whether something that happens now and then happens now; it is counted."""
        struck = self._dice.random() < probability
        self._counts[what] += struck
        return struck

    def wait(self, longest: float) -> None:
        """Time passes, up to so many seconds, and others go on."""
        if self._database.autocommit:
            self._scheduler.sleep(self._dice.uniform(0.0, longest))

    def at(self, where: str) -> None:
        """A point is reached: time passes, and the seed decides whether more does. Raises Crash."""
        task = self._scheduler.current
        if task is None:
            return
        self._scheduler.clock.now += self._dice.uniform(0.0005, 0.02)
        self.note(f"{task.name} {where}")
        struck = self._dice.random() < self.crash_rate and self.crash_focus in ("", where, task.name)
        if task.mortal and struck:
            self._counts[f"crash {where}"] += 1
            if task.in_hand:
                self.excused[task.in_hand] += 1
            raise Crash(where)
        if not self._database.autocommit:
            return
        if task.mortal and not task.patient and self._dice.random() < self.stall_rate:
            self._counts[f"held up {where}"] += 1
            self._scheduler.sleep(self._dice.uniform(*HELD_UP))
        elif self._dice.random() < OVERTAKEN:
            self._scheduler.sleep(0.0)

    @contextmanager
    def on_the_database(self) -> Iterator[None]:
        """Makes points of the statements and commits of the default connection."""
        connection = self._database
        connection.ensure_connection()
        commit, set_autocommit = connection._commit, connection.set_autocommit
        committed = False

        def with_point() -> None:
            nonlocal committed
            try:
                self.at("before commit")
            except Crash:
                connection._rollback()
                raise
            commit()
            committed = True
            self._forget_letter()
            self.committed()

        def and_point(autocommit: bool, *args: Any, **kwargs: Any) -> None:
            nonlocal committed
            set_autocommit(autocommit, *args, **kwargs)
            if autocommit and committed:
                committed = False
                self.at("after commit")

        connection._commit, connection.set_autocommit = with_point, and_point
        try:
            with connection.execute_wrapper(self._statement):
                yield
        finally:
            del connection._commit, connection.set_autocommit

    def _statement(self, execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        reads, inside = sql.startswith("SELECT"), not self._database.autocommit
        if inside and reads:
            return execute(sql, params, many, context)
        if not inside:
            self.at("before begin" if sql.startswith("BEGIN") else "before read" if reads else "before write")
        done = execute(sql, params, many, context)
        if inside:
            self.at("inside a transaction")
        elif not reads and not sql.startswith("BEGIN"):
            self._forget_letter()
            if " RETURNING " not in sql:  # it has rows to be read yet, and would hold up the others' commits
                self.committed()
                self.at("after write")
        return done

    def _forget_letter(self) -> None:
        """What the task has in hand is written down now: from here on, sending it again has no excuse."""
        if self._scheduler.current:
            self._scheduler.current.in_hand = None
