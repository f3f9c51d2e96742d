"""Webhooks: who hears what, signed how, how often, and what is remembered of it."""

import hashlib
import hmac
import json

import pytest
import stripe
from payments import CARD, pay

from stripe_sandbox import deliveries
from stripe_sandbox.admin import Admin
from stripe_sandbox.deliveries import Answer

URL = "http://127.0.0.1:9/hook"
OK = Answer(200, "thanks")
DOWN = Answer(None, error="refused")


@pytest.fixture
def endpoint(client):
    return client.v1.webhook_endpoints.create({"url": URL, "enabled_events": ["*"]})


def test_a_misspelt_event_type_is_refused(client, endpoint):
    for ask in (
        lambda fields: client.v1.webhook_endpoints.create({"url": URL, **fields}),
        lambda fields: client.v1.webhook_endpoints.update(endpoint.id, fields),
    ):
        with pytest.raises(stripe.InvalidRequestError, match="suceeded") as refusal:
            ask({"enabled_events": ["charge.failed", "payment_intent.suceeded"]})
        assert refusal.value.param == "enabled_events[1]"


def taken(world):
    """The attempts whose time has come, out of the box."""
    world.run_due()
    attempts, world.outbox = world.outbox, []
    return attempts


def answer(attempts, what):
    for attempt in attempts:
        deliveries.answered(attempt.account, attempt.delivery, what)


def verified(attempt, secret):
    body = attempt.body()
    return stripe.Webhook.construct_event(body, attempt.headers(body)["Stripe-Signature"], secret, tolerance=10**9)


def test_every_event_is_delivered_signed_and_frozen(client, world, endpoint):
    intent = client.v1.payment_intents.create({**CARD, "metadata": {"checkout": "7"}})
    client.v1.payment_intents.confirm(intent.id, {"payment_method": "pm_card_visa"})
    events = [verified(attempt, endpoint.secret) for attempt in taken(world)]
    assert [event.type for event in events] == [
        "payment_intent.created",
        "charge.succeeded",
        "payment_intent.succeeded",
    ]
    assert events[0].data.object["status"] == "requires_payment_method"
    assert events[2].data.object["metadata"]["checkout"] == "7"
    assert events[0].api_version == stripe.api_version


def test_the_signature_is_hmac_sha256_of_time_and_body(client, world, endpoint):
    client.v1.customers.create()
    (attempt,) = taken(world)
    body = attempt.body()
    stamp, mark = attempt.headers(body)["Stripe-Signature"].split(",")
    message = stamp.removeprefix("t=").encode() + b"." + body
    assert mark == "v1=" + hmac.new(endpoint.secret.encode(), message, hashlib.sha256).hexdigest()
    assert int(stamp.removeprefix("t=")) == int(world.now())


def test_an_event_says_which_request_caused_it(client, world, endpoint):
    customer = client.v1.customers.create({}, {"idempotency_key": "sign-up:1"})
    (attempt,) = taken(world)
    asked = customer.last_response.headers["request-id"]
    assert attempt.event["request"] == {"id": asked, "idempotency_key": "sign-up:1"}
    pay(client)
    world.advance(1)
    updated = client.v1.events.list({"type": "charge.updated"}).data[0]
    assert updated.request.to_dict() == {"id": None, "idempotency_key": None}


def test_only_what_was_asked_for_and_only_while_enabled(client, world):
    picky = client.v1.webhook_endpoints.create({"url": URL, "enabled_events": ["charge.succeeded"]})
    pay(client)
    assert [attempt.event["type"] for attempt in taken(world)] == ["charge.succeeded"]
    client.v1.webhook_endpoints.update(picky.id, {"disabled": True})
    pay(client)
    assert taken(world) == []


def test_the_same_address_twice_is_two_deliveries_with_two_secrets(client, world, endpoint):
    other = client.v1.webhook_endpoints.create({"url": URL, "enabled_events": ["*"]})
    customer = client.v1.customers.create()
    attempts = taken(world)
    assert len(attempts) == 2
    assert verified(attempts[0], endpoint.secret).id == verified(attempts[1], other.secret).id
    event = client.v1.events.list().data[0]
    assert (event.data.object["id"], event.pending_webhooks) == (customer.id, 2)
    answer(attempts[:1], OK)
    assert client.v1.events.retrieve(event.id).pending_webhooks == 1


def test_the_secret_is_shown_once(client, endpoint):
    assert endpoint.secret.startswith("whsec_")
    assert "secret" not in client.v1.webhook_endpoints.retrieve(endpoint.id)


@pytest.mark.parametrize(("key", "least"), [("sk_test_robin", 4 * 3600), ("sk_live_robin", 2.5 * 86_400)])
def test_failures_are_tried_again_signed_afresh(client_for, world, key, least):
    client = client_for(key)
    endpoint = client.v1.webhook_endpoints.create({"url": URL, "enabled_events": ["*"]})
    client.v1.customers.create()
    began, stamps, moments = world.now(), [], []
    for attempt in iter(lambda: next(iter(taken(world)), None), None):
        verified(attempt, endpoint.secret)
        stamps.append(attempt.timestamp)
        moments.append(world.now())
        answer([attempt], DOWN)
        if (due := world.schedule.next_due()) is not None:
            world.advance(due - world.now())
    retries = deliveries.RETRIES_LIVE if key.startswith("sk_live") else deliveries.RETRIES_TEST
    assert len(stamps) == len(retries) + 1 == len(set(stamps))
    assert least <= moments[-1] - began <= 3.2 * 86_400


