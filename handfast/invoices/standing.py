"""How an invoice stands, asked of its lines, its credit notes and the ledger. Amounts in minor units.

Giving money back does not change what is owed: the bill is due again. A credit note does: what was paid beyond what is
left is credit, which a host gives back or leaves. A voided bill owes nothing, whatever was paid for it.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from handfast.invoices.arithmetic import Sums, credit_sums, less, nets, sums
from handfast.invoices.models import Invoice, InvoicePayment
from handfast.payments.chargeable import step
from handfast.payments.states import State, state
from handfast.payments.sums import given_back, received

# What may still arrive without anybody doing anything, or is being looked into: it must not be paid a second time.
_UNDER_WAY = (State.ON_ITS_WAY, State.SENT, State.HELD)


class Status(StrEnum):
    """An invoice in one word."""

    DRAFT = "draft"
    ISSUED = "issued"
    PART_PAID = "part-paid"
    PAID = "paid"
    OVERDUE = "overdue"
    CREDITED = "credited"
    VOID = "void"

    @property
    def is_open(self) -> bool:
        """Whether something of it is due."""
        return self in (Status.ISSUED, Status.PART_PAID, Status.OVERDUE)


@dataclass(frozen=True)
class Standing:
    """How one invoice stands on the day `today` of its wedding. `promised` is the part of what is under way that its
    payer says to have sent by bank, and nobody has seen."""

    invoice: Invoice
    sums: Sums
    credited: int
    received: int
    back: int
    under_way: int
    promised: int
    is_void: bool
    today: datetime.date

    @property
    def paid(self) -> int:
        """What was received and has stayed."""
        return self.received - self.back

    @property
    def balance(self) -> int:
        """What is owed, less what was paid: negative when too much was."""
        return (0 if self.is_void else self.sums.gross - self.credited) - self.paid

    @property
    def due(self) -> int:
        """What is still owed; nothing for a draft."""
        return max(self.balance, 0) if self.invoice.issued_at else 0

    @property
    def credit(self) -> int:
        """What was paid too much."""
        return max(-self.balance, 0) if self.invoice.issued_at else 0

    @property
    def payable(self) -> int:
        """What may be paid now: what is due, less what is on its way already."""
        return max(self.due - self.under_way, 0)

    @property
    def days_overdue(self) -> int:
        """Since how many days it should have been paid; 0 while it is not overdue."""
        due_on = self.invoice.due_on
        return max((self.today - due_on).days, 0) if self.due and due_on else 0

    @property
    def status(self) -> Status:
        """The one word: overdue comes before part-paid, for it asks more of the reader."""
        if not self.invoice.issued_at:
            return Status.DRAFT
        if self.is_void:
            return Status.VOID
        if self.due:
            return Status.OVERDUE if self.days_overdue else Status.PART_PAID if self.paid > 0 else Status.ISSUED
        return Status.CREDITED if self.credited == self.sums.gross else Status.PAID


def whole(invoices: QuerySet[Invoice]) -> QuerySet[Invoice]:
    """The same with all that `standing` reads: the same few queries however many."""
    return invoices.select_related("wedding__book", "wedding__mailbox", "household", "voiding").prefetch_related(
        "lines",
        Prefetch("credit_notes", Invoice.objects.select_related("wedding").prefetch_related("lines")),
        Prefetch("payments", InvoicePayment.objects.select_related("checkout__transfer").order_by("pk")),
        "payments__checkout__entries",
        "payments__checkout__observations",
        "payments__checkout__discrepancies",
    )


def standing(invoice: Invoice, today: datetime.date | None = None) -> Standing:
    """How `invoice` (not a credit note) stands; no query where it comes from `whole`."""
    checkouts = [payment.checkout for payment in invoice.payments.all()]
    gross = invoice_sums(invoice)
    return Standing(
        invoice=invoice,
        sums=gross,
        credited=gross.gross - sums(left_of(invoice), step(invoice.currency)).gross,
        received=sum(received(checkout) for checkout in checkouts),
        back=sum(given_back(checkout) for checkout in checkouts),
        under_way=sum(checkout.amount for checkout in checkouts if state(checkout) in _UNDER_WAY),
        promised=sum(one.checkout.amount for one in promised(invoice)),
        is_void=hasattr(invoice, "voiding"),
        today=today or timezone.now().astimezone(invoice.wedding.tz).date(),
    )


def invoice_sums(invoice: Invoice) -> Sums:
    """What the lines of an invoice come to."""
    return sums(nets_of(invoice), step(invoice.currency))


def nets_of(paper: Invoice) -> dict[Decimal, int]:
    """The sum without tax of each rate of an invoice or a credit note."""
    return nets((line.item for line in paper.lines.all()), step(paper.currency))


def left_of(invoice: Invoice, before: int | None = None) -> dict[Decimal, int]:
    """What the credit notes that were issued (before the one with that primary key) leave of each rate."""
    left = nets_of(invoice)
    for note in issued_notes(invoice):
        if before is None or note.pk < before:
            left = less(left, nets_of(note))
    return left


def issued_notes(invoice: Invoice) -> list[Invoice]:
    """The credit notes of an invoice, the first first."""
    return sorted((note for note in invoice.credit_notes.all() if note.issued_at), key=lambda note: note.pk)


def note_sums(note: Invoice) -> Sums:
    """What a credit note comes to."""
    assert note.corrects is not None  # noqa: S101 - for the type checker: it is a credit note
    return credit_sums(left_of(note.corrects, before=note.pk), nets_of(note), step(note.currency))


def open_payments(invoice: Invoice) -> list[InvoicePayment]:
    """The attempts that may still be paid in any way, the first first."""
    return [one for one in invoice.payments.order_by("pk") if state(one.checkout).may_pay]


def open_payment(invoice: Invoice) -> InvoicePayment | None:
    """The one attempt that payers are led to: the latest that may be paid. An earlier one that opens again, say because
    its debit failed, is closed (collecting.bring_in_line)."""
    return next(reversed(open_payments(invoice)), None)


def promised(invoice: Invoice) -> list[InvoicePayment]:
    """The attempts whose payers say to have sent a transfer that nobody has seen, the first first. No query where the
    invoice comes from `whole`."""
    return [one for one in invoice.payments.all() if state(one.checkout) is State.SENT]


def total_due(standings: Iterable[Standing]) -> int:
    """What is due in all."""
    return sum(one.due for one in standings)
