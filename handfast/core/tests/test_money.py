"""Money is integers, is written as people write it, and is never guessed at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handfast.core.money import Money, NotMoney, exponent

CURRENCIES = ["gbp", "eur", "usd", "jpy", "huf", "isk", "kwd", "chf", "sek", "brl"]
LOCALES = ["en_GB", "en-US", "de_DE", "fr_FR", "sv_SE", "pt_BR", "ja_JP", "de_CH"]


@pytest.mark.parametrize(
    ("amount", "currency", "locale", "written"),
    [
        (8000, "gbp", "en_GB", "£80.00"),
        (123456, "eur", "de_DE", "1.234,56\xa0€"),
        (5000, "jpy", "en_GB", "JP¥5,000"),
        (1005, "kwd", "en_GB", "KWD1.005"),
        (17500, "huf", "hu_HU", "175,00\xa0Ft"),
        (-140, "gbp", "en_GB", "-£1.40"),
    ],
)
def test_money_is_written_as_people_there_write_it(amount, currency, locale, written):
    assert Money(amount, currency).format(locale) == written


def test_a_round_sum_may_be_written_without_decimals():
    assert Money(5000, "gbp").format(whole=True) == "£50"


@pytest.mark.parametrize(
    ("text", "currency", "locale", "amount"),
    [
        ("80", "gbp", "en_GB", 8000),
        (" £ 1,250.50 ", "gbp", "en_GB", 125050),
        ("80 GBP", "gbp", "en_GB", 8000),
        ("gbp80", "gbp", "en_GB", 8000),
        ("80,5", "eur", "de_DE", 8050),
        ("1.250,50 €", "eur", "de_DE", 125050),
        ("1\u202f250,50", "eur", "fr_FR", 125050),
        ("5000", "jpy", "ja_JP", 5000),
        ("1.005", "kwd", "en_GB", 1005),
    ],
)
def test_what_people_type_is_understood(text, currency, locale, amount):
    assert Money.parse(text, currency, locale) == Money(amount, currency)


@pytest.mark.parametrize(
    "text",
    [
        "", "plenty", "5O", "1e9", "1e400", "80 pounds 50", "€50", "$50", "80,50", "1.2.3", "1,00,0", "50.005", "--5",
        "NaN", "9" * 30,
    ],
)  # fmt: skip
def test_what_has_no_one_meaning_is_refused_in_words(text):
    with pytest.raises(NotMoney, match="amount"):
        Money.parse(text, "gbp", "en_GB")


@pytest.mark.parametrize(
    ("text", "currency", "locale"),
    [("1.250", "gbp", "en_GB"), ("1,250", "eur", "de_DE"), ("0.500", "eur", "de_DE"), ("1.250", "jpy", "ja_JP")],
)
def test_what_means_a_thousand_elsewhere_is_refused(text, currency, locale):
    with pytest.raises(NotMoney, match="amount"):
        Money.parse(text, currency, locale)


def test_three_decimals_are_read_where_the_currency_has_them():
    assert Money.parse("1.250", "kwd", "en_GB") == Money(1250, "kwd")


@given(st.integers(0, 99_999_999), st.sampled_from(CURRENCIES), st.sampled_from(LOCALES))
def test_what_is_written_reads_back_as_the_same_money(amount, currency, locale):
    money = Money(amount, currency)
    assert Money.parse(money.format(locale), currency, locale) == money


@given(st.text(max_size=40), st.sampled_from(CURRENCIES), st.sampled_from(LOCALES))
def test_no_text_does_anything_but_read_or_be_refused(text, currency, locale):
    try:
        money = Money.parse(text, currency, locale)
    except NotMoney:
        return
    assert money.major * 10 ** exponent(currency) == money.amount


@given(st.integers(-(10**9), 10**9), st.sampled_from(CURRENCIES), st.sampled_from(LOCALES))
def test_what_a_field_starts_with_is_read_again_as_the_same(amount, currency, locale):
    money = Money(amount, currency)
    assert Money.parse(money.typed(locale), currency, locale) == money
