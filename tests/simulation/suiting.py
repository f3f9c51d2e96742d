"""Where to look for a bug: seeds in whose weather, among whose people, what it needs is frequent.

Both are drawn from dice of their own before anything happens, so thousands of seeds are told apart without playing one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from random import Random

from tests.simulation.habits import Habits
from tests.simulation.stories import kind
from tests.simulation.stories.money import Money
from tests.simulation.stories.story import Story
from tests.simulation.weather import Weather


@dataclass(frozen=True)
class Drawn:
    """What a seed has drawn before it begins."""

    story: type[Story]
    weather: Weather
    habits: Habits

    @property
    def is_short(self) -> bool:
        """Whether all that people do is done within minutes: then deeds of several meet."""
        return not self.weather.days

    @property
    def cancels(self) -> bool:
        """Whether somebody at Stripe's dashboard cancels all the time, and does little else, while guests pay."""
        deeds = set(self.habits.deeds)
        only = {"cancels"} <= deeds <= {"cancels", "sends an event again"}
        return only and self.habits.dashboard_deeds == 30 and self.is_short

    @property
    def rests_on_webhooks(self) -> bool:
        """Whether nobody but Stripe's deliveries tells the site of a payment."""
        habits = self.habits
        asks = habits.reconciles or habits.compares or habits.looks or habits.other_tabs
        return self.is_short and self.story is Money and self.weather.webhooks == "on" and not asks

    @property
    def declines(self) -> float:
        """How many of the cards are declined, of all."""
        return sum("Declined" in card for card in self.habits.cards) / len(self.habits.cards)

    def often(self, *faults: str) -> float:
        """How often the most frequent of these faults strikes."""
        return max(self.weather.faults.get(kind, 0.0) for kind in faults)


def drawn(seed: int) -> Drawn:
    """What the seed has drawn."""
    return Drawn(kind(seed), Weather(Random(f"weather {seed}")), Habits(Random(f"habits {seed}")))


def suited(suits: Callable[[Drawn], bool]) -> Iterator[int]:
    """Every seed that suits, the lowest first; without end."""
    return (seed for seed in count() if suits(drawn(seed)))
