"""A form of the gift list that is sent as it came leaves every sum as it was, whatever the wedding counts in."""

import pytest
from django.urls import reverse

from handfast.payments.sums import wanted
from handfast.registry.funds import main_fund
from handfast.registry.giving import Filled, give
from handfast.registry.models import Contribution, Fund, Gift
from tests.unedited import unedited

pytestmark = pytest.mark.django_db


@pytest.fixture(
    params=[
        ("eur", "de_DE", 125_050, "1250,50"),
        ("eur", "fr_FR", 125_000, "1250"),
        ("gbp", "en_GB", 125_050, "1250.50"),
        ("chf", "de_CH", 125_050, "1250.50"),
        ("jpy", "ja_JP", 125_050, "125050"),
        ("kwd", "de_DE", 1_250_500, "1250,500"),
        ("kwd", "en_GB", 1_250_500, "1250.500"),
    ],
    ids=lambda case: f"{case[0]} {case[1]}",
)
def case(request, robin_and_sams):
    """The wedding's currency and locale are those; an amount, and how people there type it."""
    currency, locale, amount, typed = request.param
    robin_and_sams.book.currency, robin_and_sams.locale = currency, locale
    robin_and_sams.book.save()
    robin_and_sams.save()
    return amount, typed


def send_back(client, url: str, name: str, typed: str) -> None:
    """Opens the form, finds the sum as people there type it, and sends all as it came."""
    form = unedited(client.get(url).content.decode())
    assert form[name] == typed
    assert client.post(url, form).status_code == 302


def test_what_a_thing_costs(as_robin, robin_and_sams, case):
    amount, typed = case
    oven = Gift.objects.create(wedding=robin_and_sams, name="A bread oven", price=amount, is_shared=True)
    url = reverse("registry:host_gift", kwargs={"slug": robin_and_sams.slug, "gift_id": oven.pk})
    send_back(as_robin, url, "price", typed)
    assert Gift.objects.get().price == amount


def test_the_goal_of_a_fund_and_what_it_suggests(as_robin, robin_and_sams, case):
    amount, typed = case
    fund = main_fund(robin_and_sams)
    Fund.objects.filter(pk=fund.pk).update(goal=amount, suggested=[amount // 2, amount])
    url = reverse("registry:host_fund", kwargs={"slug": robin_and_sams.slug, "fund_id": fund.pk})
    send_back(as_robin, url, "goal", typed)
    fund.refresh_from_db()
    assert (fund.goal, fund.suggested) == (amount, [amount // 2, amount])


def test_what_a_guest_gives(as_priya, priya, robin_and_sams, case):
    amount, typed = case
    made, _new = give(priya, main_fund(robin_and_sams), Filled(amount, "Priya", "", "priya@example.org"), "form")
    url = reverse("registry:change", kwargs={"slug": robin_and_sams.slug, "token": made.checkout.token})
    send_back(as_priya, url, "amount", typed)
    assert wanted(Contribution.objects.get().checkout) == amount
