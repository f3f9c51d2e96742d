"""What every story is made of: who acts, what is watched meanwhile, and what is asked in the end."""

import json
from collections.abc import Callable
from functools import partial

from django.http import HttpResponse

from handfast.accounts.models import User
from handfast.guests.models import Household
from handfast.payments.models import Checkout
from handfast.payments.pages import intent_response
from handfast.payments.states import state
from tests.simulation import asides, truth
from tests.simulation.simulation import Simulation

ROBIN, SAM = "robin@example.org", "sam@example.org"


class Story:
    """One seed's people. Each kind of story says what differs."""

    # What people do when all is calm, before the reconciler runs and questions are asked.
    settles: Callable[[], None] | None = None

    def __init__(self, run: Simulation) -> None:
        self.run, self.dice = run, run.dice
        run.points.committed = self._look
        self._looked_at = -1

    def begins(self) -> None:
        """Everybody who pays sets out, each in their own time."""
        raise NotImplementedError

    def _look(self) -> None:
        if asides.written() != self._looked_at:
            self._looked_at = asides.written()
            self.watch()

    def watch(self) -> None:
        """Called after each commit: what may never be so, not even for a moment, is found here."""

    def asks(self) -> None:
        """Questions of this story's own."""

    def late_payers(self) -> list[Callable[[], None]]:
        """Whoever has not paid still can: each pays what its page says."""
        unpaid = [
            each for each in Checkout.objects.select_related("book__account").order_by("pk") if state(each).may_pay
        ]
        return [partial(self.pay, checkout) for checkout in unpaid]

    def pay(self, checkout: Checkout, form: Callable[[Checkout], HttpResponse] = intent_response) -> None:
        """By a card that is good; `form` is what the site answers the script of the pay page. That it cannot be paid,
        or at another amount than its page says, is found."""
        answer = self.run.in_the_site(lambda: form(checkout))
        told = json.loads(answer.content) if answer else {}
        if told.get("done") and truth.is_under_way(self.run.stripe.account, checkout.token):
            return  # Stripe never told us, and the page has just learned it
        if "clientSecret" not in told:
            self.run.findings.add("stuck", f"checkout {checkout.token} can never be paid: {told}")
            return
        intent, secret = told["clientSecret"].partition("_secret_")[0], told["clientSecret"]
        if self.run.stripe.account.objects[intent]["amount"] != Checkout.objects.get(pk=checkout.pk).amount:
            self.run.findings.add("stuck", f"checkout {checkout.token} asks for another amount than its page says")
        card = {"client_secret": secret, "payment_method": "pm_card_visa", "return_url": "https://wedding.example.org/"}
        status, told = self.run.stripe.browser("POST", f"/v1/payment_intents/{intent}/confirm", **card)
        if status != 200:
            self.run.findings.add("stuck", f"checkout {checkout.token} cannot be paid: {told}")


def households() -> list[Household]:
    """Those who are invited, in the order of their invitation."""
    return list(Household.objects.select_related("wedding__book", "user").order_by("pk"))


def owner(email: str) -> User:
    """Robin or Sam."""
    return User.objects.get(username=email)
