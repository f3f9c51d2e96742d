"""The books of the bills for an accountant: a row for each paper and tax rate, and one for each movement of money.

The column *gross* less the column *money* is what is owed in all, less what was paid too much: it adds up.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, fields

from handfast.core.money import Money
from handfast.core.spreadsheets import Cell
from handfast.invoices.ageing import issued_standings
from handfast.invoices.arithmetic import Sums
from handfast.invoices.models import Invoice
from handfast.invoices.standing import Standing, issued_notes, note_sums
from handfast.payments.models import Checkout, Entry
from handfast.payments.sums import IN, MONEY_BACK
from handfast.weddings.models import Wedding

COLUMNS = ["date", "what", "number", "to", "tax rate %", "net", "tax", "gross", "money", "currency", "reference"]
# What a payer gave or got back; fees are between the couple and Stripe.
_PAYERS = (*IN, *MONEY_BACK)


@dataclass(frozen=True)
class Posting:
    """One row: amounts in minor units, what takes back is negative."""

    on: datetime.date
    what: str
    number: str
    to: str
    rate: str
    net: int
    tax: int
    gross: int
    money: int
    currency: str
    reference: str

    @property
    def cells(self) -> list[Cell]:
        """As a spreadsheet has it: amounts in major units as exact decimals."""
        found = {each.name: getattr(self, each.name) for each in fields(self)}
        for name in ("net", "tax", "gross", "money"):
            found[name] = Money(found[name], self.currency).major
        return list((found | {"on": str(self.on), "currency": self.currency.upper()}).values())


def rows_of(wedding: Wedding) -> Iterator[list[Cell]]:
    """Every posting of the wedding's bills as cells, the oldest first."""
    yield from (posting.cells for posting in postings(wedding))


def postings(wedding: Wedding) -> list[Posting]:
    """Every posting of the wedding's bills, the oldest first."""
    found = [posting for one in issued_standings(wedding) for posting in _of(one)]
    return sorted(found, key=lambda posting: (posting.on, posting.number))


def _of(one: Standing) -> Iterator[Posting]:
    invoice = one.invoice
    yield from _paper(invoice, invoice.issued_on, "invoice", one.sums, 1)
    if one.is_void:
        voided_on = invoice.voiding.at.astimezone(invoice.wedding.tz).date()
        yield from _paper(invoice, voided_on, "void", one.sums, -1)
    for note in issued_notes(invoice):
        yield from _paper(note, note.issued_on, "credit note", note_sums(note), -1)
    for payment in invoice.payments.all():
        entries = payment.checkout.entries.all()
        yield from (_moved(invoice, payment.checkout, entry) for entry in entries if entry.kind in _PAYERS)


def _paper(paper: Invoice, on: datetime.date | None, what: str, sums: Sums, sign: int) -> Iterator[Posting]:
    assert on is not None  # noqa: S101 - for the type checker: it is issued
    for band in sums.bands:
        net, tax = sign * band.net, sign * band.tax
        yield Posting(
            on, what, paper.label, paper.to_name, band.rate_in_words, net, tax, net + tax, 0, paper.currency, ""
        )


def _moved(invoice: Invoice, checkout: Checkout, entry: Entry) -> Posting:
    """The reference is Stripe's id, or for a transfer what its payer wrote into it."""
    transfer = getattr(checkout, "transfer", None) if entry.bank_line_id else None
    reference = transfer.spaced if transfer else entry.stripe_id
    on, what = entry.occurred_at.astimezone(invoice.wedding.tz).date(), entry.get_kind_display().lower()
    number, to = invoice.label, invoice.to_name
    return Posting(on, what, number, to, "", 0, 0, 0, entry.amount, entry.currency, reference)
