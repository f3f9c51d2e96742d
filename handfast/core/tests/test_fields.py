"""What a field starts with is what it reads again, in whatever language: nobody's form multiplies by a hundred."""

from decimal import Decimal

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from handfast.core import decimals
from handfast.core.decimals import NotAFigure
from handfast.core.fields import FigureField, MoneyField
from handfast.core.money import Money

LOCALES = ["en_GB", "en-US", "de_DE", "de_CH", "de_AT", "fr_FR", "es_ES", "it_IT", "pl_PL", "sv_SE", "pt_BR", "ja_JP"]
CURRENCIES = ["gbp", "eur", "usd", "jpy", "kwd", "huf", "isk", "chf"]


class Typed(forms.Form):
    amount = MoneyField(required=False)
    share = FigureField(least=Decimal(0), most=Decimal(100_000), places=3, required=False)


def form(currency: str, locale: str, data=None, **initial) -> Typed:
    made = Typed(data, initial=initial)
    made.fields["amount"].of(currency, locale)
    made.fields["share"].of(locale)
    return made


@given(
    st.integers(-(10**12), 10**12),
    st.decimals(0, 100_000, places=3),
    st.sampled_from(CURRENCIES),
    st.sampled_from(LOCALES),
)
def test_a_form_that_is_sent_as_it_came_changes_nothing(amount, share, currency, locale):
    money = Money(amount, currency)
    shown = form(currency, locale, amount=money, share=share)
    sent = form(currency, locale, {field.html_name: field.value() for field in shown})
    assert sent.is_valid(), sent.errors
    assert sent.cleaned_data == {"amount": money, "share": share}


@given(st.integers(0, 10**9), st.sampled_from(CURRENCIES), st.sampled_from(LOCALES))
def test_what_a_page_shows_may_be_typed_into_a_form(amount, currency, locale):
    money = Money(amount, currency)
    sent = form(currency, locale, {"amount": money.format(locale)})
    assert sent.is_valid(), sent.errors
    assert sent.cleaned_data["amount"] == money


@pytest.mark.parametrize(
    ("locale", "text", "value"),
    [
        ("en_GB", "-1,250.50", "-1250.50"),
        ("de_DE", "1.250,5", "1250.5"),
        ("de_DE", "−2,5", "-2.5"),
        ("de_CH", "1'250.50", "1250.50"),
        ("fr_FR", "1 250,5", "1250.5"),
        ("en_GB", ".5", "0.5"),
    ],
)
def test_figures_are_read_as_people_there_write_them(locale, text, value):
    assert decimals.read(text, locale) == Decimal(value)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("de_DE", "80.00"), ("en_GB", "80,00"), ("en_GB", "1e5"), ("en_GB", "NaN"), ("en_GB", "Infinity"),
        ("en_GB", "0x10"), ("en_GB", "１２"), ("en_GB", "1" * 41), ("en_GB", "1.2.3"), ("en_GB", ""), ("en_GB", "-"),
    ],
)  # fmt: skip
def test_what_may_mean_two_things_or_none_is_no_figure(locale, text):
    with pytest.raises(NotAFigure):
        decimals.read(text, locale)


def test_the_words_for_a_wrong_figure_are_in_the_language_of_figures():
    sent = form("eur", "de_DE", {"amount": "80.00", "share": "viel"})
    assert sent.errors["amount"] == ["Enter an amount in EUR with digits only, for example 50,00."]
    assert sent.errors["share"] == ["Enter a number, for example 1 or 2,5."]
