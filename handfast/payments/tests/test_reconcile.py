"""With webhooks switched off everything still settles."""

import pytest

from handfast.payments import pay
from handfast.payments.models import Call, Checkout, Entry
from handfast.payments.reconcile import reconcile
from handfast.payments.states import State, state

pytestmark = pytest.mark.django_db


def test_a_payment_that_nobody_told_of_is_found(checkout, guest):
    pay.client_secret(checkout)
    guest.confirm(checkout.intent_id)
    guest.later()
    assert reconcile().healed == 1
    assert state(checkout) is State.RECEIVED
    assert Entry.objects.count() == 2
    assert (reconcile().looked, reconcile().healed) == (0, 0)


def test_a_payment_whose_answer_was_lost_is_found_by_its_marks(checkout, guest):
    pay.client_secret(checkout)
    guest.confirm(checkout.intent_id)
    Checkout.objects.update(intent_id=None)
    Call.objects.update(answered_at=None)
    reconcile()
    assert state(checkout) is State.RECEIVED


def test_a_fee_that_came_late_is_fetched(checkout, guest):
    pay.client_secret(checkout)
    guest.confirm(checkout.intent_id)
    assert pay.look(checkout) is State.RECEIVED
    assert not Entry.objects.filter(kind="fee").exists()
    guest.later()
    assert reconcile().healed == 1
    assert Entry.objects.filter(kind="fee").count() == 1


def test_what_others_do_in_the_same_account_is_left_alone(checkout, guest):
    params = {"amount": 500, "currency": "gbp", "payment_method_types": ["card"], "metadata": {"shop": "cakes"}}
    other = guest.client.v1.payment_intents.create(params)
    guest.confirm(other.id)
    assert reconcile().looked == 0
    assert not Entry.objects.exists()
