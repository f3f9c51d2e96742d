"""A host who gives money back, impatiently, and who compares with Stripe now and then."""

from functools import partial

from handfast.accounts.models import User
from handfast.payments import refunds
from handfast.payments.models import Checkout, RefundRequest
from handfast.payments.reconcile import reconcile
from handfast.payments.refunds import NotRefundable
from tests.simulation import asides
from tests.simulation.simulation import Simulation

PAID = """
    SELECT checkout_id, sum(amount) FILTER (WHERE kind = 'payment') AS taken,
        sum(amount) FILTER (WHERE kind IN ('payment', 'refund', 'refund_returned'))
    FROM payments_entry GROUP BY checkout_id HAVING taken ORDER BY checkout_id
"""


class Host:
    """Robin, who has the money page open."""

    def __init__(self, run: Simulation) -> None:
        self.run, self.dice = run, run.dice
        self.robin = User.objects.get(username="robin@example.org")
        self.pressed = 0

    def live(self) -> None:
        """Does something about the money every now and then, as long as the run lasts."""
        while True:
            self.run.scheduler.sleep(self.dice.uniform(5, 2 * self.run.weather.length / self.run.habits.host_deeds))
            if self.dice.random() < self.run.habits.compares:
                self.run.in_the_site(reconcile)
            else:
                self._give_back()

    def _give_back(self) -> None:
        """Of some paid gift: what she sees is left of it, or a part; or, with an old page before her, too much."""
        paid = asides.ask(PAID)
        if not paid:
            return
        pk, taken, left = self.dice.choice(paid)
        if left <= 0 and self.dice.random() < 0.8:
            return
        checkout = Checkout.objects.select_related("book__account").get(pk=pk)
        amount = self.dice.choice((max(left, 1), self.dice.randint(1, taken)))
        self.pressed += 1
        times = self.dice.choice((1, 1, 2))
        self.run.counts["host presses twice"] += times == 2
        for _ in range(times):
            token = f"refund-{self.pressed}"
            self.run.scheduler.spawn(
                "refund", partial(self._press, checkout, amount, token), self.dice.choice((0, 0.1))
            )

    def _press(self, checkout: Checkout, amount: int, token: str) -> None:
        def button() -> None:
            try:
                wish = refunds.ask(checkout, amount=amount, reason="duplicate", by=self.robin, form_token=token)
            except NotRefundable:
                self.run.counts["host wants more back than there is"] += 1
                return
            refunds.send(RefundRequest.objects.select_related("call__checkout__book__account").get(pk=wish.pk))

        self.run.in_the_site(button)
