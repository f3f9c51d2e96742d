"""One run: people at work, processes that die, and what became of the money."""

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random
from threading import Event

from handfast.payments.models import Checkout, Entry
from tests.killer import stage
from tests.killer.aftermath import Aftermath
from tests.killer.browser import Browser
from tests.killer.guest import Guest
from tests.killer.house import SITE_PROCESS, House
from tests.killer.install import KEY, PUBLISHABLE_KEY
from tests.killer.money_back import Dashboard, Host
from tests.killer.sayings import Sayings
from tests.simulation.findings import Findings

VICTIMS = ("site", SITE_PROCESS, SITE_PROCESS, "worker 1", "worker 2", "sandbox")
GUESTS = 6
BETWEEN = (0.2, 2.0)  # seconds of work before a kill
DOWN = (0.0, 1.0)  # seconds before what was killed is started again
TWO_AT_ONCE = 0.3


@dataclass(frozen=True)
class Killed:
    """What came of a run."""

    findings: Findings
    kills: Counter[str]
    gifts: int
    payments: int
    refunds: int
    pages: int


class Killer:
    """The seed decides who is killed and when, and what people do; how fast they are, the machine decides."""

    def __init__(self, house: House, invited: list[stage.Invited], seed: int) -> None:
        self.house, self.invited, self.seed = house, invited, seed
        self.dice = Random(seed)
        self.over, self.findings, self.sayings = Event(), Findings(), Sayings()

    def run(self, rounds: int) -> None:
        """So many rounds, and then everybody goes home. Raises what any of the people met that nobody should."""
        people = self._people()
        with ThreadPoolExecutor(len(people)) as threads:
            lives = [threads.submit(live) for live in people]
            try:
                for _ in range(rounds):
                    self._round()
                time.sleep(self.dice.uniform(*BETWEEN))
            finally:
                self.over.set()
        for life in lives:
            life.result()

    def guest(self, number: int) -> Guest:
        """A guest of one of the households, who has just come in."""
        invited = self.invited[number % len(self.invited)]
        guest = Guest(self.browser(), invited, PUBLISHABLE_KEY, self.sayings, Random(f"guest {self.seed} {number}"))
        guest.sign_in()
        return guest

    def browser(self) -> Browser:
        """A browser of somebody who goes home with the others."""
        return Browser(self.house.site, self.house.stripe, self.over, self.findings)

    def _people(self) -> list[Callable[[], None]]:
        host = Host(self.browser(), Random(f"host {self.seed}"))
        host.sign_in()
        dashboard = Dashboard(self.browser(), KEY, Random(f"dashboard {self.seed}"))
        return [host.live, dashboard.live, *[self.guest(number).live for number in range(GUESTS)]]

    def _round(self) -> None:
        time.sleep(self.dice.uniform(*BETWEEN))
        for name in self.dice.sample(VICTIMS, 2 if self.dice.random() < TWO_AT_ONCE else 1):
            self.house.kill(name, self.dice)
        time.sleep(self.dice.uniform(*DOWN))
        self.house.revive()
        self.house.is_well()


def kill(folder: Path, port: int, rounds: int, seed: int) -> Killed:
    """Builds a house in that folder, plays so many rounds, and asks what became of it all."""
    house = House(folder, port)
    try:
        killer = Killer(house, stage.build(house), seed)
        killer.run(rounds)
        killer.over.clear()
        Aftermath(house, killer.sayings, killer.findings).look_into(killer.guest(0))
        return _told(killer)
    finally:
        house.close()


def _told(killer: Killer) -> Killed:
    return Killed(
        killer.findings,
        killer.house.kills,
        gifts=Checkout.objects.count(),
        payments=Entry.objects.filter(kind="payment").count(),
        refunds=Entry.objects.filter(kind="refund").count(),
        pages=len(killer.sayings.all),
    )
