"""Integers in, integers out: every paper adds up, however it is rounded and however it is taken back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handfast.invoices.arithmetic import Item, credit_sums, exceeds, less, line_net, nets, rounded, sums, tax_on

STEPS = st.sampled_from([1, 10, 100])
RATES = st.sampled_from([Decimal(0), Decimal("5.5"), Decimal(7), Decimal("8.1"), Decimal(20), Decimal("33.33")])
ITEMS = st.builds(
    Item,
    quantity=st.decimals("0.001", 999, places=3),
    unit_price=st.integers(0, 10_000_000),
    tax_rate=RATES,
)
PAPERS = st.lists(ITEMS, min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("exact", "step", "nearest"),
    [("2.5", 1, 3), ("-2.5", 1, -3), ("2.4", 1, 2), ("15", 10, 20), ("14", 10, 10), ("-50", 100, -100), ("0", 1, 0)],
)
def test_halves_are_rounded_away_from_zero(exact, step, nearest):
    assert rounded(Decimal(exact), step) == nearest


def test_tax_is_rounded_once_a_rate_and_not_once_a_line():
    """Three lines of 0.33 at 20 % are 0.066 each: rounded a line at a time they came to a penny too much."""
    found = sums(nets([Item(Decimal(1), 33, Decimal(20))] * 3))
    assert (found.net, found.tax, found.gross) == (99, 20, 119)


def test_rates_that_are_written_differently_are_one():
    found = sums(nets([Item(Decimal(1), 100, Decimal("20.00")), Item(Decimal(1), 100, Decimal(20))]))
    assert [(band.rate_in_words, band.net, band.tax) for band in found.bands] == [("20", 200, 40)]


def test_a_discount_lowers_the_tax_of_its_rate():
    found = sums(nets([Item(Decimal(1), 10_000, Decimal(20)), Item(Decimal(1), -1000, Decimal(20))]))
    assert (found.net, found.tax) == (9000, 1800)


@pytest.mark.parametrize(
    ("step", "net", "tax"),
    [(1, 1235, 247), (10, 1230, 250), (100, 1200, 200)],
    ids=["pounds or yen", "dinars of three decimals", "krónur counted in hundredths"],
)
def test_every_figure_can_be_paid_in_its_currency(step, net, tax):
    found = sums(nets([Item(Decimal("1.5"), 823, Decimal(20))], step), step)
    assert (found.net, found.tax) == (net, tax)


@given(PAPERS, STEPS)
def test_a_paper_adds_up(items, step):
    found = sums(nets(items, step), step)
    assert found.net == sum(line_net(item, step) for item in items)
    assert found.gross == found.net + found.tax == sum(band.net + band.tax for band in found.bands)
    assert found.gross % step == 0
    for band in found.bands:
        assert abs(band.tax - Decimal(band.net) * band.rate / 100) <= Decimal(step) / 2


@given(PAPERS, STEPS, st.data())
def test_credited_in_however_many_pieces_it_comes_to_what_was_invoiced(items, step, data):
    whole = sums(nets(items, step), step)
    left, credited = nets(items, step), 0
    for _ in range(data.draw(st.integers(1, 4))):
        piece = {rate: data.draw(st.integers(0, net // step)) * step for rate, net in left.items()}
        note = credit_sums(left, piece, step)
        assert exceeds(left, piece) == []
        assert note.gross >= 0
        credited += note.gross
        left = less(left, piece)
        assert whole.gross - credited == sums(left, step).gross
    credited += credit_sums(left, left, step).gross
    assert credited == whole.gross


@given(PAPERS)
def test_more_than_is_left_is_noticed(items):
    left = nets(items)
    for rate, net in left.items():
        assert exceeds(left, {rate: net + 1}) == [rate]
    assert exceeds(left, {Decimal("99.99"): 1}) == [Decimal("99.99")]


@given(st.integers(-(10**9), 10**9), RATES, STEPS)
def test_tax_of_a_discount_is_the_discounts_of_the_tax(net, rate, step):
    assert tax_on(-net, rate, step) == -tax_on(net, rate, step)
