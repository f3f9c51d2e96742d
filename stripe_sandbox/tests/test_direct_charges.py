"""Charges without a PaymentIntent."""

import pytest
import stripe
from payments import pay, told

SALE = {"amount": 2000, "currency": "gbp", "source": "tok_visa"}


def test_taken_at_once_with_its_fee(client):
    charge = client.v1.charges.create({**SALE, "metadata": {"a": "b"}, "expand": ["balance_transaction"]})
    assert (charge.paid, charge.payment_intent, charge.balance_transaction.net) == (True, None, 1950)
    assert told(client) == ["charge.succeeded"]
    assert client.v1.refunds.create({"charge": charge.id}).payment_intent is None


def test_held_then_captured_once(client):
    charge = client.v1.charges.create({**SALE, "capture": False})
    assert (charge.captured, charge.balance_transaction) == (False, None)
    assert client.v1.charges.capture(charge.id, {"amount": 1500}).amount_captured == 1500
    assert told(client) == ["charge.succeeded", "charge.captured"]
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.charges.capture(charge.id)
    assert refusal.value.code == "charge_already_captured"


def test_declined(client):
    with pytest.raises(stripe.CardError) as refusal:
        client.v1.charges.create({**SALE, "source": "tok_chargeDeclined"})
    assert client.v1.charges.retrieve(refusal.value.error.charge).status == "failed"


def test_an_intents_charge_is_captured_by_its_intent(client):
    intent = pay(client, capture_method="manual")
    with pytest.raises(stripe.InvalidRequestError, match="capture that"):
        client.v1.charges.capture(intent.latest_charge)
