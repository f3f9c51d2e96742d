"""Guests who want the same thing at the same moment: one has it, the others are told."""

from itertools import count

import pytest

from handfast.guests.models import Household
from handfast.registry import sharing
from handfast.registry.claiming import Taken, buy, claim
from handfast.registry.models import Claim, Contribution, Gift
from handfast.registry.sharing import NotThatMuch
from handfast.registry.tests.test_claiming import run_out, stands
from handfast.registry.tests.test_sharing import filled, give
from tests.at_once import at_once
from tests.cast import make_household

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def households(robin_and_sams) -> list[Household]:
    """Five households, one for each thread."""
    return [make_household(robin_and_sams, f"Household {number}") for number in range(5)]


def each(households: list[Household], do) -> list[bool]:
    """Does it for all households at once; whether each had what it wanted."""
    turn = count()

    def one() -> bool:
        try:
            do(households[next(turn)])
        except (Taken, NotThatMuch):
            return False
        return True

    return at_once(one)


def test_five_households_claim_the_last_piece_at_once(households, robin_and_sams):
    vase = Gift.objects.create(wedding=robin_and_sams, name="A vase")
    assert sorted(each(households, lambda household: claim(household, vase, 1))) == [False] * 4 + [True]
    assert Claim.objects.count() == 1
    assert stands(vase).free == 0


def test_five_households_share_the_last_penny_at_once(households, oven, priya):
    give(priya, oven, 39_900)
    done = each(households, lambda household: sharing.share(household, oven, filled(100), "a form"))
    assert sorted(done) == [False] * 4 + [True]
    assert Contribution.objects.count() == 2
    assert (stands(oven).promised, stands(oven).free) == (40_000, 0)


def test_one_household_claims_five_times_at_once(priya, glasses):
    at_once(lambda: claim(priya, glasses, 2))
    assert [one.count for one in Claim.objects.all()] == [2]


def test_the_late_buyer_and_a_new_claim_at_once(households, robin_and_sams):
    vase = Gift.objects.create(wedding=robin_and_sams, name="A vase")
    late = claim(households[0], vase, 1)
    run_out(late)

    def do(household: Household) -> None:
        buy(late) if household == households[0] else claim(household, vase, 1)

    assert each(households, do).count(True) == 1
    now = stands(vase)
    assert now.given + now.promised == 1


def test_lapsed_shares_come_back_for_the_same_part_at_once(households, oven):
    shares = {}
    for household in households:
        shares[household.pk] = give(household, oven, 40_000)
        Contribution.objects.update(held_from="2020-01-01T00:00Z")
    assert each(households, lambda household: sharing.hold(shares[household.pk])).count(True) == 1
    assert stands(oven).promised == 40_000
