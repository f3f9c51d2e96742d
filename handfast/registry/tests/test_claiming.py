"""Claims: held for a while, bought for good, never more than is wanted."""

from datetime import timedelta

import pytest
from django.utils import timezone

from handfast.registry import holding
from handfast.registry.claiming import Taken, buy, claim, take_back
from handfast.registry.holding import Standing
from handfast.registry.models import Claim, Gift
from handfast.registry.standings import standing, with_promises

pytestmark = pytest.mark.django_db


def stands(gift: Gift) -> Standing:
    """How the gift stands at this moment."""
    return standing(with_promises(Gift.objects).get(pk=gift.pk), timezone.now())


def run_out(said: Claim) -> None:
    """Lets the time pass that a claim is held."""
    Claim.objects.filter(pk=said.pk).update(claimed_at=timezone.now() - holding.CLAIM)


def test_a_claim_keeps_its_pieces_from_others(glasses, priya, neighbours):
    claim(priya, glasses, 4)
    assert stands(glasses) == Standing(wanted=6, given=0, promised=4)
    with pytest.raises(Taken) as taken:
        claim(neighbours, glasses, 3)
    assert taken.value.free == 2
    claim(neighbours, glasses, 2)
    assert stands(glasses).free == 0


def test_claiming_again_replaces_what_was_said(glasses, priya):
    for count in (4, 6, 2):
        claim(priya, glasses, count)
    assert [one.count for one in Claim.objects.all()] == [2]


@pytest.mark.parametrize("count", [0, -1, 7])
def test_a_count_that_cannot_be_is_refused(glasses, priya, count):
    with pytest.raises(Taken):
        claim(priya, glasses, count)
    assert not Claim.objects.exists()


def test_time_alone_frees_a_claim_and_minutes_before_it_holds(glasses, priya, neighbours):
    said = claim(priya, glasses, 6)
    Claim.objects.filter(pk=said.pk).update(claimed_at=timezone.now() - holding.CLAIM + timedelta(minutes=5))
    assert stands(glasses).free == 0
    run_out(said)
    assert stands(glasses).free == 6
    claim(neighbours, glasses, 6)


def test_what_is_bought_stays_for_good(glasses, priya):
    said = claim(priya, glasses, 6)
    buy(said)
    run_out(said)
    assert stands(glasses) == Standing(wanted=6, given=6, promised=0)
    assert stands(glasses).is_complete


def test_more_may_be_claimed_after_some_were_bought(glasses, priya):
    buy(claim(priya, glasses, 2))
    claim(priya, glasses, 1)
    assert stands(glasses) == Standing(wanted=6, given=2, promised=1)


def test_bought_after_the_claim_ran_out_counts_while_it_is_still_free(glasses, priya):
    said = claim(priya, glasses, 6)
    run_out(said)
    buy(said)
    assert stands(glasses).given == 6


def test_bought_after_others_took_it_is_refused(glasses, priya, neighbours):
    said = claim(priya, glasses, 6)
    run_out(said)
    claim(neighbours, glasses, 1)
    with pytest.raises(Taken):
        buy(said)
    assert stands(glasses) == Standing(wanted=6, given=0, promised=1)


def test_buying_and_taking_back_may_be_pressed_twice(glasses, priya):
    said = claim(priya, glasses, 2)
    buy(said)
    first = Claim.objects.get().bought_at
    buy(said)
    assert Claim.objects.get().bought_at == first
    take_back(said)
    take_back(said)
    assert stands(glasses).free == 6


def test_what_was_taken_back_in_another_window_cannot_be_bought(glasses, priya):
    said = claim(priya, glasses, 2)
    take_back(said)
    with pytest.raises(Taken):
        buy(said)


def test_a_shared_gift_is_not_claimed(oven, priya):
    with pytest.raises(Taken):
        claim(priya, oven, 1)
