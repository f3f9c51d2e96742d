"""SEPA debits: days on the way."""

import pytest
import stripe
from payments import debit, told


def test_processing_then_paid(client, world):
    intent = debit(client)
    assert intent.status == "processing"
    assert told(client) == ["payment_intent.created", "payment_intent.processing", "charge.pending"]
    world.advance(2)
    intent = client.v1.payment_intents.retrieve(intent.id, {"expand": ["latest_charge.balance_transaction"]})
    assert (intent.status, intent.latest_charge.balance_transaction.type) == ("succeeded", "payment")
    assert intent.latest_charge.id.startswith("py_")
    assert told(client)[3:] == ["charge.succeeded", "payment_intent.succeeded"]


def test_a_slow_one_takes_three_minutes(client, world):
    intent = debit(client, "AT321904300235473204")
    world.advance(179)
    assert client.v1.payment_intents.retrieve(intent.id).status == "processing"
    world.advance(1)
    assert client.v1.payment_intents.retrieve(intent.id).status == "succeeded"


def test_a_failed_one_leaves_room_for_another_method(client, world):
    intent = debit(client, "AT861904300235473202")
    world.advance(2)
    intent = client.v1.payment_intents.retrieve(intent.id)
    assert (intent.status, intent.payment_method) == ("requires_payment_method", None)
    assert told(client)[3:] == ["charge.failed", "payment_intent.payment_failed"]


def test_processing_cannot_be_cancelled(client):
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.payment_intents.cancel(debit(client).id)
    assert refusal.value.code == "payment_intent_unexpected_state"


def test_a_mistyped_iban_is_refused(client):
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        debit(client, "DE00370400440532013000")
    assert refusal.value.code == "invalid_bank_account_iban"


def test_any_valid_iban_will_do(client, world):
    intent = debit(client, "DE89 3704 0044 0532 0130 00")
    world.advance(2)
    assert client.v1.payment_intents.retrieve(intent.id).status == "succeeded"


def test_a_mandate_and_a_name_are_needed(client):
    method = client.v1.payment_methods.create({"type": "sepa_debit", "sepa_debit": {"iban": "AT611904300234573201"}})
    asked = {"amount": 900, "currency": "eur", "payment_method_types": ["sepa_debit"], "payment_method": method.id}
    intent = client.v1.payment_intents.create(asked)
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.payment_intents.confirm(intent.id)
    assert refusal.value.param == "billing_details[name]"
    named = {"name": "Omar Haddad", "email": "omar@example.com"}
    given = {"type": "sepa_debit", "sepa_debit": {"iban": "AT611904300234573201"}, "billing_details": named}
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.payment_intents.confirm(intent.id, {"payment_method_data": given})
    assert refusal.value.code == "payment_intent_mandate_invalid"
