"""Money goes back: by a host on the site's own pages, and by somebody in Stripe's dashboard."""

import re
from random import Random

from tests.cast import PASSWORD
from tests.killer.browser import Browser, GoneHome, hidden
from tests.killer.guest import SLUG

EVERY = (0.5, 3.0)  # seconds between two refunds


class Host:
    """Robin, with the money page open."""

    def __init__(self, browser: Browser, dice: Random) -> None:
        self.browser, self.dice = browser, dice

    def sign_in(self) -> None:
        """By e-mail and password."""
        self.browser.page("/accounts/login/")
        came = self.browser.send("/accounts/login/", login="robin@example.org", password=PASSWORD)
        assert "/accounts/login/" not in came.url, came.text

    def live(self) -> None:
        """Gives money back now and then."""
        try:
            while True:
                self.browser.wait(self.dice.uniform(*EVERY))
                self._give_back()
        except GoneHome:
            return

    def _give_back(self) -> None:
        gifts = re.findall(rf"/{SLUG}/host/money/[^/\"]+/refund/", self.browser.page(f"/{SLUG}/host/money/").text)
        if not gifts:
            return
        where = self.dice.choice(gifts)
        page = self.browser.page(where).text
        if 'name="form_token"' not in page:
            return  # meanwhile all of it went back
        form = {
            "amount": self.dice.choice((hidden_amount(page), "1.00")),
            "reason": "duplicate",
            "form_token": hidden(page, "form_token"),
            "confirmed": "on",
        }
        for _ in range(self.dice.choice((1, 1, 2))):
            self.browser.send(where, **form)


class Dashboard:
    """Somebody with the password to Stripe."""

    def __init__(self, browser: Browser, key: str, dice: Random) -> None:
        self.browser, self.key, self.dice = browser, key, dice

    def live(self) -> None:
        """Refunds a part of a charge now and then, behind the site's back."""
        try:
            while True:
                self.browser.wait(self.dice.uniform(*EVERY))
                self._refund()
        except GoneHome:
            return

    def _refund(self) -> None:
        try:
            charges = self.browser.at_stripe("GET", "/v1/charges", self.key, {"limit": "20"})["data"]
            good = [charge for charge in charges if charge["status"] == "succeeded" and not charge["refunded"]]
            if good:
                fields = {"charge": self.dice.choice(good)["id"], "amount": str(self.dice.randint(1, 90))}
                self.browser.at_stripe("POST", "/v1/refunds", self.key, fields)
        except ConnectionError:
            return


def hidden_amount(page: str) -> str:
    """What the refund form offers to give back: all that is left."""
    found = re.search(r'name="amount" value="([^"]*)"', page)
    if found is None:
        raise LookupError("the refund form offers no amount")
    return found[1]
