"""A host who cannot leave the list alone while guests promise what stands on it."""

from handfast.accounts.models import User
from handfast.registry import listing_pages
from tests.simulation import asides, holds
from tests.simulation.bank import typed
from tests.simulation.browser import Browser
from tests.simulation.simulation import Simulation

THING = "SELECT name, price, quantity, is_shared, is_hidden FROM registry_gift WHERE id = ?"


class Lister:
    """Sam, with the gift list open."""

    def __init__(self, run: Simulation, sam: User, things: list[int]) -> None:
        self.run, self.dice, self.things = run, run.dice, things
        self.browser = Browser(sam)

    def live(self) -> None:
        """Changes something every now and then, as long as the run lasts."""
        while True:
            self.run.scheduler.sleep(self.dice.uniform(5, self.run.weather.length / 3))
            self.dice.choice((self._change, self._change, self._show))(self.dice.choice(self.things))

    def _change(self, thing: int) -> None:
        """The price, or how many: to less than what is promised as often as not."""
        [(name, price, quantity, is_shared, is_hidden)] = asides.ask(THING, thing)
        now = holds.thing(thing)
        promised = now.given + now.promised(self.run.clock.now)
        if is_shared:
            price = max(100, self.dice.choice((price // 2, price * 2, promised, promised - 1, promised + 5_000)))
        else:
            quantity = max(1, self.dice.choice((quantity - 1, quantity + 1, promised, promised - 1)))
        fields = {"name": name, "words": "", "price": typed(price) if price else "", "quantity": quantity, "shops": ""}
        ticks = {"is_shared": is_shared, "is_hidden": is_hidden}
        fields |= {field: "on" for field, ticked in ticks.items() if ticked}
        answer = self.run.in_the_site(lambda: self.browser.post(listing_pages.gift, fields, gift_id=thing))
        if answer:
            self.run.counts["host changes a thing" if answer.status_code == 302 else "host is held to a promise"] += 1

    def _show(self, thing: int) -> None:
        shown = self.dice.choice(("yes", "yes", "no"))
        self.run.counts["host hides a thing"] += shown == "no"
        self.run.in_the_site(lambda: self.browser.post(listing_pages.showing, {"shown": shown}, gift_id=thing))
