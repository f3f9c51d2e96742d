"""What is owed of a bill, reckoned from its rows with fractions and without the site's own code.

As docs/invoices.md has it: a line is quantity times price, rounded once; the tax of a rate is worked out on the sum of
its lines, rounded once, halves away from zero; a credit note takes its nets off, and the tax that falls with them.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from tests.simulation import asides

PAPERS = """
    SELECT i.id, i.corrects_id, i.year, i.number, v.id IS NOT NULL FROM invoices_invoice i
    LEFT JOIN invoices_voiding v ON v.invoice_id = i.id WHERE i.issued_at IS NOT NULL ORDER BY i.id
"""
LINES = "SELECT invoice_id, quantity, unit_price, tax_rate FROM invoices_line ORDER BY id"
ATTEMPTS = """
    SELECT p.invoice_id, c.token, c.amount, t.sent_at IS NOT NULL,
        (SELECT coalesce(sum(amount), 0) FROM payments_entry WHERE checkout_id = c.id
            AND kind IN ('payment', 'payment_undone')),
        (SELECT -coalesce(sum(amount), 0) FROM payments_entry WHERE checkout_id = c.id
            AND kind IN ('refund', 'refund_returned', 'dispute', 'dispute_returned')),
        (SELECT status FROM payments_observation WHERE checkout_id = c.id ORDER BY asked_at DESC, id DESC LIMIT 1)
    FROM invoices_invoicepayment p JOIN payments_checkout c ON c.id = p.checkout_id
    LEFT JOIN payments_transfer t ON t.checkout_id = c.id ORDER BY p.id
"""
AT_WORK = ("processing", "requires_capture", "succeeded")


@dataclass(frozen=True)
class Paper:
    """An issued bill or credit note; its number is that of its series and year."""

    id: int
    corrects: int | None
    year: int
    number: int
    is_void: bool


@dataclass(frozen=True)
class Attempt:
    """A checkout of a bill as the site's rows have it; minor units."""

    invoice: int
    token: str
    amount: int
    is_sent: bool
    received: int
    back: int
    status: str | None

    @property
    def under_way(self) -> int:
        """What may arrive without anybody doing anything."""
        if self.received > 0:
            return 0
        return self.amount if self.status in AT_WORK or self.is_sent else 0


def papers() -> list[Paper]:
    """Every paper that was issued, in the order of its making."""
    return [Paper(id, corrects, year, number, bool(void)) for id, corrects, year, number, void in asides.ask(PAPERS)]


def attempts() -> list[Attempt]:
    """Every attempt to pay a bill, the first first."""
    rows = asides.ask(ATTEMPTS)
    return [Attempt(of, token, amount, bool(sent), *rest) for of, token, amount, sent, *rest in rows]


def nets() -> dict[int, Counter[Fraction]]:
    """For each paper what its lines come to without tax, by rate (per cent)."""
    found: dict[int, Counter[Fraction]] = {}
    for paper, quantity, price, rate in asides.ask(LINES):
        found.setdefault(paper, Counter())[exact(rate)] += rounded(exact(quantity) * price)
    return found


def gross(of: Counter[Fraction]) -> int:
    """Those nets with their taxes."""
    return sum(net + rounded(net * rate / 100) for rate, net in of.items())


def owed(bill: Paper, of: Iterable[Paper], by: dict[int, Counter[Fraction]]) -> int:
    """What is to be paid for a bill in all, whatever was: its lines less those of its credit notes."""
    if bill.is_void:
        return 0
    left = Counter(by[bill.id])
    for note in of:
        if note.corrects == bill.id:
            left.subtract(by[note.id])
    return gross(left)


def rounded(figure: Fraction) -> int:
    """The nearest whole number; of two equally near, the one farther from nought."""
    whole = int(abs(figure) + Fraction(1, 2))
    return whole if figure >= 0 else -whole


def exact(kept: object) -> Fraction:
    """A decimal as SQLite keeps it, which is a number of three places at most."""
    return Fraction(str(kept)).limit_denominator(1000)
