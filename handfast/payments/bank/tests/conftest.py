"""Stripe in this process, as the other tests of payments have it, and checkouts of any currency."""

from collections.abc import Callable

import pytest

from handfast.payments import pay
from handfast.payments.models import Account, Book, Checkout
from handfast.payments.tests.conftest import guest  # noqa: F401 - a fixture


@pytest.fixture
def checkout_in(db) -> Callable[[str], Checkout]:
    """`checkout_in("eur")`: a checkout of 80.00 in a book of its own."""

    def make(currency: str) -> Checkout:
        book = Book.objects.create(account=Account.objects.create(), name="Robin & Sam", currency=currency)
        return pay.open_checkout(book, amount=8000, description="A gift")

    return make
