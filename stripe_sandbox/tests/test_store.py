"""What outlives a restart."""

import pytest
import stripe
from conftest import START
from payments import CARD, pay

from stripe_sandbox.api import Api
from stripe_sandbox.store import Store
from stripe_sandbox.transport import SandboxTransport
from stripe_sandbox.world import World

KEY = {"idempotency_key": "before"}


def opened(path):
    """The world that a file holds, and a client on it."""
    world, store = World(clock=lambda: START), Store(path)
    world.restore(store.rows())
    world.keep = store.write
    return world, stripe.StripeClient("sk_test_robin", http_client=SandboxTransport(Api(world)))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "state.db"


def test_everything_is_there_again(path):
    world, client = opened(path)
    endpoint = client.v1.webhook_endpoints.create({"url": "http://127.0.0.1:9/", "enabled_events": ["*"]})
    intent = client.v1.payment_intents.create(CARD, KEY)
    paid = pay(client)
    world.advance(0.5)
    world.rule("sk_test_old", expired=True)
    # No farewell: the next world opens the file as a killed process leaves it.
    world, client = opened(path)
    assert client.v1.payment_intents.create(CARD, KEY).id == intent.id
    assert [each.id for each in client.v1.payment_intents.list().data] == [paid.id, intent.id]
    assert client.v1.charges.list({"payment_intent": paid.id}).data[0].id == paid.latest_charge
    assert client.v1.webhook_endpoints.list().data[0].id == endpoint.id
    assert world.now() == START + 0.5
    assert world.key_rules["sk_test_old"].expired
    world.advance(0.5)
    assert client.v1.events.list().data[0].type == "charge.updated"
    assert [attempt.event["type"] for attempt in world.outbox] == [
        "payment_intent.created",
        "payment_intent.created",
        "charge.succeeded",
        "payment_intent.succeeded",
        "charge.updated",
    ]


def test_what_was_deleted_stays_deleted(path):
    _, client = opened(path)
    endpoint = client.v1.webhook_endpoints.create({"url": "http://127.0.0.1:9/", "enabled_events": ["*"]})
    client.v1.webhook_endpoints.delete(endpoint.id)
    assert opened(path)[1].v1.webhook_endpoints.list().data == []


def test_new_things_are_newer_than_old_ones(path):
    old = opened(path)[1].v1.customers.create()
    _, client = opened(path)
    new = client.v1.customers.create()
    assert [each.id for each in client.v1.customers.list().data] == [new.id, old.id]


def test_a_key_that_was_forgotten_stays_forgotten(path):
    world, client = opened(path)
    first = client.v1.customers.create({}, KEY)
    world.advance(2 * 86_400)
    client.v1.customers.create({}, {"idempotency_key": "after"})
    assert opened(path)[1].v1.customers.create({}, KEY).id != first.id
