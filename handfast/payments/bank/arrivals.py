"""What a host read in the bank's statement becomes entries, through the one door; a mistake is undone by contrary
entries, never by deletion.

A line of the statement counts once: for one checkout, or divided among several, never for more than it brought. Whoever
counts holds the book's lock, so that two hosts do it one after the other.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.db import transaction

from handfast.accounts.models import User
from handfast.payments import ledger
from handfast.payments.bank.counted import CONTRARY, counted_for, newest, rest, standing
from handfast.payments.bank.models import BankFile, BankLine
from handfast.payments.ledger import Line
from handfast.payments.models import Book, Checkout, Entry
from handfast.payments.observe import confirm

# What of a line counts for which checkout: its primary key, and minor units of the line's own sign.
Parts = Mapping[int, int]


class AlreadyMatched(ValueError):
    """The line counts already, or no longer as it did when it was read; undo that first."""


class NotMatched(ValueError):
    """The line counts for no checkout, so there is nothing to undo."""


class TooMuch(ValueError):
    """The parts come to more than the line brought, or one of them to nothing."""


class MoreCame(ValueError):
    """For these checkouts something counts already that the host did not say to be other money."""


@dataclass(frozen=True)
class Seen:
    """A line as somebody read it: minor units of the book's currency, negative what was sent back."""

    key: str
    booked_on: date
    amount: int
    payer: str = ""
    text: str = ""


def match(
    checkout: Checkout, seen: Seen, by: User, file: BankFile | None = None, other_than: int | None = None
) -> BankLine:
    """Counts all of a line for `checkout`: money that came, or that the couple sent back. Raises as `divide`."""
    return divide(checkout.book, {checkout.pk: seen.amount}, seen, by, file, other_than)


@transaction.atomic
def divide(
    book: Book, parts: Parts, seen: Seen, by: User, file: BankFile | None = None, other_than: int | None = None
) -> BankLine:
    """Counts a line that counts for nothing yet; what `parts` leave of it stays uncounted (`rest`).

    What hosts write down may be in the book already: `other_than` is then the newest entry of `counted_for` that they
    said to be other money, 0 for none; of a `file`'s line, of what was written down by hand. A line of a file that was
    undone may be matched again, also elsewhere; a form by hand counts once, whatever was undone since. Raises
    AlreadyMatched where the line counts already or its key was given to other figures; MoreCame, TooMuch.
    """
    line, is_new = _line(_locked_book(book.pk), seen, by, file)
    is_sent_again = not is_new and file is None and other_than is not None
    if is_sent_again or standing(line) or (line.amount, line.booked_on) != (seen.amount, seen.booked_on):
        raise AlreadyMatched(line)
    there = counted_for(parts, came=seen.amount > 0, by_hand=file is not None)
    if other_than is not None and newest(there) > other_than:
        raise MoreCame(line)
    _count(line, parts, by)
    return line


def refuse_known(book: Book, seen: Seen) -> None:
    """Raises AlreadyMatched where a form by hand with that key was sent before; so that is told from one that is filled
    in wrongly."""
    if line := book.bank_lines.filter(key=seen.key).first():
        raise AlreadyMatched(line)


@transaction.atomic
def divide_rest(line: BankLine, parts: Parts, by: User, left: int) -> None:
    """Counts more of a line of which `left` was uncounted when the host read it. Raises AlreadyMatched when that is no
    longer so, as when the form is sent twice, and TooMuch."""
    _locked_book(line.book_id)
    if rest(BankLine.objects.get(pk=line.pk)) != left:
        raise AlreadyMatched(line)
    _count(line, parts, by)


@transaction.atomic
def recognise(line: BankLine, key: str) -> None:
    """Remembers that what was written down as `line` by hand is what the statement's line of that key tells of, so that
    it is not asked about again. Raises AlreadyMatched where another is known to tell of it, NotMatched where it counts
    for nothing any more. Call it where the key counts for nothing."""
    book = _locked_book(line.book_id)
    line = book.bank_lines.get(pk=line.pk)
    if line.same_as or line.file_id:
        raise AlreadyMatched(line)
    if not standing(line):
        raise NotMatched(line)
    book.bank_lines.filter(same_as=key).update(same_as="")  # said of a note that was undone since
    line.same_as = key
    line.save(update_fields=["same_as"])


@transaction.atomic
def undo(line: BankLine, by: User, parts: Collection[int] | None = None) -> list[Entry]:
    """Takes a line off what it counts for: all of it, or the entries with these primary keys; the contrary entries.

    Raises NotMatched where one of them counts no more.
    """
    _locked_book(line.book_id)
    counted = [entry for entry in standing(line) if parts is None or entry.pk in parts]
    if not counted or (parts is not None and len(counted) < len(parts)):
        raise NotMatched(line)
    checkouts = _locked([entry.checkout_id for entry in counted])
    told = [(checkouts[entry.checkout_id], _contrary(entry, line)) for entry in counted]
    return confirm(told, line, by)


def _count(line: BankLine, parts: Parts, by: User) -> None:
    """Writes an entry for each part. The book's lock is held."""
    sign = 1 if line.amount > 0 else -1
    amounts = [sign * amount for amount in parts.values()]
    if not 0 < min(amounts, default=0) <= sum(amounts) <= sign * rest(line):
        raise TooMuch(line)
    kind = ledger.PAYMENT if sign > 0 else ledger.REFUND
    before = line.entries.filter(kind=kind).count()
    told = []
    for number, checkout in enumerate(_locked(parts).values(), before + 1):
        # The books of several weddings may lie in one account, and be told of by lines that read alike.
        name = f"bank_{line.book_id}_{line.key}_{number}"
        told.append((checkout, Line(kind, name, parts[checkout.pk], checkout.currency, _noon(line.booked_on))))
    confirm(told, line, by)


def _contrary(entry: Entry, line: BankLine) -> Line:
    return Line(CONTRARY[entry.kind], entry.stripe_id, -entry.amount, entry.currency, _noon(line.booked_on))


def _line(book: Book, seen: Seen, by: User, file: BankFile | None) -> tuple[BankLine, bool]:
    """The row that keeps what was seen, found by its key or made; and whether it was made."""
    said = {"booked_on": seen.booked_on, "amount": seen.amount, "payer": seen.payer[:200], "text": seen.text[:500]}
    return book.bank_lines.get_or_create(key=seen.key, defaults=said | {"file": file, "added_by": by})


def _locked_book(book_id: int) -> Book:
    return Book.objects.select_for_update().get(pk=book_id)


def _locked(checkouts: Parts | list[int]) -> dict[int, Checkout]:
    """The checkouts by their primary keys, locked in one order by all, so that no two wait for each other."""
    rows = Checkout.objects.select_for_update(of=("self",)).select_related("book__account")
    return {checkout.pk: checkout for checkout in rows.filter(pk__in=list(checkouts)).order_by("pk")}


def _noon(day: date) -> datetime:
    """A bank tells the day alone; noon UTC is that day nearly everywhere."""
    return datetime.combine(day, time(12), UTC)
