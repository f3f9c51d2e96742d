"""The book to take along adds up to the penny, and runs nothing in anybody's spreadsheet."""

import csv
import io
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from handfast.payments import pay
from handfast.payments.models import Entry

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
LINES = [("payment", 8000), ("fee", -140), ("refund", -3000), ("refund_returned", 500)]


@pytest.fixture
def lines(robin_and_sams):
    """A gift by somebody with a spreadsheet's sense of humour, its fee, and part of it back."""
    book = robin_and_sams.book
    checkout = pay.open_checkout(book, amount=8000, description="A gift", payer_name="=HYPERLINK(A1)")
    for n, (kind, amount) in enumerate(LINES):
        Entry.objects.create(
            account=book.account, book=book, checkout=checkout, kind=kind, amount=amount, currency="gbp",
            stripe_id=f"id_{n}", occurred_at=NOW,
        )  # fmt: skip
    return checkout


def address(form: str) -> str:
    return reverse(f"dashboard:money_{form}", kwargs={"slug": "robin-and-sam"})


def test_the_csv_adds_up_to_the_penny(as_robin, lines):
    rows = list(csv.DictReader(io.StringIO(as_robin.get(address("csv")).content.decode("utf-8-sig"))))
    assert sum(Decimal(row["amount"]) for row in rows) == Decimal("53.60")
    assert rows[0]["from"] == "'=HYPERLINK(A1)"
    assert [row["what"] for row in rows][:2] == ["Payment", "Stripe's fee"]


def test_so_does_the_xlsx_with_numbers_that_are_numbers(as_robin, lines):
    sheet = load_workbook(io.BytesIO(as_robin.get(address("xlsx")).content)).active
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert sum(Decimal(str(row[2])) for row in rows) == Decimal("53.60")
    assert rows[0][4] == "'=HYPERLINK(A1)"


def test_neither_a_helper_nor_mallory_takes_it_along(as_harper, as_mallory_host, as_priya, lines):
    for browser in (as_harper, as_mallory_host, as_priya):
        assert browser.get(address("csv")).status_code == 404


def test_it_asks_one_question_of_the_ledger_however_long_it_is(as_robin, lines, django_assert_max_num_queries):
    as_robin.get(address("csv"))
    with django_assert_max_num_queries(8):
        as_robin.get(address("csv"))
