"""What goes wrong on request."""

import pytest
import stripe
from payments import CARD, pay
from test_webhooks import OK, URL, answer, taken

from stripe_sandbox.api import Api
from stripe_sandbox.transport import SandboxTransport
from stripe_sandbox.world import World

KEY = {"idempotency_key": "once"}


@pytest.fixture
def endpoint(client):
    return client.v1.webhook_endpoints.create({"url": URL, "enabled_events": ["*"]})


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        ("rate_limit", 429, "rate_limit"),
        ("lock_timeout", 429, "lock_timeout"),
        ("conflict", 409, "idempotency_key_in_use"),
        ("error_before", 500, None),
    ],
)
def test_refused_before_anything_is_done(client, world, kind, status, code):
    world.faults.add(kind, times=1)
    with pytest.raises(stripe.StripeError) as refusal:
        client.v1.payment_intents.create(CARD, KEY)
    assert (refusal.value.http_status, refusal.value.error.code) == (status, code)
    assert ("stripe-rate-limited-reason" in refusal.value.headers) == (kind == "rate_limit")
    assert client.v1.payment_intents.list().data == []
    assert client.v1.payment_intents.create(CARD, KEY).id


def test_a_500_after_the_work_is_remembered_and_the_work_is_done(client, world):
    world.faults.add("error_after", times=1)
    for _ in range(2):
        with pytest.raises(stripe.APIError):
            client.v1.payment_intents.create(CARD, KEY)
    assert len(client.v1.payment_intents.list().data) == 1


def test_a_cut_connection_is_healed_by_asking_again(client, world):
    world.faults.add("cut_after", times=1)
    with pytest.raises(stripe.APIConnectionError):
        client.v1.payment_intents.create(CARD, KEY)
    healed = client.v1.payment_intents.create(CARD, KEY)
    assert [each.id for each in client.v1.payment_intents.list().data] == [healed.id]


def test_the_event_may_come_before_the_answer(world):
    seen = []

    def deliver() -> None:
        seen.extend(attempt.event["type"] for attempt in taken(world))

    transport = SandboxTransport(Api(world), deliver_first=deliver)
    client = stripe.StripeClient("sk_test_robin", http_client=transport)
    client.v1.webhook_endpoints.create({"url": URL, "enabled_events": ["*"]})
    world.faults.add("event_first", match="payment_intents")
    pay(client)
    assert seen == ["payment_intent.created", "charge.succeeded", "payment_intent.succeeded"]


def test_a_key_is_in_flight_until_its_answer_is_given(world):
    refused = []

    def ask_again() -> None:
        with pytest.raises(stripe.APIError) as refusal:
            client.v1.customers.create({"name": "Robin"}, KEY)
        refused.append(
            (refusal.value.http_status, refusal.value.error.code, refusal.value.headers["stripe-should-retry"])
        )

    client = stripe.StripeClient("sk_test_robin", http_client=SandboxTransport(Api(world), deliver_first=ask_again))
    world.faults.add("event_first", times=1)
    first = client.v1.customers.create({"name": "Robin"}, KEY)
    assert refused == [(409, "idempotency_key_in_use", "true")]
    assert client.v1.customers.create({"name": "Robin"}, KEY).id == first.id


def test_duplicated(client, world, endpoint):
    world.faults.add("duplicate", times=1)
    client.v1.customers.create()
    attempts = taken(world)
    assert len({attempt.event["id"] for attempt in attempts}) == 1
    assert len(attempts) == 2


def test_dropped_and_tried_again(client, world, endpoint):
    world.faults.add("drop", times=1)
    client.v1.customers.create()
    assert taken(world) == []
    world.advance(600)
    attempts = taken(world)
    answer(attempts, OK)
    delivery = world.account("robin", False).objects[attempts[0].delivery]
    assert [each["status"] for each in delivery["attempts"]] == [None, 200]


def test_delayed(client, world, endpoint):
    world.faults.add("delay", seconds=30, match="customer.")
    client.v1.customers.create()
    assert taken(world) == []
    world.advance(30)
    assert len(taken(world)) == 1


def test_reordered(client, world, endpoint):
    world.faults.add("reorder", seconds=10)
    made = [client.v1.customers.create().id for _ in range(8)]
    world.advance(10)
    came = [attempt.event["data"]["object"]["id"] for attempt in taken(world)]
    assert sorted(came) == sorted(made)
    assert came != made


def test_charge_updated_never_sent(client, world):
    world.faults.add("no_charge_updated")
    intent = pay(client)
    world.advance(60)
    assert client.v1.events.list({"type": "charge.updated"}).data == []
    assert client.v1.charges.retrieve(intent.latest_charge).balance_transaction


def test_a_seed_repeats_what_goes_wrong():
    def run(seed):
        world = World(clock=lambda: 1.0, seed=seed)
        world.faults.add("error_before", probability=0.5)
        client = stripe.StripeClient("sk_test_robin", http_client=SandboxTransport(Api(world)))
        outcomes = []
        for _ in range(40):
            try:
                outcomes.append(client.v1.customers.create().id)
            except stripe.APIError:
                outcomes.append(None)
        return outcomes

    assert run(1) == run(1) != run(2)
    assert 8 < run(1).count(None) < 32


def test_only_where_it_matches(client, world):
    world.faults.add("error_before", match="POST /v1/refunds")
    assert pay(client).status == "succeeded"
    with pytest.raises(stripe.APIError):
        client.v1.refunds.create({"payment_intent": "pi_x"})


def test_a_fault_that_is_none_is_refused(world):
    with pytest.raises(ValueError, match="not a fault"):
        world.faults.add("gremlins")
