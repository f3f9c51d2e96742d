"""What the lines of an invoice add up to, pure: integers in minor units, no Django.

Prices are without tax. A line is rounded once, the tax of a rate is rounded once an invoice, both half away from zero,
to the smallest amount that its currency can be paid in (`step`; see payments.chargeable). A credit note's tax is what
the invoice's tax falls by, so that crediting in however many pieces comes to the penny to what was invoiced.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True)
class Item:
    """A line: `unit_price` in minor units (negative for a discount), `tax_rate` in per cent."""

    quantity: Decimal
    unit_price: int
    tax_rate: Decimal


@dataclass(frozen=True)
class Band:
    """All lines of one tax rate (per cent): their sum without tax, and the tax on it, in minor units."""

    rate: Decimal
    net: int
    tax: int

    @property
    def rate_in_words(self) -> str:
        """The rate without idle zeros: "20", "5.5"."""
        return f"{self.rate:f}"


@dataclass(frozen=True)
class Sums:
    """What a paper comes to, rate by rate, the highest rate first; minor units."""

    bands: tuple[Band, ...] = ()

    @property
    def net(self) -> int:
        """All lines, without tax."""
        return sum(band.net for band in self.bands)

    @property
    def tax(self) -> int:
        """All tax."""
        return sum(band.tax for band in self.bands)

    @property
    def gross(self) -> int:
        """What is to be paid."""
        return self.net + self.tax


Nets = Mapping[Decimal, int]  # the sum without tax of each rate


def rounded(exact: Decimal, step: int = 1) -> int:
    """The multiple of `step` that is nearest to `exact`; of two equally near, the one farther from zero."""
    return int((exact / step).quantize(Decimal(1), ROUND_HALF_UP)) * step


def line_net(item: Item, step: int = 1) -> int:
    """What one line comes to without tax."""
    return rounded(item.quantity * item.unit_price, step)


def nets(items: Iterable[Item], step: int = 1) -> dict[Decimal, int]:
    """The sum without tax of each rate, the highest rate first."""
    found: dict[Decimal, int] = {}
    for item in items:
        rate = item.tax_rate.normalize()
        found[rate] = found.get(rate, 0) + line_net(item, step)
    return dict(sorted(found.items(), reverse=True))


def tax_on(net: int, rate: Decimal, step: int = 1) -> int:
    """The tax of `rate` per cent on `net`."""
    return rounded(Decimal(net) * rate / 100, step)


def sums(of: Nets, step: int = 1) -> Sums:
    """What an invoice with those nets comes to."""
    return Sums(tuple(Band(rate, net, tax_on(net, rate, step)) for rate, net in of.items()))


def less(left: Nets, credited: Nets) -> dict[Decimal, int]:
    """What is left of an invoice's nets once `credited` is taken away."""
    return {rate: net - credited.get(rate, 0) for rate, net in left.items()}


def credit_sums(left: Nets, credited: Nets, step: int = 1) -> Sums:
    """What a credit note comes to, when `left` was left of the invoice before it: by what the invoice's sums fall."""
    return Sums(
        tuple(
            Band(rate, net, tax_on(left[rate], rate, step) - tax_on(left[rate] - net, rate, step))
            for rate, net in credited.items()
        )
    )


def exceeds(left: Nets, credited: Nets) -> list[Decimal]:
    """The rates of which more would be credited than is left."""
    return [rate for rate, net in credited.items() if not 0 <= net <= left.get(rate, 0)]
