"""A guest in a thread: gives, pays by every kind of card or by debit, and looks what became of it."""

import re
import time
from random import Random

import requests

from tests.killer.browser import Browser, GoneHome, hidden
from tests.killer.sayings import Sayings
from tests.killer.stage import Invited
from tests.simulation.actors.guest import IBANS
from tests.simulation.habits import CARDS

SLUG = "robin-and-sam"
TRIES = 4  # how often one tries another card
LOOKS = 3
KINDS = (*["visa"] * 5, *CARDS)  # most pay with a good card


class Guest:
    """One person with one browser, who gives again and again as long as the run lasts."""

    def __init__(self, browser: Browser, invited: Invited, key: str, sayings: Sayings, dice: Random) -> None:
        self.browser, self.invited, self.key, self.sayings, self.dice = browser, invited, key, sayings, dice

    def sign_in(self) -> None:
        """By the code and words on the card."""
        where = f"/{SLUG}/sign-in/"
        self.browser.page(where)
        came = self.browser.send(where, code=self.invited.code, words=self.invited.words)
        assert came.url != self.browser.site + where, came.text

    def live(self) -> None:
        """Gift after gift."""
        try:
            while True:
                self.pay(self.give())
                self.browser.wait(self.dice.uniform(0, 0.3))
        except GoneHome:
            return

    def give(self) -> str:
        """Fills in the form, sometimes with a double click; the token of the gift, which is one."""
        where = f"/{SLUG}/gifts/give/"
        form = {
            "amount": f"{self.dice.randint(100, 30_000) / 100:.2f}",
            "names": "Priya and Omar",
            "message": "For the train to Palermo",
            "email": self.dice.choice(("priya@example.org", "omar@example.org", "")),
            "form_token": hidden(self.browser.page(where).text, "form_token"),
        }
        token = _token(self.browser.send(where, **form))
        if self.dice.random() < 0.2 and _token(self.browser.send(where, **form)) != token:
            raise AssertionError("one form, sent twice, made two gifts")
        return token

    def pay(self, token: str) -> None:
        """From the pay page to the thank-you page."""
        for _ in range(TRIES):
            answer = self.browser.send(f"/{SLUG}/gifts/{token}/intent/").json()
            if "clientSecret" not in answer or self.confirm(answer["clientSecret"], self._means()):
                break
        for _ in range(self.dice.randint(0, LOOKS)):
            self.look(token)
            self.browser.wait(self.dice.uniform(0, 1))

    def look(self, token: str) -> None:
        """The thank-you page, and what it says."""
        began = time.time()
        page = self.browser.page(f"/{SLUG}/gifts/{token}/thanks/").text
        self.sayings.said(token, page, began, time.time())

    def confirm(self, secret: str, means: dict[str, str]) -> bool:
        """What Stripe's script on the page does; whether it leads on to the thank-you page."""
        intent = secret.partition("_secret_")[0]
        fields = {"client_secret": secret, "use_stripe_sdk": "true", "return_url": self.browser.site, **means}
        try:
            told = self.browser.at_stripe("POST", f"/v1/payment_intents/{intent}/confirm", self.key, fields)
        except ConnectionError:
            return self.dice.random() < 0.5
        action = told.get("next_action")
        if action:
            return self._answer_the_bank(action["use_stripe_sdk"]["source"])
        return "error" not in told

    def _means(self) -> dict[str, str]:
        if self.dice.random() < 0.25:
            return {
                "payment_method_data[type]": "sepa_debit",
                "payment_method_data[sepa_debit][iban]": self.dice.choice(IBANS),
                "payment_method_data[billing_details][name]": "Priya Nair",
                "payment_method_data[billing_details][email]": "priya@example.org",
                "mandate_data[customer_acceptance][type]": "online",
            }
        return {"payment_method": f"pm_card_{self.dice.choice(KINDS)}"}

    def _answer_the_bank(self, challenge: str) -> bool:
        does = self.dice.choice(("pass", "pass", "fail", "leave"))
        if does != "leave":
            try:
                self.browser.at_stripe("POST", f"/_sandbox/3ds/{challenge}", self.key, {"outcome": does})
            except ConnectionError:
                return True
        return does != "fail"


def _token(answer: requests.Response) -> str:
    found = re.search(rf"/{SLUG}/gifts/([^/]+)/(?:pay|thanks)/", answer.url)
    if found is None:
        raise AssertionError(f"the gift led to {answer.url}: {answer.text[:2000]}")
    return found[1]
