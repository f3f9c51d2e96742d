"""What the people of a seed are about: gifts of money in half of them, things in a quarter, bills in a quarter."""

from random import Random

from tests.simulation.simulation import Simulation
from tests.simulation.stories.bills import Bills
from tests.simulation.stories.money import Money
from tests.simulation.stories.story import Story
from tests.simulation.stories.things import Things


def of(run: Simulation) -> Story:
    """The story of the run's seed. Its own dice decide, so that no other draw moves."""
    kind = Random(f"payables {run.number}").choice((Money, Money, Things, Bills))
    run.counts[f"seed of {kind.__name__.lower()}"] += 1
    return kind(run)
