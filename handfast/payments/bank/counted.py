"""For what a line of the bank's statement counts, asked of its entries: one checkout, several in parts, or none."""

from collections.abc import Iterable

from django.db.models import Q

from handfast.payments import ledger
from handfast.payments.bank.models import BankLine
from handfast.payments.models import Book, Entry

# What a matched line is in the ledger, and what undoes it.
CONTRARY = {ledger.PAYMENT: ledger.PAYMENT_UNDONE, ledger.REFUND: ledger.REFUND_RETURNED}


def standing(line: BankLine) -> list[Entry]:
    """The entries by which `line` counts at present; none before it is matched and after that is undone."""
    entries = list(line.entries.all())
    undone = {entry.stripe_id for entry in entries if entry.kind in CONTRARY.values()}
    return [entry for entry in entries if entry.kind in CONTRARY and entry.stripe_id not in undone]


def rest(line: BankLine) -> int:
    """What of `line` counts for nothing, minor units of its own sign."""
    return line.amount - sum(entry.amount for entry in standing(line))


def partly_counted(book: Book) -> list[BankLine]:
    """The lines of which some counts and some does not, the newest first."""
    lines = book.bank_lines.filter(~Q(entries=None)).prefetch_related("entries").distinct()
    return [line for line in lines.order_by("-booked_on", "-pk") if standing(line) and rest(line)]


def counted_for(checkouts: Iterable[int], *, came: bool, by_hand: bool = False) -> list[Entry]:
    """What counts by bank for those checkouts at present, the oldest first: what `came`, or what was sent back. With
    `by_hand` only what no line of a statement is known to tell of."""
    wanted = set(checkouts)
    lines = BankLine.objects.filter(entries__checkout__in=wanted).distinct().prefetch_related("entries__said_by")
    if by_hand:
        lines = lines.filter(file=None, same_as="")
    found = [entry for line in lines for entry in standing(line)]
    return sorted(
        (one for one in found if one.checkout_id in wanted and (one.amount > 0) == came), key=lambda one: one.pk
    )


def newest(entries: Iterable[Entry]) -> int:
    """The last of `entries`, by its primary key; 0 for none. The book's lock makes them in turn, so later is larger."""
    return max((entry.pk for entry in entries), default=0)
