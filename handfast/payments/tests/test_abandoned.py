"""What was begun and left is given up after some days, and never what was paid."""

from datetime import timedelta

import pytest
from django.utils import timezone

from handfast.payments import abandoned, pay
from handfast.payments.models import Checkout, Entry
from handfast.payments.reconcile import incomplete
from handfast.payments.states import State, state

pytestmark = pytest.mark.django_db


@pytest.fixture
def left(checkout, guest):
    """A checkout whose pay page was opened nine days ago."""
    pay.client_secret(checkout)
    Checkout.objects.update(opened_at=timezone.now() - timedelta(days=9))
    return checkout


def test_an_intent_that_nobody_paid_is_cancelled(left, guest):
    guest.confirm(left.intent_id, "pm_card_visa_chargeDeclined")
    assert abandoned.give_up() == 1
    assert guest.intents()[0].status == "canceled"
    assert state(left) is State.CANCELLED
    assert not incomplete().exists()


def test_a_recent_one_is_left_alone(checkout, guest):
    pay.client_secret(checkout)
    assert abandoned.give_up() == 0


def test_one_that_was_paid_unseen_is_settled_instead(left, guest):
    guest.confirm(left.intent_id)
    assert abandoned.give_up() == 0
    assert Entry.objects.get(kind="payment").amount == 8000


def test_who_comes_back_later_can_still_pay(left, guest):
    abandoned.give_up()
    pay.client_secret(left)
    assert incomplete().get() == left
    guest.confirm(left.intent_id)
    assert pay.look(left) is State.RECEIVED


def test_without_stripe_it_stays_open(left, settings):
    settings.STRIPE_SECRET_KEY = ""
    assert abandoned.give_up() == 0
