"""The whole of the sandbox's Stripe: accounts, the clock, what is scheduled. Pure state; no HTTP, no threads."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from stripe_sandbox import deliveries
from stripe_sandbox.account import Account
from stripe_sandbox.faults import Faults
from stripe_sandbox.idempotency import Saved
from stripe_sandbox.ids import Ids
from stripe_sandbox.keys import KeyRule
from stripe_sandbox.merge import Obj
from stripe_sandbox.schedule import JOBS, Job, Schedule

Row = tuple[str, str, Any]
"""What the store keeps: a kind, a name and a value."""

CLOCK = 0
"""The place of the one row that is not numbered in the order of creation."""


LOGGED = 2000
"""How many requests the log remembers; it is not kept across restarts."""


@dataclass
class Settings:
    """What Stripe leaves open or does in its own time. Durations are in seconds of the world's clock."""

    country: str = "GB"
    currency: str = "gbp"
    charge_updated_after: float = 1.0
    debit_settles_after: float = 2.0
    slow_debit_settles_after: float = 180.0
    refund_settles_after: float = 3.0
    payout_arrives_after: float = 2.0
    publishable_status: int = 401
    enforce_balance: bool = False


@dataclass(frozen=True)
class Cause:
    """The request that events are due to; both None for what happens by itself."""

    id: str | None = None
    idempotency_key: str | None = None


@dataclass
class World:
    """Everything there is. Clock and ids are injected, so that a run can be repeated exactly.

    `clock` answers UTC seconds. `seed` makes ids and faults repeatable. `public_url` is where browsers find the server.
    """

    clock: Callable[[], float] = time.time
    seed: int | str | None = None
    settings: Settings = field(default_factory=Settings)
    public_url: str = "http://127.0.0.1:12111"

    def __post_init__(self) -> None:
        self.offset = 0.0
        self.ids = Ids(self.seed)
        self.faults = Faults(self.seed)
        self.accounts: dict[str, Account] = {}
        self.schedule = Schedule()
        self.cause = Cause()
        self.outbox: list[deliveries.Attempt] = []
        self.requests: deque[Obj] = deque(maxlen=LOGGED)
        self.key_rules: dict[str, KeyRule] = {}
        self.keep: Callable[[dict[int, Row | None]], None] | None = None
        self.listeners: list[Callable[[Account, str, Obj], None]] = []
        self.after_turn: list[Callable[[], None]] = []
        self._sequence = 0
        self._changes: dict[int, Row | None] = {}
        self._lock = threading.RLock()
        self._depth = 0

    def now(self) -> float:
        """The world's time in UTC seconds: the clock's, plus what it was advanced by."""
        return self.clock() + self.offset

    def account(self, suffix: str, livemode: bool) -> Account:
        """The account that a key's suffix opens, made when first asked for."""
        name = f"{'live' if livemode else 'test'}/{suffix}"
        if name not in self.accounts:
            self.accounts[name] = Account(self, suffix, livemode)
            self.note(self.next_sequence(), "account", name, {})
        return self.accounts[name]

    @contextmanager
    def turn(self) -> Iterator[None]:
        """One step of the world, alone: at its end the changes go to the store, then those who wait are told."""
        with self._lock:
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                if self._depth == 0:
                    self._end_turn()

    def _end_turn(self) -> None:
        changes, self._changes = self._changes, {}
        if self.keep and changes:
            self.keep(changes)
        for tell in self.after_turn:
            tell()

    def note(self, place: int, kind: str = "", name: str = "", value: Any = None) -> None:
        """The row at this place changed and must outlive a restart; without a kind it is gone."""
        if self.keep:
            self._changes[place] = (kind, name, value) if kind else None

    def tell(self, account: Account, what: str, obj: Obj) -> None:
        """Lets listeners know of an event, a logged request or a delivery's answer as it happens."""
        for listener in self.listeners:
            listener(account, what, obj)

    def next_sequence(self) -> int:
        """1, 2, 3 …: the order in which things were made."""
        self._sequence += 1
        return self._sequence

    def rule(self, key: str, expired: bool = False, permissions: frozenset[str] | None = None) -> None:
        """Decides that a key has expired, or what a restricted key may do."""
        listed = None if permissions is None else sorted(permissions)
        with self.turn():
            self.key_rules[key] = KeyRule(expired, permissions)
            self.note(self.next_sequence(), "key", key, {"expired": expired, "permissions": listed})

    def later(self, account: Account, seconds: float, do: Callable[..., None], *args: Any) -> None:
        """Schedules a registered job for an account."""
        self._put(Job(self.now() + seconds, self.next_sequence(), do.__name__, account.name, list(args)))

    def _put(self, job: Job) -> None:
        self.schedule.put(job)
        self.note(job.id, "job", job.name, dict(vars(job)))

    def run_due(self) -> int:
        """Does everything whose time has come, in order; returns how many jobs that were."""
        due = self.schedule.next_due()
        if due is None or due > self.now():
            return 0
        done = 0
        with self.turn():
            while job := self.schedule.take(self.now()):
                self.note(job.id)
                JOBS[job.name](self.accounts[job.account], *job.args)
                done += 1
        return done

    def advance(self, seconds: float) -> None:
        """Moves the clock forward and does what became due, each thing at its own time."""
        with self.turn():
            target = self.offset + seconds
            base = self.clock()
            while (due := self.schedule.next_due()) is not None and due <= base + target:
                self.offset = max(self.offset, due - base)
                self.run_due()
            self.offset = max(self.offset, target)
            self.note(CLOCK, "clock", "offset", self.offset)

    def restore(self, rows: Iterable[tuple[int, str, str, Any]]) -> None:
        """Puts back what the store kept: place, kind, name and value, in the order of their places."""
        jobs: list[Job] = []
        for place, kind, id, value in rows:
            self._sequence = max(self._sequence, place)
            mode, _, rest = id.partition("/")
            suffix, _, name = rest.partition("/")
            if kind == "clock":
                self.offset = float(value)
            elif kind == "account":
                self.account(suffix, mode == "live")
            elif kind == "object":
                self.account(suffix, mode == "live").restore(value)
            elif kind == "idempotency":
                self.account(suffix, mode == "live").idempotency.restore(name, Saved(**value))
            elif kind == "key":
                self.key_rules[id] = KeyRule(value["expired"], value["permissions"] and frozenset(value["permissions"]))
            elif kind == "job":
                jobs.append(Job(**value))
        for job in jobs:
            self.schedule.put(job)
        planned = {job.args[0] for job in jobs if job.name == deliveries.attempt_delivery.__name__}
        for account in self.accounts.values():
            deliveries.resume(account, planned)
