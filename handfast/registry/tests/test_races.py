"""The same form sent five times at the same moment: a thumb that trembles, a network that repeats."""

import pytest

from handfast.payments.models import Checkout
from handfast.registry.funds import main_fund
from handfast.registry.giving import Filled, give
from handfast.registry.models import Contribution, Fund
from tests.at_once import at_once


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_five_times_at_once_makes_one_gift(robin_and_sams, priya):
    fund = main_fund(robin_and_sams)
    gift = Filled(8000, "Priya", "", "priya@example.org")
    made = at_once(lambda: give(priya, fund, gift, "the same form"))
    assert sorted(new for _gift, new in made) == [False] * 4 + [True]
    assert len({contribution.pk for contribution, _new in made}) == 1
    assert (Contribution.objects.count(), Checkout.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_the_first_fund_is_made_once(robin_and_sams):
    funds = at_once(lambda: main_fund(robin_and_sams).pk)
    assert len(set(funds)) == Fund.objects.count() == 1
