"""What a host sends back or writes down is the sum that the form showed, however people there write sums."""

import re
from datetime import date

import pytest
from django.http import QueryDict
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from handfast.core.money import Money
from handfast.dashboard.refund_form import RefundForm
from handfast.payments.bank import arrivals, transfers
from handfast.payments.models import Entry
from handfast.registry.funds import main_fund
from handfast.registry.giving import Filled, give
from tests.unedited import unedited


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("currency", "locale", "amount"),
    [("eur", "de_DE", 125_050), ("eur", "fr_FR", 125_050), ("jpy", "ja_JP", 8_000), ("kwd", "de_DE", 1_250_500)],
)
def test_a_transfer_is_written_down_as_the_form_came(as_robin, robin_and_sams, priya, currency, locale, amount):
    robin_and_sams.book.currency, robin_and_sams.locale = currency, locale
    robin_and_sams.book.save()
    robin_and_sams.save()
    made, _new = give(priya, main_fund(robin_and_sams), Filled(amount, "Priya", "", ""), "form")
    transfers.ask(made.checkout)
    url = reverse("dashboard:arrived", kwargs={"slug": robin_and_sams.slug, "token": made.checkout.token})
    form = unedited(as_robin.get(url).content.decode())
    assert as_robin.post(url, form).status_code == 302
    assert Entry.objects.get().amount == amount


@pytest.mark.django_db
def test_the_money_page_of_a_german_wedding_writes_every_sum_as_germans_do(as_robin, robin, robin_and_sams, priya):
    robin_and_sams.book.currency, robin_and_sams.locale = "eur", "de_DE"
    robin_and_sams.book.save()
    robin_and_sams.save()
    made, _new = give(priya, main_fund(robin_and_sams), Filled(8000, "Priya", "", ""), "form")
    arrivals.match(made.checkout, arrivals.Seen("k", date(2026, 6, 12), 9000), robin)
    page = as_robin.get(reverse("dashboard:money", kwargs={"slug": robin_and_sams.slug})).content.decode()
    assert "90,00\N{NO-BREAK SPACE}€ written into your book" in page
    assert not re.search(r"€\d", page)


@given(
    st.integers(1, 10**8),
    st.sampled_from(["gbp", "eur", "jpy", "kwd"]),
    st.sampled_from(["en_GB", "de_DE", "fr_FR", "de_CH"]),
)
def test_a_refund_of_all_is_of_all(left, currency, locale):
    money = Money(left, currency)
    form = RefundForm(None, left=money, locale=locale)
    data = QueryDict(mutable=True)
    data.update({field.html_name: str(field.value()) for field in form if field.name != "confirmed"})
    sent = RefundForm(data, left=money, locale=locale)
    assert sent.is_valid(), sent.errors
    assert sent.cleaned_data["amount"] == money
