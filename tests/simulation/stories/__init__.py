"""What the people of a seed are about: gifts of money in half of them, things in a quarter, bills in a quarter."""

from random import Random

from tests.simulation.simulation import Simulation
from tests.simulation.stories.bills import Bills
from tests.simulation.stories.money import Money
from tests.simulation.stories.story import Story
from tests.simulation.stories.things import Things


def kind(seed: int) -> type[Story]:
    """What the seed is about. Its own dice decide, so that no other draw moves."""
    return Random(f"payables {seed}").choice((Money, Money, Things, Bills))


def of(run: Simulation) -> Story:
    """The story of the run's seed."""
    about = kind(run.number)
    run.counts[f"seed of {about.__name__.lower()}"] += 1
    return about(run)
