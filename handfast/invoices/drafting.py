"""Writing drafts: one, or the same for many households. A draft may be changed and thrown away until it is issued."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from handfast.guests.models import Household
from handfast.invoices.frozen import IsIssued
from handfast.invoices.models import Invoice, Line
from handfast.weddings.models import Wedding


@dataclass(frozen=True)
class Row:
    """A line as it was filled in: the price in minor units without tax, the rate in per cent."""

    description: str
    quantity: Decimal
    unit_price: int
    tax_rate: Decimal


@dataclass(frozen=True)
class Recipient:
    """Whom a bill is to: a household of the wedding, or anybody with an address."""

    name: str
    address: str = ""
    email: str = ""
    household: Household | None = None


@dataclass(frozen=True)
class Terms:
    """What stands on a bill beside its lines: who bills, by when it is due, and words for its foot."""

    sender: str
    due_on: datetime.date
    words: str = ""


@transaction.atomic
def draft(
    wedding: Wedding, to: Iterable[Recipient], terms: Terms, rows: Sequence[Row], form_token: str
) -> list[Invoice]:
    """A draft for each recipient, all with the same lines. The same form sent twice, even at once, makes them once."""
    Wedding.objects.select_for_update().get(pk=wedding.pk)
    before = list(wedding.invoices.filter(form_token=form_token))
    if before:
        return before
    made = [_new(wedding, one, terms, form_token) for one in to]
    Line.objects.bulk_create(line for paper in made for line in lines(paper, rows))
    return made


def _new(wedding: Wedding, to: Recipient, terms: Terms, form_token: str) -> Invoice:
    paper = Invoice(wedding=wedding, currency=wedding.currency, form_token=form_token)
    _fill(paper, to, terms)
    paper.save()
    return paper


def _fill(paper: Invoice, to: Recipient, terms: Terms) -> None:
    paper.household = to.household
    paper.to_name, paper.to_address, paper.to_email = to.name, to.address, to.email
    paper.sender, paper.due_on, paper.words = terms.sender, terms.due_on, terms.words


def lines(paper: Invoice, rows: Iterable[Row]) -> list[Line]:
    """Lines of `paper`, unsaved, in the order of `rows`."""
    return [
        Line(
            invoice=paper,
            position=position,
            description=row.description,
            quantity=row.quantity,
            unit_price=row.unit_price,
            tax_rate=row.tax_rate,
        )
        for position, row in enumerate(rows)
    ]


@transaction.atomic
def change(paper: Invoice, to: Recipient, terms: Terms, rows: Sequence[Row]) -> None:
    """Writes a draft anew. It is locked, so that what is issued at the same moment stays as it was issued.

    Raises IsIssued.
    """
    locked = _lock_draft(paper)
    _fill(locked, to, terms)
    locked.save()
    locked.lines.all().delete()
    Line.objects.bulk_create(lines(locked, rows))


@transaction.atomic
def discard(paper: Invoice) -> None:
    """Throws a draft away. Raises IsIssued."""
    _lock_draft(paper).delete()


def _lock_draft(paper: Invoice) -> Invoice:
    locked = Invoice.objects.select_for_update().get(pk=paper.pk)
    if locked.issued_at:
        raise IsIssued
    return locked


def recipient(household: Household) -> Recipient:
    """A household as a bill is addressed to it: its name, its address, the first e-mail that is known of it."""
    email = next((guest.email for guest in household.guests.all() if guest.email), "")
    return Recipient(household.name, "\n".join(household.address), email, household)


def last_sender(wedding: Wedding) -> str:
    """How the wedding named itself on its latest bill; the couple's names before the first."""
    latest = wedding.invoices.order_by("-pk").first()
    return latest.sender if latest else wedding.title
