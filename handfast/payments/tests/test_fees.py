"""What a payer adds is what Stripe publicly asks: the gift arrives whole, in every kind of currency."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handfast.payments import fees
from handfast.payments.chargeable import step as step_of
from handfast.payments.models import Account, Book

RATES = {rate.currency: rate for rate in fees._rates().values() if rate.method == fees.CARD}


def test_every_line_of_the_table_has_a_source_and_a_day():
    for (method, country, currency), rate in fees._rates().items():
        assert rate.source.startswith(("https://support.stripe.com/", "https://stripe.com/"))
        assert rate.seen.year >= 2026
        assert (len(country), len(currency), method) in {(2, 3, fees.CARD), (2, 3, fees.SEPA_DEBIT)}
        assert 0 <= rate.share < Decimal("0.1")


def test_the_sandboxes_british_card_costs_what_the_table_says():
    assert RATES["gbp"].fee_on(8000) == 140


def test_a_gift_of_80_pounds_costs_its_giver_1_42_more():
    assert RATES["gbp"].added_to(8000) == 142
    assert 8142 - RATES["gbp"].fee_on(8142) == 8000


two_or_none = st.sampled_from([rate for code, rate in sorted(RATES.items())])


@given(two_or_none, st.integers(1, 99_999_999))
def test_what_is_left_is_the_gift_and_no_smaller_total_would_do(rate, gift):
    total = rate.total_for(gift)
    assert total - rate.fee_on(total) == gift
    assert total - 1 - rate.fee_on(total - 1) < gift


@given(
    st.sampled_from(["kwd", "isk"]), st.integers(1, 99_999_999), st.integers(0, 600), st.decimals(0, "0.09", places=4)
)
def test_where_steps_are_coarse_never_less_and_less_than_a_step_more(currency, gift, fixed, share):
    rate = replace(RATES["gbp"], currency=currency, fixed=fixed, share=share)
    total, step = rate.total_for(gift), step_of(currency)
    assert total % step == 0
    assert gift <= total - rate.fee_on(total) < gift + step


@pytest.mark.parametrize(
    ("country", "currency", "wished", "known"),
    [("GB", "gbp", True, True), ("DE", "eur", True, True), ("", "gbp", True, False), ("GB", "eur", True, False),
     ("XX", "gbp", True, False), ("GB", "gbp", False, False)],
)  # fmt: skip
def test_nothing_is_offered_where_no_rate_is_known_or_the_couple_does_not_wish_it(country, currency, wished, known):
    book = Book(account=Account(country=country), currency=currency, offers_fee=wished)
    assert (fees.offered(book) is not None) == known


def test_nothing_is_offered_that_one_payment_could_not_carry():
    book = Book(account=Account(country="GB"), currency="gbp")
    assert fees.offer(book, 8000) == 142
    assert fees.offer(book, 99_999_000) == 0
