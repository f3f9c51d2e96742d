"""Lists in pages, expansion, metadata, and the shape of errors."""

import pytest
import stripe
from hypothesis import given, settings
from hypothesis import strategies as st
from payments import CARD, pay

from stripe_sandbox.api import Api
from stripe_sandbox.exchange import Request
from stripe_sandbox.transport import SandboxTransport
from stripe_sandbox.world import World


@pytest.fixture
def seven(client):
    """Seven customers, oldest first."""
    return [client.v1.customers.create({"name": str(number)}).id for number in range(7)]


def ids(page):
    return [each.id for each in page.data]


def test_newest_first_ten_at_a_time(client):
    made = [client.v1.customers.create().id for _ in range(12)]
    page = client.v1.customers.list()
    assert (ids(page), page.has_more, page.url) == (made[:1:-1], True, "/v1/customers")


def test_both_ways(client, seven):
    first = client.v1.customers.list({"limit": 3})
    assert (ids(first), first.has_more) == (seven[6:3:-1], True)
    second = client.v1.customers.list({"limit": 3, "starting_after": first.data[-1].id})
    assert ids(second) == seven[3:0:-1]
    back = client.v1.customers.list({"limit": 3, "ending_before": second.data[0].id})
    assert (ids(back), back.has_more) == (ids(first), False)


def test_the_sdk_walks_through_all(client, seven):
    assert [each.id for each in client.v1.customers.list({"limit": 2}).auto_paging_iter()] == seven[::-1]


def test_by_moment_of_creation(client, world, seven):
    world.advance(10)
    late = client.v1.customers.create()
    since = int(world.now())
    assert ids(client.v1.customers.list({"created": {"gte": since}})) == [late.id]
    assert ids(client.v1.customers.list({"created": since})) == [late.id]
    assert late.id not in ids(client.v1.customers.list({"created": {"lt": since}}))


@pytest.mark.parametrize(
    "params",
    [{"limit": 0}, {"limit": 101}, {"starting_after": "cus_no"}, {"starting_after": "a", "ending_before": "b"}],
)
def test_a_page_that_cannot_be(client, params):
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.customers.list(params)


@settings(max_examples=25, deadline=None)
@given(made=st.integers(0, 12), limit=st.integers(1, 5))
def test_pages_of_any_size_hold_everything_once(made, limit):
    client = stripe.StripeClient("sk_test_pages", http_client=SandboxTransport(Api(World(seed=1))))
    there = [client.v1.customers.create().id for _ in range(made)]
    assert [each.id for each in client.v1.customers.list({"limit": limit}).auto_paging_iter()] == there[::-1]


def test_a_cursor_is_of_the_kind_that_is_listed(client, seven):
    intent = client.v1.payment_intents.create(CARD)
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.customers.list({"starting_after": intent.id})
    assert (refusal.value.code, refusal.value.param) == ("resource_missing", "starting_after")


def test_expansion_reaches_through_objects(client, world):
    intent = pay(client)
    world.advance(1)
    wide = client.v1.payment_intents.retrieve(
        intent.id, {"expand": ["latest_charge.balance_transaction", "payment_method", "latest_charge.payment_intent"]}
    )
    assert wide.latest_charge.balance_transaction.fee == 50
    assert wide.payment_method.card.last4 == "4242"
    assert wide.latest_charge.payment_intent.id == intent.id
    listed = client.v1.payment_intents.list({"expand": ["data.latest_charge"]})
    assert listed.data[0].latest_charge.paid


def test_what_stripe_can_expand_but_is_nothing_here_is_no_mistake(client):
    paths = ["application", "latest_charge.application_fee", "on_behalf_of", "review"]
    assert pay(client, expand=paths).review is None


@pytest.mark.parametrize("path", ["nonsense", "amount", "latest_charge.nonsense", "data.latest_charge", "a.b.c.d.e"])
def test_a_path_that_leads_nowhere_is_refused(client, path):
    intent = pay(client)
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.payment_intents.retrieve(intent.id, {"expand": [path]})


def test_metadata_is_merged_key_by_key(client):
    intent = client.v1.payment_intents.create({**CARD, "metadata": {"a": "1", "b": "2"}})
    merged = client.v1.payment_intents.update(intent.id, {"metadata": {"b": "", "c": "3"}})
    assert merged.metadata.to_dict() == {"a": "1", "c": "3"}
    assert client.v1.payment_intents.update(intent.id, {"metadata": ""}).metadata.to_dict() == {}


def test_metadata_may_be_named_by_numbers(client):
    customer = client.v1.customers.create({"metadata": {"0": "a", "7": "b"}})
    assert client.v1.customers.update(customer.id, {"metadata": {"0": ""}}).metadata.to_dict() == {"7": "b"}


def test_metadata_cannot_grow_past_its_limit_bit_by_bit(client):
    customer = client.v1.customers.create({"metadata": {f"a{n}": "v" for n in range(30)}})
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.customers.update(customer.id, {"metadata": {f"b{n}": "v" for n in range(21)}})
    assert refusal.value.param == "metadata"
    assert len(client.v1.customers.retrieve(customer.id).metadata.to_dict()) == 30


@pytest.mark.parametrize("metadata", [{"k" * 41: "v"}, {"k": "v" * 501}, {f"k{n}": "v" for n in range(51)}, "words"])
def test_metadata_has_its_limits(client, metadata):
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.customers.create({"metadata": metadata})


def test_an_error_has_no_empty_keys_and_a_request_id(api):
    response = api.handle(Request("GET", "/v1/payment_intents/pi_no", "", {"authorization": "Bearer sk_test_robin"}))
    assert response.status == 404
    assert response.headers["request-id"].startswith("req_")
    assert b"null" not in response.body
    assert b'"code": "resource_missing"' in response.body


def test_an_address_that_is_none(api):
    response = api.handle(Request("GET", "/v1/subscriptions", "", {"authorization": "Bearer sk_test_robin"}))
    assert (response.status, b"Unrecognized request URL" in response.body) == (404, True)


def test_the_version_asked_for_is_echoed(client):
    headers = client.v1.customers.create().last_response.headers
    assert headers["stripe-version"] == stripe.api_version
    assert headers["idempotency-key"]


def test_search_says_that_it_is_not_here(client):
    with pytest.raises(stripe.InvalidRequestError, match="does not support search"):
        client.v1.payment_intents.search({"query": "metadata['checkout']:'7'"})
