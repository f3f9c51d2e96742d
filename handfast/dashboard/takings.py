"""What a wedding's book says about money: asked of the ledger, entry by entry, never stored. Minor units."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum

from handfast.dashboard.steps import Step, steps
from handfast.payments.models import Book, Checkout, Discrepancy, Entry
from handfast.payments.states import State, state
from handfast.registry.models import Contribution


@dataclass(frozen=True)
class Totals:
    """What was received, what Stripe took of it (not negative), and how many gifts that was."""

    received: int
    fees: int
    gifts: int

    @property
    def net(self) -> int:
        """What is left for the couple."""
        return self.received - self.fees


@dataclass(frozen=True)
class Taking:
    """One checkout as the host reads it. `received` and `fee` are None until the ledger has them."""

    checkout: Checkout
    contribution: Contribution | None
    state: State
    received: int | None
    fee: int | None
    stripe_ids: list[str]
    steps: list[Step]

    @property
    def net(self) -> int | None:
        """What is left for the couple, once the fee is known."""
        return None if self.received is None or self.fee is None else self.received - self.fee


def totals(book: Book) -> Totals:
    """The book's sums, in one query."""
    payments, fees = Q(kind=Entry.Kind.PAYMENT), Q(kind=Entry.Kind.FEE)
    found = book.entries.aggregate(received=Sum("amount", filter=payments), fees=Sum("amount", filter=fees))
    return Totals(found["received"] or 0, -(found["fees"] or 0), book.entries.filter(payments).count())


def checkouts_of(book: Book) -> QuerySet[Checkout]:
    """The book's checkouts, newest first, with all that `taking` reads: the same few queries however many."""
    return (
        book.checkouts.select_related("contribution__fund", "contribution__household")
        .prefetch_related("entries", "observations", "discrepancies", "deliveries")
        .order_by("-opened_at", "-pk")
    )


def taking(checkout: Checkout) -> Taking:
    """One of `checkouts_of` as the host reads it."""
    entries = list(checkout.entries.all())
    found = [checkout.intent_id, *(entry.stripe_id for entry in entries)]
    fee = _sum(entry.amount for entry in entries if entry.kind == Entry.Kind.FEE)
    return Taking(
        checkout=checkout,
        contribution=getattr(checkout, "contribution", None),
        state=state(checkout),
        received=_sum(entry.amount for entry in entries if entry.kind == Entry.Kind.PAYMENT),
        fee=None if fee is None else -fee,
        stripe_ids=[stripe_id for stripe_id in found if stripe_id],
        steps=steps(checkout),
    )


def discrepancies_of(book: Book) -> QuerySet[Discrepancy]:
    """What does not fit in this book, and in its account where it belongs to no book at all; newest first."""
    nobodys = Q(checkout=None, account=book.account_id)
    return Discrepancy.objects.filter(Q(checkout__book=book) | nobodys).select_related("checkout").order_by("-found_at")


def _sum(amounts: Iterable[int]) -> int | None:
    found = list(amounts)
    return sum(found) if found else None
