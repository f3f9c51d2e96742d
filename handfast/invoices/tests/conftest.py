"""Bills of Robin and Sam's wedding, and money that comes for them."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.utils import timezone

from handfast.guests.models import Household
from handfast.invoices import drafting
from handfast.invoices.drafting import Recipient, Row, Terms
from handfast.invoices.models import Invoice, InvoicePayment
from handfast.invoices.numbering import issue
from handfast.invoices.standing import Standing, standing, whole
from handfast.payments import pay
from handfast.payments.models import Checkout, Entry
from handfast.payments.signals import posted
from handfast.payments.tests.conftest import Guest, guest
from handfast.weddings.models import Wedding

__all__ = ["Guest", "guest"]

ROOM = Row("A room at the barn, two nights", Decimal(2), 6000, Decimal(20))
BRUNCH = Row("Brunch", Decimal(2), 1250, Decimal("5.5"))


def in_days(days: int) -> datetime.date:
    """The day so many days from today, as the clocks of Robin and Sam's wedding have it."""
    return timezone.localdate(timezone=ZoneInfo("Europe/London")) + datetime.timedelta(days=days)


@pytest.fixture
def draft(robin_and_sams: Wedding, priya: Household) -> Callable[..., Invoice]:
    """`draft(*rows, to=…, due_on=…)`: a draft for Priya's household; a room and a brunch unless it is said."""

    def make(*rows: Row, to: Recipient | None = None, due_on: datetime.date | None = None) -> Invoice:
        terms = Terms("Robin & Sam\n1 Barn Lane, Ludlow", due_on or in_days(30), "Thank you.")
        token = f"form {Invoice.objects.count()}"
        [made] = drafting.draft(robin_and_sams, [to or drafting.recipient(priya)], terms, rows or (ROOM, BRUNCH), token)
        return made

    return make


@pytest.fixture
def bill(draft: Callable[..., Invoice]) -> Invoice:
    """£170.38: a room for £120.00 with 20 % and brunch for £25.00 with 5.5 %, due in 30 days."""
    return issue(draft())


def read(invoice: Invoice, today: datetime.date | None = None) -> Standing:
    """How it stands by what the database has."""
    return standing(whole(Invoice.objects.all()).get(pk=invoice.pk), today)


def money(invoice: Invoice, amount: int, kind: str = Entry.Kind.PAYMENT) -> Checkout:
    """An entry of `amount` minor units for the bill, on a checkout of its own, told of as the door does."""
    with transaction.atomic():
        checkout = pay.open_checkout(invoice.wedding.book, amount=abs(amount), description=f"Invoice {invoice.label}")
        InvoicePayment.objects.create(invoice=invoice, checkout=checkout)
        more_money(checkout, amount, kind)
    return checkout


def more_money(checkout: Checkout, amount: int, kind: str) -> None:
    """One more entry of a checkout."""
    entry = Entry.objects.create(
        account=checkout.book.account,
        book=checkout.book,
        checkout=checkout,
        kind=kind,
        amount=amount,
        currency=checkout.currency,
        stripe_id=f"thing_{Entry.objects.count() + 1}",
        occurred_at=timezone.now(),
    )
    posted.send(sender=Checkout, entries=[entry])
