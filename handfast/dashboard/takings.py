"""What a wedding's book says about money: asked of the ledger, entry by entry, never stored. Minor units."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum

from handfast.dashboard.fee_words import fee_words
from handfast.dashboard.steps import Step, steps
from handfast.payments.at_stripe import page_of
from handfast.payments.bank.counted import standing
from handfast.payments.models import BankLine, Book, Checkout, Discrepancy, Entry, Transfer
from handfast.payments.refunds import refundable
from handfast.payments.states import State, state
from handfast.payments.sums import IN, MONEY_BACK, received_by_bank, still_due, wanted
from handfast.registry.models import Contribution

Kind = Entry.Kind
FEES = (Kind.FEE, Kind.DISPUTE_FEE)
DISPUTES = (Kind.DISPUTE, Kind.DISPUTE_RETURNED)
_COLUMNS: dict[str, tuple[Entry.Kind, ...]] = {"received": IN, "fees": FEES, "back": MONEY_BACK}


@dataclass(frozen=True)
class Figures:
    """What came in, what Stripe took, what went back to givers: none negative, None where there is nothing yet."""

    received: int | None
    fees: int | None
    back: int | None

    @property
    def net(self) -> int | None:
        """What is left for the couple, once the fee is known."""
        if self.received is None or self.fees is None:
            return None
        return self.received - self.fees - (self.back or 0)

    @property
    def is_given_back(self) -> bool:
        """Whether all that came in went back again."""
        return bool(self.received) and self.back == self.received


@dataclass(frozen=True)
class Arrival:
    """A line of the couple's own bank, and what of it counts for one checkout: minor units, negative what went back."""

    line: BankLine
    amount: int


@dataclass(frozen=True)
class Taking:
    """One checkout as the host reads it. `is_disputed`: a bank has taken money back, and it has not come again.

    `gift` is what is to arrive (minor units), without a fee that the giver adds. `arrived` are the lines of the
    couple's own bank that count for it, `by_bank` what they come to.
    """

    checkout: Checkout
    contribution: Contribution | None
    state: State
    figures: Figures
    is_disputed: bool
    refundable: int
    gift: int
    transfer: Transfer | None
    arrived: list[Arrival]
    by_bank: int
    fee_words: str
    stripe_ids: list[str]
    url_at_stripe: str
    steps: list[Step]

    @property
    def asked(self) -> int:
        """What was to come, minor units: by card with the fee that the giver adds, by bank without."""
        return self.gift if self.arrived else self.checkout.amount

    @property
    def is_transfer_due(self) -> bool:
        """Whether a bank transfer was asked for and has not brought all of it."""
        return self.transfer is not None and still_due(self.checkout) > 0


def totals(book: Book) -> Figures:
    """The book's sums, in one query; a book without entries has had nothing."""
    sums = {name: Sum("amount", filter=Q(kind__in=kinds), default=0) for name, kinds in _COLUMNS.items()}
    found = book.entries.aggregate(**sums)
    return Figures(found["received"], -found["fees"], -found["back"])


def gifts_in(book: Book) -> int:
    """How many gifts of the book have brought anything."""
    brought = Sum("entries__amount", filter=Q(entries__kind__in=IN))
    return book.checkouts.annotate(brought=brought).filter(brought__gt=0).count()


def checkouts_of(book: Book) -> QuerySet[Checkout]:
    """The book's checkouts, newest first, with all that `taking` reads: the same few queries however many."""
    return (
        book.checkouts.select_related(
            "book__account", "transfer", "contribution__fund", "contribution__gift", "contribution__household"
        )
        .prefetch_related(
            "entries__bank_line__entries",
            "entries__said_by",
            "observations",
            "discrepancies",
            "deliveries",
            "refund_requests__asked_by",
        )
        .order_by("-opened_at", "-pk")
    )


def taking(checkout: Checkout, locale: str) -> Taking:
    """One of `checkouts_of` as the host reads it; sums in its words as people of `locale` write them."""
    entries = list(checkout.entries.all())
    found = [checkout.intent_id, *(entry.stripe_id for entry in entries if not entry.bank_line_id)]
    return Taking(
        checkout=checkout,
        contribution=getattr(checkout, "contribution", None),
        state=state(checkout),
        figures=_figures(entries),
        is_disputed=sum(entry.amount for entry in entries if entry.kind in DISPUTES) < 0,
        refundable=refundable(checkout),
        gift=wanted(checkout),
        transfer=getattr(checkout, "transfer", None),
        arrived=_arrived(entries),
        by_bank=received_by_bank(checkout),
        fee_words=fee_words(checkout, locale),
        stripe_ids=list(dict.fromkeys(stripe_id for stripe_id in found if stripe_id)),
        url_at_stripe=page_of(checkout.intent_id, checkout.book.account),
        steps=steps(checkout, locale),
    )


def _figures(entries: list[Entry]) -> Figures:
    received, fees, back = (
        _sum(entry.amount for entry in entries if entry.kind in kinds) for kinds in _COLUMNS.values()
    )
    if fees is None and entries and all(entry.bank_line_id for entry in entries):
        fees = 0  # a bank's transfer costs none
    return Figures(received, None if fees is None else -fees, None if back is None else -back)


def _arrived(entries: list[Entry]) -> list[Arrival]:
    found = [
        Arrival(entry.bank_line, entry.amount)
        for entry in entries
        if entry.bank_line and entry in standing(entry.bank_line)
    ]
    return sorted(found, key=lambda one: (one.line.booked_on, one.line.pk))


def discrepancies_of(book: Book) -> QuerySet[Discrepancy]:
    """What does not fit in this book, and in its account where it belongs to no book at all; newest first."""
    nobodys = Q(checkout=None, account=book.account_id)
    found = Discrepancy.objects.filter(Q(checkout__book=book) | nobodys)
    return found.select_related("checkout", "account").prefetch_related("acknowledgements__by").order_by("-found_at")


def _sum(amounts: Iterable[int]) -> int | None:
    found = list(amounts)
    return sum(found) if found else None
