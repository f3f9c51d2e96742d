"""Stripe, in memory, on the run's clock: its API for browsers and for its dashboard, and what it does by itself."""

import json
from collections import Counter
from typing import Any
from urllib.parse import urlencode

from stripe_sandbox.account import Account
from stripe_sandbox.admin import Admin
from stripe_sandbox.api import Api
from stripe_sandbox.deliveries import Attempt
from stripe_sandbox.exchange import Request
from stripe_sandbox.faults import Fault, Faults
from stripe_sandbox.world import World

from tests.simulation.scheduler import Scheduler

SUFFIX = "handfastsimulation"


class Counted(Faults):
    """Faults that are counted as they strike."""

    def __init__(self, seed: int, counts: Counter[str]) -> None:
        super().__init__(seed)
        self._counts = counts

    def strikes(self, kind: str, subject: str) -> Fault | None:
        """The rule that strikes now, if one does."""
        found = super().strikes(kind, subject)
        if found:
            self._counts[f"fault {kind}"] += 1
        return found


class Stripe:
    """One account of a world whose clock runs `skew` seconds ahead of the site's."""

    def __init__(self, scheduler: Scheduler, seed: int, skew: float, counts: Counter[str]) -> None:
        self.world = World(clock=lambda: scheduler.clock.now + skew, seed=seed)
        self.world.faults = Counted(seed, counts)
        self.skew, self.api, self.admin = skew, Api(self.world), Admin(self.world)
        self.account: Account = self.world.account(SUFFIX, False)
        self.gone, self.slow = False, 0.0
        self._scheduler, self.failed_at = scheduler, 0.0

    def browser(self, method: str, path: str, **fields: str) -> tuple[int, dict[str, Any]]:
        """What Stripe's script on the guest's page is answered; status 0 when nothing came back."""
        return self._ask(self.account.publishable_key, method, path, fields, {})

    def dashboard(self, method: str, path: str, **fields: str) -> tuple[int, dict[str, Any]]:
        """What a person does in Stripe's own dashboard, which no fault keeps them from."""
        return self._ask(self.account.secret_key, method, path, fields, {"sandbox-dashboard": "1"})

    def _ask(self, key: str, method: str, path: str, fields: dict, headers: dict) -> tuple[int, dict[str, Any]]:
        body = urlencode(fields).encode()
        response = self.api.handle(Request(method, path, "", {"authorization": f"Bearer {key}", **headers}, body))
        return (0, {}) if response.cut else (response.status, json.loads(response.body))

    def has_failed(self) -> None:
        """Notes that the site was just refused something, or had no answer."""
        self.failed_at = self._scheduler.clock.now

    def authenticate(self, intent: str, passed: bool) -> None:
        """The cardholder answers their bank, if it still asks."""
        challenge = self.account.objects[intent]["_challenge"]
        if challenge:
            outcome = f"outcome={'pass' if passed else 'fail'}".encode()
            self.admin.handle("POST", f"/_sandbox/3ds/{challenge}", "", outcome)

    def tide(self) -> float | None:
        """Does what is due at Stripe; when the next thing is, on the site's clock."""
        self.world.run_due()
        due = self.world.schedule.next_due()
        return None if due is None else due - self.skew

    def outbox(self) -> list[Attempt]:
        """The deliveries that are to be made now; they are taken out."""
        if not self.world.outbox:
            return []
        with self.world.turn():
            attempts, self.world.outbox = self.world.outbox, []
        return attempts
