"""What workers do by the clock in the stories that need it."""

from collections.abc import Callable

from tests.simulation import asides
from tests.simulation.simulation import Simulation

EVERY = 60.0  # seconds, as in the site
MAY_BE_PAID = """
    SELECT 1 FROM payments_checkout c WHERE intent_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM payments_entry WHERE checkout_id = c.id AND kind = 'payment' AND bank_line_id IS NULL
    ) LIMIT 1
"""


class Chore:
    """One chore of the site, as often as the site does it, or where days pass, as often as a worker looks up anyhow.

    All of these are about intents that are open; while there is none they are left out, for that costs time.
    """

    def __init__(self, run: Simulation, work: Callable[[], object]) -> None:
        self._run, self._work = run, work
        self._at = 0.0

    def __call__(self) -> None:
        """Does it if it is due."""
        if self._run.clock.now >= self._at and asides.ask(MAY_BE_PAID):
            self._at = self._run.clock.now + max(EVERY, self._run.longest_nap)
            self._work()
