"""A household that says it buys something, in one window or several, and thinks better of it now and then."""

from functools import partial

from handfast.guests.models import Household
from handfast.registry import thing_pages
from tests.simulation import asides
from tests.simulation.browser import Browser
from tests.simulation.simulation import Simulation

OWN = "SELECT id FROM registry_claim WHERE gift_id = ? AND household_id = ? ORDER BY id"


class Claimer:
    """One household and a thing of which several are wanted."""

    def __init__(self, run: Simulation, household: Household, gift: int) -> None:
        self.run, self.dice, self.gift = run, run.dice, gift
        self.household, self.browser = household, Browser(household.user)

    def live(self) -> None:
        """A few steps, each perhaps in two windows at once."""
        for _ in range(self.dice.randint(1, self.run.habits.steps)):
            step = self.dice.choice((self._claim, self._claim, self._buy, self._buy, self._release))
            for _ in range(self.dice.choice((1, 1, 2))):
                self.run.scheduler.spawn("guest", partial(self.run.in_the_site, step))
            self.run.scheduler.sleep(self.dice.uniform(1, self.run.weather.length / 2 / self.run.habits.steps))

    def _claim(self) -> None:
        self._count("claims")
        self.browser.post(thing_pages.claim, {"count": self.dice.choice((1, 1, 2, 3))}, gift_id=self.gift)

    def _buy(self) -> None:
        for (claim,) in asides.ask(OWN, self.gift, self.household.pk)[:1]:
            self._count("has bought it")
            self.browser.post(thing_pages.purchase, claim_id=claim)

    def _release(self) -> None:
        for (claim,) in asides.ask(OWN, self.gift, self.household.pk)[-1:]:
            self._count("does not give it after all")
            self.browser.post(thing_pages.release, claim_id=claim)

    def _count(self, what: str) -> None:
        self.run.counts[f"guest {what}"] += 1
