"""Stripe's public fees as data, and what a payer adds so that the gift arrives whole.

The table (`stripe_fees.csv`) says for each country of an account and currency what Stripe's public price list asks,
when that was read and where. Where it has no line nothing is offered: a guess is no price. Amounts are minor units.
"""

import csv
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

from handfast.core.money import exponent
from handfast.payments.chargeable import most, step
from handfast.payments.models import Book, Checkout
from handfast.payments.sums import wanted

CARD, SEPA_DEBIT = "card", "sepa_debit"
_TABLE = Path(__file__).with_name("stripe_fees.csv")


@dataclass(frozen=True)
class Rate:
    """A line of Stripe's price list: `share` of the amount (0.015), plus `fixed` minor units, for those `cards`."""

    method: str
    currency: str
    share: Decimal
    fixed: int
    cards: str
    seen: date
    source: str

    def fee_on(self, total: int) -> int:
        """What Stripe keeps of `total`, rounded half up as the public examples are; never more than all of it."""
        part = (self.share * total).quantize(Decimal(1), ROUND_HALF_UP)
        return min(int(part) + self.fixed, total)

    def total_for(self, gift: int) -> int:
        """The least total of which `gift` is left after the fee; where the currency has coarse steps, the next step.

        One unit more of the total leaves nought or one more after the fee, so some total leaves `gift` to the penny;
        only a step of ten (three decimals) or a hundred (krónur) may leave a little more, never less.
        """
        total = int((gift + self.fixed) / (1 - self.share))
        while total - self.fee_on(total) >= gift and total > gift:
            total -= 1
        while total - self.fee_on(total) < gift:
            total += 1
        coarse = step(self.currency)
        return -(-total // coarse) * coarse

    def added_to(self, gift: int) -> int:
        """What a payer adds to `gift` for the fee."""
        return self.total_for(gift) - gift


def rate_of(book: Book, method: str = CARD) -> Rate | None:
    """What Stripe publicly asks for a payment into `book`; None where the account's country is unknown or not listed,
    or its currency is another than the country's, for then a conversion is charged too."""
    return _rates().get((method, book.account.country, book.currency))


def offered(book: Book) -> Rate | None:
    """The rate by which payers may add the fee; None where the couple does not wish it or no rate is known."""
    return rate_of(book) if book.offers_fee else None


def offer(book: Book, gift: int) -> int:
    """What may be added to `gift` for the fee; 0 where nothing is offered, or the total is more than one payment can
    carry."""
    rate = offered(book)
    fee = rate.added_to(gift) if rate else 0
    return fee if gift + fee <= most(book.currency).amount else 0


def within(checkout: Checkout, total: int) -> int:
    """The part of `total` that is the fee, where `total` is what is wanted with the fee added; else none of it."""
    rate = rate_of(checkout.book)
    return total - wanted(checkout) if rate and rate.total_for(wanted(checkout)) == total else 0


@cache
def _rates() -> dict[tuple[str, str, str], Rate]:
    with _TABLE.open(encoding="utf-8", newline="") as lines:
        return {(row["method"], country, row["currency"]): _rate(row)
                for row in csv.DictReader(lines) for country in row["countries"].split()}  # fmt: skip


def _rate(row: dict[str, str]) -> Rate:
    fixed = Decimal(row["fixed"]).scaleb(exponent(row["currency"]))
    return Rate(
        method=row["method"],
        currency=row["currency"],
        share=Decimal(row["percent"]) / 100,
        fixed=int(fixed),
        cards=row["cards"],
        seen=date.fromisoformat(row["seen"]),
        source=row["source"],
    )
