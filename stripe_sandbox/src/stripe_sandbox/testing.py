"""For tests: a sandbox on a free port, with what the guest's browser and the bank would do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from stripe_sandbox import wire
from stripe_sandbox.account import Account, public
from stripe_sandbox.api import Api
from stripe_sandbox.errors import ApiError
from stripe_sandbox.merge import Obj
from stripe_sandbox.resources import confirmation
from stripe_sandbox.serving import Serving
from stripe_sandbox.world import World


class Sandbox:
    """A running sandbox. `url` is where the SDK and browsers find it; `world` and `api` are the thing itself."""

    def __init__(self, serving: Serving) -> None:
        self._serving = serving
        self.url = serving.url
        self.world = serving.world
        self.api = Api(serving.world)

    @property
    def deliveries(self) -> list[Obj]:
        """Every webhook delivery so far, oldest first, with its attempts."""
        return [public(each) for account in self.world.accounts.values() for each in account.kinds["delivery"]]

    @property
    def events(self) -> list[Obj]:
        """Every event so far, oldest first."""
        return [public(each) for account in self.world.accounts.values() for each in account.kinds["event"]]

    def advance(self, seconds: float) -> None:
        """Moves the clock on and finishes what that made due."""
        self.world.advance(seconds)
        self.settle()

    def settle(self, timeout: float = 30.0) -> None:
        """Does all that is due by now and waits until every delivery under way has ended."""
        self._serving.engine.settle(timeout)

    def confirm(self, payment_intent: str, payment_method: str = "pm_card_visa", **params: Any) -> Obj:
        """Confirms as Stripe.js would. Returns the intent as it then stands, declined or not."""
        account, intent = self._intent(payment_intent)
        with self.world.turn():
            given = {"payment_method": payment_method, "use_stripe_sdk": True, **params}
            method = confirmation.check(account, intent, given, browser=True)
            self._tolerant(lambda: confirmation.proceed(account, intent, method, given))
            return wire.expanded(account, intent, [])

    def pass_3ds(self, payment_intent: str) -> Obj:
        """The cardholder proves who they are; returns the intent."""
        return self._authenticate(payment_intent, passed=True)

    def fail_3ds(self, payment_intent: str) -> Obj:
        """The cardholder fails to, or gives up; returns the intent."""
        return self._authenticate(payment_intent, passed=False)

    def _authenticate(self, payment_intent: str, passed: bool) -> Obj:
        account, intent = self._intent(payment_intent)
        if not intent["_challenge"]:
            raise ValueError(f"{payment_intent} waits for no authentication: it is {intent['status']}")
        with self.world.turn():
            confirmation.authenticated(account, account.objects[intent["_challenge"]], passed)
            return wire.expanded(account, intent, [])

    def _intent(self, id: str) -> tuple[Account, Obj]:
        for account in self.world.accounts.values():
            if intent := account.find("payment_intent", id):
                return account, intent
        raise KeyError(id)

    def _tolerant(self, do: Any) -> None:
        """A refusal by the bank is an outcome here, not an error: the intent tells of it."""
        try:
            do()
        except ApiError as error:
            if error.type != "card_error":
                raise


@contextmanager
def running(world: World | None = None, port: int = 0, state: str | Path | None = None) -> Iterator[Sandbox]:
    """Serves a world (a fresh one by default) in a thread, for the length of a `with` block.

    `port` 0 takes a free one; `state` is a SQLite file that outlives the block.
    """
    serving = Serving(world, port, state)
    serving.start()
    try:
        yield Sandbox(serving)
    finally:
        serving.stop()
