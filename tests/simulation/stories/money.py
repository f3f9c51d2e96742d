"""Gifts of money to the couple's fund, by card."""

from handfast.registry.funds import main_fund
from tests.simulation.actors.guest import Guest
from tests.simulation.stories.story import Story, households

INVITED = 2  # of all households: these stories are older than the third


class Money(Story):
    """Guests give what they like."""

    def begins(self) -> None:
        """Two to five gifts."""
        guests = households()[:INVITED]
        fund = main_fund(guests[0].wedding)
        for number in range(self.dice.randint(2, 5)):
            guest = Guest(self.run, self.dice.choice(guests), fund, str(number))
            self.run.scheduler.spawn("guest", guest.begin, self.dice.uniform(0, self.run.weather.length / 2))
