"""What a host read in the bank's statement becomes entries, through the one door; a mistake is undone by a contrary
entry, never by deletion.

One line of the statement counts for one checkout at a time. Whoever matches holds the book's lock, so that two hosts
do it one after the other.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.db import transaction

from handfast.accounts.models import User
from handfast.payments import ledger
from handfast.payments.bank.models import BankFile, BankLine
from handfast.payments.ledger import Line
from handfast.payments.models import Book, Checkout, Entry
from handfast.payments.observe import confirm

# What a matched line is in the ledger, and what undoes it.
_CONTRARY = {ledger.PAYMENT: ledger.PAYMENT_UNDONE, ledger.REFUND: ledger.REFUND_RETURNED}


class AlreadyMatched(ValueError):
    """The line counts for a checkout already; undo that first."""


class NotMatched(ValueError):
    """The line counts for no checkout, so there is nothing to undo."""


@dataclass(frozen=True)
class Seen:
    """A line as somebody read it: minor units of the book's currency, negative what was sent back."""

    key: str
    booked_on: date
    amount: int
    payer: str = ""
    text: str = ""


@transaction.atomic
def match(checkout: Checkout, seen: Seen, by: User, file: BankFile | None = None) -> BankLine:
    """Counts a line for `checkout`: money that came, or that the couple sent back. All of the line counts.

    A line that was undone may be matched again, also elsewhere. Raises AlreadyMatched where it counts already, for this
    checkout or another, and where its key was given to other figures.
    """
    book = Book.objects.select_for_update().get(pk=checkout.book_id)
    line, _new = book.bank_lines.get_or_create(
        key=seen.key,
        defaults={
            "booked_on": seen.booked_on,
            "amount": seen.amount,
            "payer": seen.payer[:200],
            "text": seen.text[:500],
            "file": file,
            "added_by": by,
        },
    )
    if standing(line) or (line.amount, line.booked_on) != (seen.amount, seen.booked_on):
        raise AlreadyMatched(line)
    kind = ledger.PAYMENT if line.amount > 0 else ledger.REFUND
    # The books of several weddings may lie in one account, and be told of by lines that read alike.
    name = f"bank_{book.pk}_{line.key}_{line.entries.filter(kind=kind).count() + 1}"
    told = Line(kind, name, line.amount, checkout.currency, _noon(line.booked_on))
    [_entry] = confirm(_locked(checkout.pk), told, line, by)
    return line


@transaction.atomic
def undo(line: BankLine, by: User) -> Entry:
    """Takes a line off the checkout that it was matched to: the contrary entry. Raises NotMatched."""
    Book.objects.select_for_update().get(pk=line.book_id)
    counted = standing(line)
    if counted is None:
        raise NotMatched(line)
    checkout = _locked(counted.checkout_id)
    contrary = Line(
        _CONTRARY[counted.kind], counted.stripe_id, -counted.amount, counted.currency, _noon(line.booked_on)
    )
    [entry] = confirm(checkout, contrary, line, by)
    return entry


def standing(line: BankLine) -> Entry | None:
    """The entry by which `line` counts at present; None before it is matched and after that is undone."""
    entries = list(line.entries.all())
    undone = {entry.stripe_id for entry in entries if entry.kind in _CONTRARY.values()}
    return next((entry for entry in entries if entry.kind in _CONTRARY and entry.stripe_id not in undone), None)


def _locked(checkout_id: int) -> Checkout:
    return Checkout.objects.select_for_update(of=("self",)).select_related("book__account").get(pk=checkout_id)


def _noon(day: date) -> datetime:
    """A bank tells the day alone; noon UTC is that day nearly everywhere."""
    return datetime.combine(day, time(12), UTC)
