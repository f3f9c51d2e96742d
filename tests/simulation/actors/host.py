"""A host who gives money back, impatiently, and who compares with Stripe now and then."""

from functools import partial

from handfast.accounts.models import User
from handfast.payments import refunds
from handfast.payments.models import Checkout, RefundRequest
from handfast.payments.reconcile import reconcile
from handfast.payments.refunds import NotRefundable
from tests.simulation.simulation import Simulation


class Host:
    """Robin, who has the money page open."""

    def __init__(self, run: Simulation) -> None:
        self.run, self.dice = run, run.dice
        self.robin = User.objects.get(username="robin@example.org")
        self.pressed = 0

    def live(self) -> None:
        """Does something about the money every now and then, as long as the run lasts."""
        while True:
            self.run.scheduler.sleep(self.dice.uniform(5, self.run.weather.length / 6))
            if self.dice.random() < 0.15:
                self.run.in_the_site(reconcile)
            else:
                self._give_back()

    def _give_back(self) -> None:
        checkout = self._some_checkout()
        if checkout is None:
            return
        left = refunds.refundable(checkout)
        if not left:
            return
        self.pressed += 1
        amount = left if self.dice.random() < 0.5 else self.dice.randint(1, left)
        for _ in range(self.dice.choice((1, 1, 2))):
            token = f"refund-{self.pressed}"
            self.run.scheduler.spawn(
                "refund", partial(self._press, checkout, amount, token), self.dice.choice((0, 0.1))
            )

    def _some_checkout(self) -> Checkout | None:
        paid = Checkout.objects.filter(entries__kind="payment").select_related("book__account").order_by("pk")
        found = list(paid.distinct())
        return self.dice.choice(found) if found else None

    def _press(self, checkout: Checkout, amount: int, token: str) -> None:
        def button() -> None:
            try:
                wish = refunds.ask(checkout, amount=amount, reason="duplicate", by=self.robin, form_token=token)
            except NotRefundable:
                return
            refunds.send(RefundRequest.objects.select_related("call__checkout__book__account").get(pk=wish.pk))

        self.run.in_the_site(button)
