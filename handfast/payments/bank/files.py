"""An uploaded statement, kept until it is applied: read, planned against how the book stands now, applied as read."""

from dataclasses import asdict
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from handfast.accounts.models import User
from handfast.payments.bank import arrivals, plan, reading
from handfast.payments.bank.counted import standing
from handfast.payments.bank.models import BankFile
from handfast.payments.bank.plan import Plan, Wanted
from handfast.payments.bank.reading import Read, Statement
from handfast.payments.models import Book, Checkout
from handfast.payments.states import is_sent
from handfast.payments.sums import still_due

# A statement tells of everybody who ever paid the couple anything: what is not used is not kept.
FORGOTTEN_AFTER = timedelta(days=2)


class Outdated(ValueError):
    """The book has changed since the plan was read, so nothing was done."""


def upload(book: Book, by: User, name: str, data: bytes) -> tuple[BankFile, Statement]:
    """Reads a statement and keeps its incoming lines. Raises reading.Unreadable; nothing is kept then."""
    found = reading.read(data, book.currency)
    lines = [{**asdict(line), "booked_on": line.booked_on.isoformat()} for line in found.lines]
    return BankFile.objects.create(book=book, name=name[-200:], lines=lines, uploaded_by=by), found


def plan_of(file: BankFile) -> Plan:
    """What applying `file` would do as things stand."""
    lines = [Read(**{**line, "booked_on": date.fromisoformat(line["booked_on"])}) for line in file.lines]
    return plan.make(lines, [_wanted(one) for one in candidates(file.book)], _counted(file.book))


@transaction.atomic
def apply(file: BankFile, digest: str, accepted: dict[str, str], by: User) -> int:
    """Does what the plan with that digest says, and of its proposals those that are accepted ({line key: checkout
    token}); how many lines were matched. All or nothing; applied twice, the second time does nothing.

    Raises Outdated when the plan is another by now.
    """
    Book.objects.select_for_update().get(pk=file.book_id)
    file.refresh_from_db()
    if file.applied_at:
        return 0
    made = plan_of(file)
    if made.digest != digest:
        raise Outdated
    chosen = {one.line.key: one.token for one in made.of(plan.MATCH)}
    chosen |= {
        one.line.key: accepted[one.line.key]
        for one in made.of(plan.PROPOSE)
        if accepted.get(one.line.key) in one.proposed
    }
    checkouts = {one.token: one for one in Checkout.objects.filter(book=file.book, token__in=chosen.values())}
    for found in made.found:
        if found.line.key in chosen:
            arrivals.match(checkouts[chosen[found.line.key]], seen(found.line), by, file)
    file.lines, file.applied_at, file.applied_by = [], timezone.now(), by
    file.save(update_fields=["lines", "applied_at", "applied_by"])
    return len(chosen)


def candidates(book: Book) -> list[Checkout]:
    """The checkouts that a line may belong to: those with a reference, with all that their state asks."""
    rows = book.checkouts.filter(transfer__isnull=False).select_related("transfer", "book")
    return list(rows.prefetch_related("entries__bank_line__entries", "observations", "discrepancies").order_by("pk"))


def forget() -> int:
    """Throws away statements that nobody applied, with their lines; how many."""
    return BankFile.objects.filter(applied_at=None, uploaded_at__lt=timezone.now() - FORGOTTEN_AFTER).delete()[0]


def _wanted(checkout: Checkout) -> Wanted:
    by_hand = {entry.bank_line for entry in checkout.entries.all() if entry.bank_line and not entry.bank_line.file_id}
    return Wanted(
        token=checkout.token,
        reference=checkout.transfer.reference,
        payer=checkout.payer_name,
        due=still_due(checkout),
        is_sent=is_sent(checkout),
        by_hand=any(standing(line) for line in by_hand),
    )


def _counted(book: Book) -> frozenset[str]:
    """The keys of lines that count at present; one that was undone may be matched again."""
    lines = book.bank_lines.filter(~Q(entries=None)).prefetch_related("entries").distinct()
    return frozenset(line.key for line in lines if standing(line))


def seen(line: Read) -> arrivals.Seen:
    """A line of a file, as whoever counts it takes it."""
    return arrivals.Seen(line.key, line.booked_on, line.amount, line.payer, line.text)
