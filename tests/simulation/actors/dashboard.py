"""What is done in Stripe's own dashboard, behind the site's back."""

from stripe_sandbox import deliveries
from tests.simulation.habits import DEEDS
from tests.simulation.simulation import Simulation


class Dashboard:
    """Somebody with the password to Stripe."""

    def __init__(self, run: Simulation) -> None:
        self.run, self.dice = run, run.dice

    def live(self) -> None:
        """Does one thing or another every now and then."""
        habits = self.run.habits
        every = dict(zip(DEEDS, (self._refund, self._answer_dispute, self._cancel, self._resend), strict=True))
        while habits.dashboard_deeds:
            self.run.scheduler.sleep(self.dice.uniform(5, 2 * self.run.weather.length / habits.dashboard_deeds))
            every[self.dice.choice(habits.deeds)]()

    def _some(self, kind: str, *statuses: str) -> dict | None:
        found = [each for each in self.run.stripe.account.kinds[kind] if not statuses or each["status"] in statuses]
        return self.dice.choice(found) if found else None

    def _do(self, what: str, path: str, **fields: str) -> None:
        status, _ = self.run.stripe.dashboard("POST", path, **fields)
        self.run.counts[f"dashboard {what}"] += status == 200

    def _refund(self) -> None:
        charge = self._some("charge", "succeeded")
        left = charge["amount_captured"] - charge["amount_refunded"] if charge else 0
        if charge and left:
            amount = str(self.dice.randint(1, left))
            self._do("refund", "/v1/refunds", charge=charge["id"], amount=amount)

    def _answer_dispute(self) -> None:
        dispute = self._some("dispute", "needs_response", "warning_needs_response")
        if dispute is None:
            return
        where = f"/v1/disputes/{dispute['id']}"
        if self.dice.random() < 0.2 and dispute["status"] == "needs_response":
            self._do("gives a dispute up", f"{where}/close")
        else:
            evidence = self.dice.choice(("winning_evidence", "losing_evidence"))
            self._do("answers a dispute", where, **{"evidence[uncategorized_text]": evidence, "submit": "true"})

    def _cancel(self) -> None:
        intent = self._some("payment_intent", "requires_payment_method", "requires_action")
        if intent:
            self._do("cancels", f"/v1/payment_intents/{intent['id']}/cancel")

    def _resend(self) -> None:
        event = self._some("event")
        if event:
            self.run.counts["dashboard sends an event again"] += 1
            deliveries.resend(self.run.stripe.account, event)
