"""What keeps a world going: a thread that does what is due and hands deliveries to the courier, at once."""

import contextlib
import math
import threading
import time

from stripe_sandbox.courier import Courier
from stripe_sandbox.world import World

LONGEST_SLEEP = 0.5
"""Seconds; the clock may be injected, so its passing is looked at again and again."""


class Engine:
    """Runs a world's schedule and deliveries in the background, between `start` and `stop`."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.courier = Courier(world)
        self._wake = threading.Event()
        self._ended = False
        self._sleeps_until = 0.0
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)

    def start(self) -> None:
        """Begins."""
        self.world.after_turn.append(self._nudge)
        self._thread.start()

    def stop(self) -> None:
        """Ends; what is scheduled stays scheduled."""
        self._ended = True
        self._wake.set()
        self._thread.join(timeout=5)
        with contextlib.suppress(ValueError):
            self.world.after_turn.remove(self._nudge)
        self.courier.close()

    def _run(self) -> None:
        while not self._ended:
            self._sleeps_until = math.inf  # until the pause is known, whatever comes must wake
            self._wake.clear()
            self.world.run_due()
            self.courier.send()
            self._wake.wait(self._pause())

    def _nudge(self) -> None:
        """Wakes the thread if there is something to do before it would wake by itself: most requests leave nothing."""
        due = self.world.schedule.next_due()
        if self.world.outbox or (due is not None and due < self._sleeps_until):
            self._wake.set()

    def _pause(self) -> float:
        if self.world.outbox:
            return 0.0
        due, now = self.world.schedule.next_due(), self.world.now()
        pause = LONGEST_SLEEP if due is None else max(0.0, min(LONGEST_SLEEP, due - now))
        self._sleeps_until = now + pause
        return pause

    def settle(self, timeout: float = 30.0) -> None:
        """Does all that is due now and waits until no delivery is under way; raises TimeoutError after `timeout` s."""
        deadline = time.monotonic() + timeout
        while True:
            with self.world.turn():  # whoever is at work on the world has ended
                self.world.run_due()
            self.courier.send()
            due = self.world.schedule.next_due()
            if not (self.courier.busy or self.world.outbox or (due is not None and due <= self.world.now())):
                return
            if time.monotonic() > deadline:
                raise TimeoutError("deliveries are still under way")
            time.sleep(0.002)
