"""Shares of a dear thing: in flight they hold their part, lapsed they free it, late they are told."""

import pytest
from django.utils import timezone

from handfast.payments import pay
from handfast.payments.gateway import NotChangeable
from handfast.payments.models import Checkout
from handfast.registry import holding, sharing
from handfast.registry.giving import Filled
from handfast.registry.holding import Standing
from handfast.registry.models import Contribution
from handfast.registry.sharing import NotThatMuch
from handfast.registry.tests.stripe_says import says
from handfast.registry.tests.test_claiming import stands

pytestmark = pytest.mark.django_db


def filled(amount: int) -> Filled:
    """What a giver's form says."""
    return Filled(amount, "Priya", "", "priya@example.org")


def give(household, gift, amount: int, form: str = "") -> Contribution:
    """A share of `amount`, not paid yet."""
    made, _new = sharing.share(household, gift, filled(amount), form or f"form {amount} {household.pk}")
    return made


def run_out(share: Contribution) -> None:
    """Lets the time pass that a share is held."""
    Contribution.objects.filter(pk=share.pk).update(held_from=timezone.now() - holding.SHARE)


def test_an_open_share_holds_its_part(oven, priya, neighbours):
    give(priya, oven, 30_000)
    assert stands(oven) == Standing(wanted=40_000, given=0, promised=30_000)
    with pytest.raises(NotThatMuch) as refused:
        give(neighbours, oven, 10_001)
    assert refused.value.free == 10_000
    give(neighbours, oven, 10_000)
    assert stands(oven).free == 0


def test_the_same_form_sent_twice_makes_one_share(oven, priya):
    assert give(priya, oven, 30_000, "one form") == give(priya, oven, 30_000, "one form")
    assert Checkout.objects.count() == 1


def test_a_share_says_what_it_is_for(oven, priya):
    share = give(priya, oven, 30_000)
    assert share.purpose == oven
    assert share.checkout.description == "Robin & Sam: A bread oven"


@pytest.mark.parametrize("status", ["requires_payment_method", "requires_action", "canceled"])
def test_abandoned_failed_or_cancelled_its_part_is_free_again(oven, priya, neighbours, status):
    share = give(priya, oven, 40_000)
    says(share, status)
    run_out(share)
    assert stands(oven).free == 40_000
    give(neighbours, oven, 40_000)


def test_while_a_bank_is_at_work_its_part_is_held_for_as_long_as_that_takes(oven, priya):
    share = give(priya, oven, 40_000)
    says(share, "processing")
    run_out(share)
    assert stands(oven) == Standing(wanted=40_000, given=0, promised=40_000)
    says(share, "succeeded")
    assert stands(oven) == Standing(wanted=40_000, given=40_000, promised=0)


def test_what_is_given_back_is_free_again(oven, priya):
    share = give(priya, oven, 40_000)
    says(share, "succeeded")
    says(share, "succeeded", back=(15_000,))
    assert stands(oven) == Standing(wanted=40_000, given=25_000, promised=0)


def test_coming_back_to_pay_holds_the_part_again(oven, priya, neighbours):
    share = give(priya, oven, 30_000)
    run_out(share)
    sharing.hold(share)
    assert stands(oven).free == 10_000
    run_out(share)
    give(neighbours, oven, 20_000)
    with pytest.raises(NotThatMuch) as refused:
        sharing.hold(share)
    assert refused.value.free == 20_000


def test_a_late_success_beyond_the_price_is_counted_and_told(oven, priya, neighbours):
    late = give(priya, oven, 30_000)
    run_out(late)
    says(give(neighbours, oven, 40_000), "succeeded")
    says(late, "succeeded")
    assert stands(oven).over == 30_000
    assert stands(oven).free == 0


def test_a_share_is_changed_within_what_is_left(oven, priya, neighbours):
    share = give(priya, oven, 30_000)
    give(neighbours, oven, 5_000)
    sharing.change(share, filled(35_000))
    assert Checkout.objects.get(pk=share.checkout_id).amount == 35_000
    with pytest.raises(NotThatMuch):
        sharing.change(share, filled(35_001))
    assert Checkout.objects.get(pk=share.checkout_id).amount == 35_000


def test_a_card_form_that_is_open_takes_no_more_than_the_smaller_share(oven, priya, guest):
    share = give(priya, oven, 30_000)
    pay.client_secret(share.checkout)
    sharing.change(share, filled(10_000))
    assert [intent.amount for intent in guest.intents()] == [10_000]


def test_a_share_that_is_paid_is_not_changed(oven, priya):
    share = give(priya, oven, 30_000)
    says(share, "succeeded")
    with pytest.raises(NotChangeable):
        sharing.change(share, filled(20_000))
    assert stands(oven).given == 30_000


def test_no_share_leaves_a_rest_that_no_card_could_pay(oven, priya):
    with pytest.raises(NotThatMuch) as refused:
        give(priya, oven, 39_980)
    assert refused.value.rest == 30
    give(priya, oven, 39_970)


def test_nothing_is_shared_of_what_is_bought_in_shops(glasses, priya):
    with pytest.raises(NotThatMuch):
        give(priya, glasses, 1_000)