def test_a_signature_is_of_the_receivers_time_however_far_the_clock_was_advanced(client, world, endpoint):
    """A receiver refuses what was signed more than five minutes from its own clock, either way."""
    world.advance(7 * 86_400)
    client.v1.customers.create()
    (attempt,) = taken(world)
    assert attempt.timestamp == int(world.clock())
    assert attempt.event["created"] == int(world.now())


def test_success_is_that_every_endpoint_heard(client, world, endpoint):
    client.v1.webhook_endpoints.create({"url": URL, "enabled_events": ["customer.created"]})
    client.v1.customers.create()
    attempts = taken(world)
    answer(attempts[:1], OK)
    assert [each.type for each in client.v1.events.list({"delivery_success": False}).data] == ["customer.created"]
    answer(attempts[1:], OK)
    assert client.v1.events.list({"delivery_success": False}).data == []
    narrow = {"delivery_success": True, "type": "customer.created"}
    assert len(client.v1.events.list(narrow).data) == 1
    late = client.v1.webhook_endpoints.create({"url": URL, "enabled_events": ["*"]})
    event = client.v1.events.list().data[0]
    client.raw_request("post", f"/v1/events/{event.id}/retry", webhook_endpoint=late.id)
    assert client.v1.events.list({**narrow, "delivery_success": False}).data[0].id == event.id


def test_what_an_endpoint_never_asked_for_counts_as_delivered(client, world):
    client.v1.customers.create()
    assert client.v1.events.list({"delivery_success": False}).data == []
    assert len(client.v1.events.list({"delivery_success": True}).data) == 1


def test_a_redirect_is_a_failure_and_a_success_ends_it(client, world, endpoint):
    client.v1.customers.create()
    answer(taken(world), Answer(302))
    assert client.v1.events.list({"delivery_success": False}).data
    world.advance(deliveries.RETRIES_TEST[0])
    answer(taken(world), OK)
    world.advance(5 * 86_400)
    assert taken(world) == []
    assert client.v1.events.list({"delivery_success": False}).data == []
    assert client.v1.events.list({"delivery_success": True}).data


def test_the_log_keeps_every_attempt(client, world, endpoint):
    client.v1.customers.create()
    answer(taken(world), Answer(500, "oh no", None, 0.25))
    status, log = Admin(world).handle("GET", "/_sandbox/deliveries", "key=sk_test_robin", b"")
    assert (status, log[0]["type"], log[0]["delivered"]) == (200, "customer.created", False)
    attempt = log[0]["attempts"][0]
    assert (attempt["status"], attempt["body"], attempt["seconds"]) == (500, "oh no", 0.25)


def test_resent_by_event_and_by_delivery(client, world, endpoint, api):
    client.v1.customers.create()
    answer(taken(world), OK)
    event = client.v1.events.list().data[0]
    client.raw_request("post", f"/v1/events/{event.id}/retry", webhook_endpoint=endpoint.id)
    (again,) = taken(world)
    assert again.event["id"] == event.id
    status, _ = Admin(world).handle("POST", f"/_sandbox/deliveries/{again.delivery}", "key=sk_test_robin", b"")
    assert (status, len(taken(world))) == (200, 1)


def test_while_a_secret_is_rolled_both_sign(client, world, endpoint):
    path = f"/_sandbox/roll/{endpoint.id}"
    _, rolled = Admin(world).handle("POST", path, "key=sk_test_robin", b"overlap=3600")
    client.v1.customers.create()
    (attempt,) = taken(world)
    assert verified(attempt, endpoint.secret).id == verified(attempt, rolled["secret"]).id
    world.advance(3600)
    client.v1.customers.create()
    attempt = taken(world)[-1]
    verified(attempt, rolled["secret"])
    with pytest.raises(stripe.SignatureVerificationError):
        verified(attempt, endpoint.secret)


def test_a_deleted_endpoint_hears_nothing_more(client, world, endpoint):
    client.v1.customers.create()
    assert client.v1.webhook_endpoints.delete(endpoint.id).deleted
    assert taken(world) == []


def test_an_endpoint_may_ask_for_another_version(client, world):
    client.v1.webhook_endpoints.create({"url": URL, "enabled_events": ["*"], "api_version": "2025-09-30.clover"})
    client.v1.customers.create()
    (attempt,) = taken(world)
    assert json.loads(attempt.body())["api_version"] == "2025-09-30.clover"


def test_events_can_be_read_for_thirty_days(client, world):
    client.v1.customers.create()
    event = client.v1.events.list().data[0]
    world.advance(30 * 86_400)
    assert client.v1.events.retrieve(event.id).id == event.id
    world.advance(1)
    assert client.v1.events.list().data == []
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.events.retrieve(event.id)


def test_events_by_type_and_types(client):
    pay(client)
    assert len(client.v1.events.list({"type": "charge.*"}).data) == 1
    assert len(client.v1.events.list({"types": ["charge.succeeded", "payment_intent.created"]}).data) == 2
