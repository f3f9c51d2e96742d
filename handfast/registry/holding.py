"""How long a promise keeps a gift for who made it, and what is left of the gift then.

Nothing is marked as run out: the clock alone frees what was promised and not given. Imports nothing of Django.
"""

from dataclasses import dataclass
from datetime import timedelta

# Long enough to go to a shop at the weekend.
CLAIM = timedelta(days=7)
# Long enough to fetch a card and answer the bank's questions.
SHARE = timedelta(minutes=30)
# A bank that is slow, a weekend, and a host who looks at the account once a week.
TRANSFER = timedelta(days=14)


@dataclass(frozen=True)
class Standing:
    """How a gift stands: pieces of one that is bought in shops, minor units of one that is shared.

    `given` is bought or paid for good; `promised` is claimed, or being paid at this moment.
    """

    wanted: int
    given: int
    promised: int

    @property
    def free(self) -> int:
        """What may still be promised."""
        return max(0, self.wanted - self.given - self.promised)

    @property
    def over(self) -> int:
        """What came beyond what was wanted: a payment that its giver finished long after its hold had run out."""
        return max(0, self.given - self.wanted)

    @property
    def is_complete(self) -> bool:
        """Whether nobody need do anything about it any more."""
        return self.given >= self.wanted

    @property
    def percent(self) -> int:
        """How much of it is given, for a bar: whole per cent, 100 only when it is complete."""
        return min(100, 100 * self.given // self.wanted)
