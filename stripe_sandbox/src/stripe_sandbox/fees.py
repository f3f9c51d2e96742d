"""What Stripe keeps of each payment: a table of plausible standard prices, not anybody's contract."""

from dataclasses import dataclass
from fractions import Fraction

from stripe_sandbox.currencies import ZERO_DECIMAL


@dataclass(frozen=True)
class Price:
    """A share of the amount, in hundredths of a per cent, and a fixed part in minor units."""

    basis_points: int
    fixed: int

    def of(self, amount: int) -> int:
        """The fee on an amount, both in minor units, rounded half up and never more than the amount."""
        fee = int(Fraction(amount * self.basis_points, 10_000) + Fraction(1, 2)) + self.fixed
        return min(fee, amount)


CARD = {
    "gbp": Price(150, 20),
    "eur": Price(150, 25),
    "usd": Price(290, 30),
    "cad": Price(290, 30),
    "aud": Price(170, 30),
    "nzd": Price(265, 30),
    "chf": Price(290, 30),
    "sek": Price(150, 180),
    "nok": Price(240, 200),
    "dkk": Price(150, 180),
    "jpy": Price(360, 0),
}
SEPA_DEBIT = Price(0, 35)
DISPUTE = {"gbp": 2000, "eur": 2000, "usd": 1500}


def of_charge(method: str, amount: int, currency: str) -> int:
    """The fee, in minor units, for a payment by `method` (`card`, `sepa_debit`)."""
    price = SEPA_DEBIT if method == "sepa_debit" else CARD.get(currency, Price(290, 0))
    return price.of(amount)


def of_dispute(currency: str) -> int:
    """What losing money to a dispute costs on top, in minor units; given back when the dispute is won."""
    return DISPUTE.get(currency, 15 if currency in ZERO_DECIMAL else 1500)
