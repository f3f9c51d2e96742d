"""A worker process: it does the site's chores, is killed, and is started again."""

from django.db import connection

from handfast.mail.chores import send_letters
from handfast.payments.chores import reconcile_with_stripe
from handfast.payments.deliveries import attend
from tests.simulation.simulation import Simulation

SHORTEST_NAP = 0.5
TRIES = 12  # of a reconciler that Stripe will not answer: a real worker tries more often, which finds no more
WAITING = """
    SELECT EXISTS (SELECT 1 FROM payments_delivery WHERE done_at IS NULL)
        OR EXISTS (SELECT 1 FROM mail_letter WHERE done_at IS NULL)
"""


class Worker:
    """One of several. Its naps grow while there is nothing to do, for a run's idle days cost time too."""

    def __init__(self, run: Simulation) -> None:
        self.run, self.dice = run, run.dice
        self._reconciles_at = 0.0

    def live(self) -> None:
        """Round after round."""
        nap = SHORTEST_NAP
        while True:
            did = self.run.in_the_site(self._round)
            nap = SHORTEST_NAP if did else min(nap * 8, self.run.longest_nap)
            self.run.scheduler.nap(self.dice.uniform(nap / 2, nap))

    def _round(self) -> int:
        did = 0
        if _something_waits():
            did = attend(limit=self.dice.choice((1, 3, 50)))
            did += self._post()
        if self.run.clock.now >= self._reconciles_at:
            self._reconciles_at = self.run.clock.now + max(300.0, self.run.weather.length / TRIES)
            reconcile_with_stripe()
        return did

    def _post(self) -> int:
        """Letters. A worker held up for longer than a letter's lease would send it twice: that is said, not tried."""
        task = self.run.scheduler.current
        assert task is not None
        task.patient = True
        try:
            return send_letters()
        finally:
            task.patient = False


def _something_waits() -> bool:
    """Most rounds find nothing. Asked so, that costs next to nothing; asked by the ORM, it was most of a run."""
    with connection.cursor() as cursor:
        return bool(cursor.execute(WAITING).fetchone()[0])
