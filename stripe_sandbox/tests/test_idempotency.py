"""The first answer under a key is the answer."""

import pytest
import stripe
from payments import CARD, pay, told

KEY = {"idempotency_key": "checkout:create:1"}


def test_a_repeat_is_replayed(client):
    first = client.v1.payment_intents.create(CARD, KEY)
    again = client.v1.payment_intents.create(CARD, KEY)
    assert again.id == first.id
    assert again.last_response.headers["idempotent-replayed"] == "true"
    assert again.last_response.headers["original-request"] == first.last_response.headers["request-id"]
    assert len(client.v1.payment_intents.list().data) == 1


def test_a_replay_shows_the_first_answer_even_when_things_have_moved_on(client):
    intent = client.v1.payment_intents.create(CARD, KEY)
    client.v1.payment_intents.confirm(intent.id, {"payment_method": "pm_card_visa"})
    assert client.v1.payment_intents.create(CARD, KEY).status == "requires_payment_method"


def test_a_decline_is_replayed_too(client):
    params = {**CARD, "confirm": True, "payment_method": "pm_card_chargeDeclined"}
    requests = []
    for _ in range(2):
        with pytest.raises(stripe.CardError) as refusal:
            client.v1.payment_intents.create(params, KEY)
        requests.append(refusal.value.error.payment_intent.id)
    assert requests[0] == requests[1]
    assert told(client).count("charge.failed") == 1


def test_other_parameters_are_refused(client):
    client.v1.payment_intents.create(CARD, KEY)
    with pytest.raises(stripe.IdempotencyError, match="same parameters"):
        client.v1.payment_intents.create({**CARD, "amount": 2001}, KEY)


def test_another_endpoint_is_refused(client):
    client.v1.payment_intents.create(CARD, KEY)
    with pytest.raises(stripe.IdempotencyError, match="same endpoint"):
        client.v1.customers.create({}, KEY)


def test_a_malformed_request_leaves_the_key_free(client):
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.payment_intents.create({**CARD, "amount": 1}, KEY)
    assert client.v1.payment_intents.create(CARD, KEY).amount == 2000


def test_a_key_is_free_again_after_a_day(client, world):
    first = client.v1.payment_intents.create(CARD, KEY)
    world.advance(86_399)
    assert client.v1.payment_intents.create(CARD, KEY).id == first.id
    world.advance(1)
    assert client.v1.payment_intents.create(CARD, KEY).id != first.id


def test_keys_belong_to_one_account_and_mode(client_for):
    ids = {
        client_for(key).v1.payment_intents.create(CARD, KEY).id for key in ("sk_test_a11", "sk_live_a11", "sk_test_b22")
    }
    assert len(ids) == 3


def test_a_key_has_at_most_255_characters(client):
    client.v1.payment_intents.create(CARD, {"idempotency_key": "k" * 255})
    with pytest.raises(stripe.InvalidRequestError, match="255"):
        client.v1.payment_intents.create(CARD, {"idempotency_key": "k" * 256})


def test_a_wrong_state_is_remembered(client):
    intent = pay(client)
    for _ in range(2):
        with pytest.raises(stripe.InvalidRequestError):
            client.v1.payment_intents.cancel(intent.id, options=KEY)
    refund = client.v1.refunds.create({"payment_intent": intent.id}, {"idempotency_key": "refund:1"})
    assert client.v1.refunds.create({"payment_intent": intent.id}, {"idempotency_key": "refund:1"}).id == refund.id
