"""Lines as a page shows them."""

from dataclasses import dataclass
from decimal import Decimal

from handfast.core import decimals
from handfast.invoices.arithmetic import line_net
from handfast.invoices.models import Invoice
from handfast.payments.chargeable import step


@dataclass(frozen=True)
class PrintedLine:
    """A line with its amount, in minor units without tax; quantity and rate without idle zeros."""

    description: str
    quantity: str
    unit_price: int
    tax_rate: str
    net: int


def printed_lines(paper: Invoice) -> list[PrintedLine]:
    """The lines of an invoice or a credit note, in their order."""
    locale = paper.wedding.locale
    return [
        PrintedLine(
            line.description,
            plain(line.item.quantity, locale),
            line.unit_price,
            plain(line.item.tax_rate, locale),
            line_net(line.item, step(paper.currency)),
        )
        for line in paper.lines.all()
    ]


def plain(figure: Decimal, locale: str) -> str:
    """A decimal without idle zeros, as people of `locale` write it: "2", "1.5", "1,5"."""
    return decimals.typed(figure.normalize(), locale)
