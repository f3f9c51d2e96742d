"""A household that gives: double clicks, several tabs, cards of every kind, banks that ask, and people who leave."""

import json
from functools import partial

from handfast.guests.models import Household
from handfast.payments import pay
from handfast.payments.models import Checkout
from handfast.payments.pages import intent_response
from handfast.payments.states import state
from handfast.registry import giving
from handfast.registry.giving import Filled
from handfast.registry.models import Contribution, Fund
from tests.simulation.simulation import Simulation

IBANS = ("AT611904300234573201", "AT321904300235473204", "AT861904300235473202", "AT591904300235473203")
PATIENCE = 4  # how often one tries again
AWAY = {"error": "Stripe does not answer"}  # what a page learns then, in whatever words


class Guest:
    """One household with one gift in mind."""

    def __init__(self, run: Simulation, household: Household, fund: Fund, name: str) -> None:
        self.run, self.household, self.fund, self.dice = run, household, fund, run.dice
        self.habits = run.habits
        self.form_token = f"form-{name}"
        self.address = self.dice.choice(("priya@example.org", "omar@example.org", ""))

    def begin(self) -> None:
        """The form is filled in; each click, and each tab with the same form, goes its own way."""
        amount = self._amount()
        clicks = self.dice.choice(self.run.habits.clicks)
        self.run.counts["guest clicks twice"] += clicks > 1
        for _ in range(clicks):
            self.run.scheduler.spawn("guest", partial(self.tab, amount), self.dice.choice((0.0, 0.1, 30.0)))

    def _amount(self) -> int:
        return self.dice.randint(100, 30_000)

    def tab(self, amount: int) -> None:
        """From the form to the thank-you page, as far as this tab is taken; and perhaps once more, some time later."""
        self._visit(amount)
        if self.dice.random() < self.habits.comes_back:
            self.run.counts["guest comes back"] += 1
            self._wait(self.run.weather.length / 2)
            self._visit(amount)

    def _visit(self, amount: int) -> None:
        contribution = self._give(amount)
        if contribution is None or not self._tries(contribution):
            return
        for _ in range(self.dice.randint(0, self.habits.looks)):
            self._thanks(contribution.checkout)
            self._wait(self.dice.choice((0.5, 5, 5, 400)))

    def _tries(self, contribution: Contribution) -> bool:
        """Tries to pay, now and then at another amount; False when the page is closed over it."""
        for _ in range(PATIENCE):
            if self.dice.random() < self.habits.changes:
                self._change(contribution)
            if self.dice.random() < self.habits.closes:
                self.run.counts["guest closes the page"] += 1
                return False
            if self._pay(contribution.checkout):
                break
            self._wait(self.dice.choice((5, 20, 60)))
        return True

    def _give(self, amount: int) -> Contribution | None:
        gift = Filled(amount, "Priya and Omar", "For the train to Palermo", self.address)
        for _ in range(PATIENCE):
            made = self.run.in_the_site(lambda: giving.give(self.household, self.fund, gift, self.form_token))
            if made:
                return made[0]
            self._wait(20)
        return None

    def _change(self, contribution: Contribution) -> None:
        self.run.counts["guest changes the amount"] += 1
        gift = Filled(self.dice.randint(100, 30_000), "Priya", "For two trains", self.address)
        self.run.in_the_site(lambda: giving.change(_fresh(contribution), gift))
        self._wait(10)

    def _pay(self, checkout: Checkout) -> bool:
        """The pay page and what the payer does there; whether the tab goes on to the thank-you page."""
        asked_at = self.run.clock.now
        page = self.run.in_the_site(lambda: self._pay_page(checkout))
        if page is AWAY:
            self.run.claims.blamed(asked_at)
        if page is None or "clientSecret" not in page:
            return page == {}
        secret = page["clientSecret"]
        intent = secret.partition("_secret_")[0]
        self.run.claims.handed_out(intent, asked_at)
        self._wait(self.dice.choice((3, 40, 2000)))
        if self.dice.random() < self.habits.other_tabs:
            self._look_in_another_tab(checkout)
        return self._confirm(intent, secret)

    def _pay_page(self, checkout: Checkout) -> dict | None:
        """What the page's script learns: the secret, that nothing is left to pay ({}), or that Stripe is AWAY."""
        checkout = _afresh(checkout)
        if not state(checkout).may_pay:
            return {}
        answer = intent_response(checkout)
        if answer.status_code == 503:
            return AWAY
        return json.loads(answer.content) if answer.status_code == 200 else {}

    def _confirm(self, intent: str, secret: str) -> bool:
        fields = {"client_secret": secret, "use_stripe_sdk": "true", "return_url": "https://wedding.example.org/back"}
        status, told = self.run.stripe.browser(
            "POST", f"/v1/payment_intents/{intent}/confirm", **fields, **self._means()
        )
        self.run.points.note(f"confirm {status}")
        self.run.counts["guest is declined"] += status == 402
        if told.get("status") == "requires_action":
            return self._answer_the_bank(intent)
        # A lost answer leads to the thank-you page as often as to another try.
        return status == 200 or (status == 0 and self.dice.random() < 0.5)

    def _means(self) -> dict[str, str]:
        if self.run.weather.currency == "eur" and self.dice.random() < self.habits.debits:
            self.run.counts["guest pays by debit"] += 1
            return {
                "payment_method_data[type]": "sepa_debit",
                "payment_method_data[sepa_debit][iban]": self.dice.choice(IBANS),
                "payment_method_data[billing_details][name]": "Priya Nair",
                "payment_method_data[billing_details][email]": "priya@example.org",
                "mandate_data[customer_acceptance][type]": "online",
            }
        return {"payment_method": f"pm_card_{self.dice.choice(self.habits.cards)}"}

    def _answer_the_bank(self, intent: str) -> bool:
        does = self.dice.choice(self.habits.answers)
        self.run.counts[f"guest {does} 3-D Secure"] += 1
        self._wait(20)
        if does != "leaves":
            self.run.stripe.authenticate(intent, does == "passes")
        return does != "fails"

    def _look_in_another_tab(self, checkout: Checkout) -> None:
        """Just before the card is charged, so that what Stripe answers there may come when it is no longer so."""
        self.run.counts["guest looks in another tab"] += 1
        self.run.scheduler.spawn("guest", partial(self._thanks, checkout, True))
        self.run.scheduler.sleep(self.dice.uniform(2.1, 6.0))

    def _thanks(self, checkout: Checkout, asks: bool = False) -> None:
        """The thank-you page, which asks Stripe, or the list of gifts: either says how the gift stands."""
        look = asks or self.dice.random() < 0.5

        def page() -> None:
            fresh = _afresh(checkout)
            heard = self.run.claims.heard(fresh)
            said = pay.look(fresh) if look else state(fresh)
            self.run.claims.said(fresh, said, heard)

        self.run.in_the_site(page)

    def _wait(self, most: float) -> None:
        self.run.scheduler.sleep(self.dice.uniform(0.1, most))


def _afresh(checkout: Checkout) -> Checkout:
    """The checkout as a page loads it."""
    return Checkout.objects.select_related("book__account", "transfer").get(pk=checkout.pk)


def _fresh(contribution: Contribution) -> Contribution:
    return Contribution.objects.select_related("checkout__book__account", "checkout__transfer").get(pk=contribution.pk)
