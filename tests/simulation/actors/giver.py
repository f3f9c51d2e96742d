"""A household that gives a part of a dear thing, while others do the same."""

import json

from django.http import HttpResponse

from handfast.guests.models import Household
from handfast.payments.models import Checkout
from handfast.registry import paying, share_pages, views, ways
from handfast.registry.models import Contribution
from tests.simulation import holds
from tests.simulation.actors.guest import AWAY, PATIENCE
from tests.simulation.actors.transferor import Transferor
from tests.simulation.bank import typed
from tests.simulation.browser import Browser
from tests.simulation.simulation import Simulation


class Giver(Transferor):
    """One household and the thing that it wants to give a part of."""

    def __init__(self, run: Simulation, household: Household, gift: int, name: str) -> None:
        super().__init__(run, household, None, name)
        self.gift, self.browser = gift, Browser(household.user)

    def _amount(self) -> int:
        """A part of the price, all of it, or what leaves too little to pay."""
        price = holds.thing(self.gift).wanted
        return self.dice.choice((price, price // 2, price // 3, price // 4, price - 20, price + 100))

    def _give(self, amount: int) -> Contribution | None:
        for _ in range(PATIENCE):
            answer = self.run.in_the_site(lambda amount=amount: self._send_form(amount))
            if isinstance(answer, Contribution):
                return answer
            if answer is None:
                self._wait(20)
                continue
            if answer.status_code == 404:
                self.run.counts["guest finds the thing hidden"] += 1
                return None
            self.run.counts["guest is told that less is left"] += 1
            left = holds.thing(self.gift).free(self.run.clock.now)
            if left in (0, amount):
                return None
            amount = left
        return None

    def _send_form(self, amount: int) -> Contribution | HttpResponse:
        """The gift that it made, as the page that it leads to loads it; what the site answered where it made none."""
        answer = self.browser.post(share_pages.share, self._filled_in(amount), gift_id=self.gift)
        if answer.status_code != 302:
            return answer
        return Contribution.objects.select_related("checkout").get(household=self.household, form_token=self.form_token)

    def _filled_in(self, amount: int) -> dict[str, str]:
        names = {"names": "Priya and Omar", "message": "For Sunday mornings", "email": self.address}
        return {"amount": typed(amount), **names, "form_token": self.form_token}

    def _change(self, contribution: Contribution) -> None:
        self.run.counts["guest changes a share"] += 1
        fields, token = self._filled_in(self._amount()), contribution.checkout.token
        self.run.in_the_site(lambda: self.browser.post(views.change, fields, token=token))
        self._wait(10)

    def _pay(self, checkout: Checkout) -> bool:
        if self.dice.random() < 0.2:
            wish = {"add": self.dice.choice(("yes", "no"))}
            self.run.counts["guest adds the fee"] += wish["add"] == "yes"
            self.run.in_the_site(lambda: self.browser.post(ways.fee, wish, token=checkout.token))
        return super()._pay(checkout)

    def _pay_page(self, checkout: Checkout) -> dict | None:
        answer = self.browser.post(paying.intent, token=checkout.token)
        if answer.status_code == 503:
            return AWAY
        told = json.loads(answer.content)
        self.run.counts["guest's part was given by others"] += answer.status_code == 409 and "done" not in told
        return told if answer.status_code == 200 else {}

    def ask_for_account(self, checkout: Checkout) -> HttpResponse:
        """The button under the gift's form for the card."""
        return self.browser.post(ways.transfer, token=checkout.token)

    def say_sent(self, checkout: Checkout, yes: bool) -> HttpResponse:
        """The buttons beside the account."""
        return self.browser.post(ways.sent, {"sent": "yes" if yes else "no"}, token=checkout.token)

    def begin_another(self) -> None:
        """One more part of the same thing, in a form of its own."""
        other = Giver(self.run, self.household, self.gift, f"{self.form_token}-too")
        made = other._give(holds.thing(self.gift).free(self.run.clock.now) // 2)
        if made:
            self.run.in_the_site(lambda: other.ask_for_account(made.checkout))
