"""The form of a draft that is sent as it came leaves the bill as it was; a payer pays what the field says."""

from decimal import Decimal

import pytest

from handfast.invoices.drafting import Row
from handfast.invoices.links import path_of
from handfast.invoices.models import Line
from handfast.invoices.numbering import issue
from handfast.invoices.paper import contents
from handfast.invoices.tests.conftest import read
from handfast.payments.bank.models import BankDetails
from handfast.payments.models import Checkout
from tests.unedited import unedited

CASES = [
    ("eur", "de_DE", 125_050, ["1,5", "1250,50", "5,5"], "1.978,92\xa0€"),
    ("eur", "fr_FR", 125_000, ["1,5", "1250", "5,5"], "1\u202f978,13\xa0€"),
    ("gbp", "en_GB", 125_050, ["1.5", "1250.50", "5.5"], "£1,978.92"),
    ("jpy", "ja_JP", 125_050, ["1.5", "125050", "5.5"], "￥197,892"),
    ("kwd", "de_DE", 1_250_500, ["1,5", "1250,500", "5,5"], "1.978,920\xa0KWD"),
]


@pytest.fixture(params=CASES, ids=lambda case: f"{case[0]} {case[1]}")
def case(request, robin_and_sams):
    currency, locale, *rest = request.param
    robin_and_sams.book.currency, robin_and_sams.locale = currency, locale
    robin_and_sams.book.save()
    robin_and_sams.save()
    return rest


def test_a_draft_that_is_sent_as_it_came_is_the_same(as_robin, draft, case):
    price, typed, written = case
    paper = draft(Row("A coach", Decimal("1.5"), price, Decimal("5.5")))
    url = f"/robin-and-sam/host/invoices/{paper.pk}/edit/"
    form = unedited(as_robin.get(url).content.decode())
    assert [form[f"lines-0-{name}"] for name in ("quantity", "price", "rate")] == typed
    assert as_robin.post(url, form).status_code == 302
    [line] = Line.objects.all()
    assert (line.quantity, line.unit_price, line.tax_rate) == (Decimal("1.5"), price, Decimal("5.5"))
    assert contents(paper)["total"][1] == written
    assert typed[0] in contents(paper)["lines"][0]


def test_a_payer_pays_what_the_field_says(client, draft, case):
    price, _typed, _written = case
    bill = issue(draft(Row("A coach", Decimal("1.5"), price, Decimal(0))))
    BankDetails.objects.create(book=bill.wedding.book, holder="Robin Ash", iban="GB33BUKB20201555555555")
    form = unedited(client.get(path_of(bill)).content.decode())
    assert client.post(path_of(bill), form | {"way": "bank"}).status_code == 302
    assert Checkout.objects.get().amount == read(bill).due
