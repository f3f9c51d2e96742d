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
from handfast.payments.bank.plan import Found, Plan, Wanted
from handfast.payments.bank.reading import Read, Statement
from handfast.payments.models import Book, Checkout
from handfast.payments.states import is_sent
from handfast.payments.sums import still_due

# A statement tells of everybody who ever paid the couple anything: what is not used is not kept.
FORGOTTEN_AFTER = timedelta(days=2)


# Before the primary key of a note by hand, in what a host accepts: the line tells of that same money.
SAME = "same-"


class Outdated(ValueError):
    """The book has changed since the plan was read, so nothing was done."""


class SaidTwice(ValueError):
    """Two lines were said to be one and the same note by hand, so nothing was done."""


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
    token, or SAME and a note}); how many lines were matched. All or nothing; sent again, it does nothing.

    Raises Outdated when the plan is another by now, SaidTwice.
    """
    Book.objects.select_for_update().get(pk=file.book_id)
    file.refresh_from_db()
    if file.applied_at:
        return 0
    made = plan_of(file)
    if made.digest != digest:
        raise Outdated
    chosen = {one.line.key: one.token for one in made.of(plan.MATCH)}
    for one in made.of(plan.PROPOSE):
        answer = accepted.get(one.line.key, "")
        if answer in one.proposed:
            chosen[one.line.key] = answer
        _recognise(file.book, one, answer)
    checkouts = {one.token: one for one in Checkout.objects.filter(book=file.book, token__in=chosen.values())}
    for found in made.found:
        if found.line.key in chosen:
            arrivals.match(checkouts[chosen[found.line.key]], seen(found.line), by, file)
    file.lines, file.applied_at, file.applied_by = [], timezone.now(), by
    file.save(update_fields=["lines", "applied_at", "applied_by"])
    return len(chosen)


def _recognise(book: Book, found: Found, answer: str) -> None:
    """Where the answer is one of the notes by hand that may be the same money, that is remembered."""
    for note in found.same:
        if answer == f"{SAME}{note}":
            try:
                arrivals.recognise(book.bank_lines.get(pk=note), found.line.key)
            except arrivals.AlreadyMatched:
                raise SaidTwice from None


def candidates(book: Book) -> list[Checkout]:
    """The checkouts that a line may belong to: those with a reference, with all that their state asks."""
    rows = book.checkouts.filter(transfer__isnull=False).select_related("transfer", "book")
    return list(rows.prefetch_related("entries__bank_line__entries", "observations", "discrepancies").order_by("pk"))


def forget() -> int:
    """Throws away statements that nobody applied, with their lines; how many."""
    return BankFile.objects.filter(applied_at=None, uploaded_at__lt=timezone.now() - FORGOTTEN_AFTER).delete()[0]


def _wanted(checkout: Checkout) -> Wanted:
    lines = {entry.bank_line for entry in checkout.entries.all() if entry.bank_line}
    notes = (line for line in lines if line.amount > 0 and not line.file_id and not line.same_as and standing(line))
    return Wanted(
        token=checkout.token,
        reference=checkout.transfer.reference,
        payer=checkout.payer_name,
        due=still_due(checkout),
        is_sent=is_sent(checkout),
        by_hand=tuple(sorted((line.pk, line.amount) for line in notes)),
    )


def _counted(book: Book) -> frozenset[str]:
    """The keys of lines that count at present, those that are known to tell of a note by hand among them; one that was
    undone may be matched again."""
    lines = book.bank_lines.filter(~Q(entries=None)).prefetch_related("entries").distinct()
    return frozenset(key for line in lines if standing(line) for key in (line.key, line.same_as) if key)


def seen(line: Read) -> arrivals.Seen:
    """A line of a file, as whoever counts it takes it."""
    return arrivals.Seen(line.key, line.booked_on, line.amount, line.payer, line.text)
