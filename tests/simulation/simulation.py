"""One run: everything that a seed brings together."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from random import Random, seed
from typing import TypeVar

from django.conf import settings

from handfast.payments import gateway
from handfast.payments.gateway import StripeTrouble
from tests.simulation import clock, post_office
from tests.simulation.bank import Bank
from tests.simulation.claims import Claims
from tests.simulation.courier import Courier
from tests.simulation.findings import Findings
from tests.simulation.habits import Habits
from tests.simulation.line import Line
from tests.simulation.points import Points
from tests.simulation.post_office import PostOffice
from tests.simulation.scheduler import Crash, Scheduler
from tests.simulation.stripes_side import SUFFIX, Stripe
from tests.simulation.weather import Weather
from tests.simulation.words import Words

SELDOM = 6 * 3600.0  # seconds: of people who are there for minutes, everything has settled by then
Answer = TypeVar("Answer")
Thing = TypeVar("Thing")


class Simulation:
    """The clock, the actors' scheduler, Stripe, the ways between, and the dice that decide."""

    def __init__(self, number: int) -> None:
        self.dice = Random(number)
        self.counts: Counter[str] = Counter()
        self.findings = Findings()
        self.clock = clock.Clock()
        self.weather = Weather(Random(f"weather {number}"))
        self.habits = Habits(Random(f"habits {number}"))
        if self.weather.days:
            self.habits.slacken()
        self.scheduler = Scheduler(self.clock, self.dice, self._tide)
        self.points = Points(self.scheduler, self.dice, self.counts)
        self.stripe = Stripe(self.scheduler, number, self.weather.skew, self.counts)
        self.post = PostOffice(self.scheduler, self.dice, self.counts)
        self.courier = Courier(self.stripe, self.scheduler, self.points, self.findings, self.dice)
        self.bank = Bank(self.clock)
        self.claims = Claims(self.stripe, self.bank, self.scheduler, self.findings, self.counts)
        self.words = Words(self.bank, self.scheduler, self.findings)
        self.number = number
        self.chores: tuple[Callable[[], object], ...] = ()  # what workers do beside, in this seed's story
        self.longest_nap = self.weather.length / 30
        # Where Stripe will not answer, a real worker tries again more often, which finds no more.
        self.between_reconciles = max(450.0, self.weather.length / 6) if self.habits.reconciles else SELDOM

    def calms_down(self, longest_nap: float) -> None:
        """From now on little happens, and a worker without work need not look up often (seconds)."""
        self.longest_nap, self.between_reconciles = longest_nap, SELDOM

    def _tide(self) -> float | None:
        due = self.stripe.tide()
        self.claims.tide()
        self.courier.send()
        return due

    @contextmanager
    def in_force(self) -> Iterator[None]:
        """The site talks to this run's Stripe, lives by its clock and sends its letters from its post office."""
        seed(self.number)  # the SDK draws its back-off from the shared dice
        settings.STRIPE_SECRET_KEY, settings.STRIPE_PUBLISHABLE_KEY = f"sk_test_{SUFFIX}", f"pk_test_{SUFFIX}"
        office = post_office.office.set(self.post)
        line = gateway.transport.set(Line(self.stripe, self.points, self.findings, self.courier))
        try:
            with clock.in_force(self.clock, self.dice, self.scheduler.sleep), self.points.on_the_database():
                yield
        finally:
            gateway.transport.reset(line)
            post_office.office.reset(office)

    def at_once(self, do: Callable[[Thing], Answer], things: Iterable[Thing]) -> list[Answer]:
        """`map`, with all of them under way at a time, as in threads of one process. One that is killed takes all."""
        answers: dict[int, Answer | Crash] = {}

        def thread(number: int, thing: Thing) -> None:
            try:
                answers[number] = do(thing)
            except Crash as crash:
                answers[number] = crash

        tasks = [
            self.scheduler.spawn("thread", partial(thread, *each), self.dice.choice((0.0, 0.1)))
            for each in enumerate(things)
        ]
        for task in tasks:
            task.mortal = True
        while len(answers) < len(tasks):
            self.scheduler.sleep(0.2)
        for number in range(len(tasks)):
            if isinstance(answers[number], Crash):
                raise answers[number]
        return [answers[number] for number in range(len(tasks))]

    def in_the_site(self, work: Callable[[], Answer]) -> Answer | None:
        """Does `work` in a process that may be killed at any point; None when it was, or when Stripe was away.

        Any other error is a page that failed, and is found.
        """
        answer = self._as_it_goes(work)
        self.points.committed()
        self.claims.open_overtaken()
        return answer

    def _as_it_goes(self, work: Callable[[], Answer]) -> Answer | None:
        task = self.scheduler.current
        assert task is not None
        before, task.mortal = task.mortal, True
        try:
            return work()
        except Crash:
            return None
        except StripeTrouble:
            self.counts["site: Stripe could not be asked"] += 1
            return None
        except Exception as error:
            self.findings.add("stuck", f"the site failed: {type(error).__name__}: {error}")
            return None
        finally:
            task.mortal = before
