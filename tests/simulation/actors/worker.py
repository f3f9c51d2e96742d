"""A worker process: it does the site's chores, is killed, and is started again."""

from django.utils import timezone

from handfast.mail.chores import send_letters
from handfast.payments.chores import reconcile_with_stripe
from handfast.payments.deliveries import attend
from tests.simulation import asides
from tests.simulation.simulation import Simulation

SHORTEST_NAP = 0.5
DUE = "SELECT EXISTS (SELECT 1 FROM {} WHERE done_at IS NULL AND due_at <= ?1 AND coalesce(leased_until < ?1, 1))"
LAPSED = "SELECT count(*) FROM payments_delivery WHERE done_at IS NULL AND leased_until < ?"


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
        did, in_vain = 0, False
        if _is_due("payments_delivery"):
            self.run.counts["a lease ran out"] += asides.ask(LAPSED, _now())[0][0]
            did = attend(limit=self.dice.choice((1, 3, 50)), each=self.run.at_once)
            in_vain = not did
        if _is_due("mail_letter"):
            did += self._post()
        if self.run.clock.now >= self._reconciles_at:
            self._reconciles_at = self.run.clock.now + self.run.between_reconciles
            reconcile_with_stripe()
        for chore in self.run.chores:
            chore()
        # What the reconciler and the sweep did may have written letters, and made Stripe ring.
        return did or int(not in_vain and (_is_due("mail_letter") or _is_due("payments_delivery")))

    def _post(self) -> int:
        """Letters. A worker held up for longer than a letter's lease would send it twice: that is said, not tried."""
        task = self.run.scheduler.current
        assert task is not None
        task.patient = True
        try:
            return send_letters()
        finally:
            task.patient = False


def _is_due(queue: str) -> bool:
    """Most rounds find nothing to do, and to ask the site costs more."""
    return bool(asides.ask(DUE.format(queue), _now())[0][0])


def _now() -> str:
    """As SQLite keeps times."""
    return str(timezone.now().replace(tzinfo=None))
