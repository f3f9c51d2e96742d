"""Which amounts are suggested and taken, in whatever currency the couple keeps its book."""

import pytest

from handfast.core.money import Money
from handfast.payments.chargeable import least, most
from handfast.registry.amounts import suggestions, symbol


@pytest.mark.parametrize(
    ("currency", "locale", "labels"),
    [
        ("gbp", "en_GB", ["£25", "£50", "£100", "£200"]),
        ("eur", "de_DE", ["25\xa0€", "50\xa0€", "100\xa0€", "200\xa0€"]),
        ("jpy", "ja_JP", ["¥5,000", "¥10,000", "¥20,000", "¥40,000"]),
    ],
)
def test_suggestions_read_as_people_there_write_money(currency, locale, labels):
    assert [found["label"].replace("￥", "¥") for found in suggestions(currency, locale)] == labels


@pytest.mark.parametrize("currency", ["gbp", "eur", "usd", "jpy", "huf", "kwd", "czk"])
def test_every_suggestion_can_be_given(currency):
    for found in suggestions(currency, "en_GB"):
        assert least(currency).amount <= Money.parse(found["value"], currency).amount <= most(currency).amount


def test_the_least_is_stripes():
    assert [least(currency).amount for currency in ("gbp", "usd", "jpy", "huf")] == [30, 50, 50, 17500]


def test_the_sign_is_the_one_that_people_know():
    assert symbol("gbp", "en_GB") == "£"
