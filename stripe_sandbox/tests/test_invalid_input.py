"""Whatever comes in, what goes out is an answer in Stripe's form: never a 500."""

import json
from urllib.parse import urlencode

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from payments import CARD

from stripe_sandbox import routes
from stripe_sandbox.admin import Admin
from stripe_sandbox.api import Api
from stripe_sandbox.cli.client import fields
from stripe_sandbox.exchange import Request
from stripe_sandbox.world import World

KEY = {"authorization": "Bearer sk_test_mallory"}
MORE = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def prepared() -> tuple[Api, list[str]]:
    """An account in which there is one of many things, and their ids."""
    world = World(seed=3)
    api = Api(world)

    def post(path, **params):
        answer = api.handle(Request("POST", path, "", KEY, urlencode(list(fields(params))).encode()))
        assert answer.status == 200, answer.body
        return json.loads(answer.body)

    customer = post("/v1/customers")
    post("/v1/payment_methods/pm_card_visa/attach", customer=customer["id"])
    paid = post("/v1/payment_intents", **CARD, payment_method="pm_card_createDispute", confirm=True)
    post("/v1/payment_intents", **CARD, payment_method="pm_card_authenticationRequired", confirm=True)
    post("/v1/payment_intents", **CARD, payment_method="pm_card_visa", confirm=True, capture_method="manual")
    post("/v1/payment_intents", **CARD)
    post("/v1/webhook_endpoints", url="http://127.0.0.1:9/", enabled_events=["*"])
    world.advance(1)
    assert paid["status"] == "succeeded"
    account = world.account("mallory", False)
    return api, [id for id, obj in account.objects.items() if obj["object"] not in ("delivery", "challenge")]


API, IDS = prepared()
KNOWN = sorted(
    {name for route in routes.ROUTES for name in route.shape.names()} | {"expand", "limit", "key", "metadata"}
)
scalars = st.one_of(
    st.text(max_size=12),
    st.integers().map(str),
    st.sampled_from(
        ["", "true", "false", "gbp", "eur", "card", "sepa_debit", "manual", "pm_card_visa", "always", *IDS]
    ),
)
nested = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KNOWN) | st.text(max_size=5), inner, max_size=4)
    ),
)
forms = st.dictionaries(st.sampled_from(KNOWN) | st.text(max_size=8), nested, max_size=6)
calls = st.sampled_from([(route.method, route.path) for route in routes.ROUTES])


def sane(response) -> None:
    assert response.status < 500, response.body
    body = json.loads(response.body)
    assert response.status == 200 or {"message", "type"} <= body["error"].keys()


@MORE
@given(calls, st.sampled_from(IDS) | st.text("abc/%_ é", min_size=1, max_size=6), forms, st.sampled_from(["sk", "pk"]))
def test_any_form_to_any_endpoint(call, id, form, kind):
    method, path = call
    text = urlencode(list(fields(form)), errors="replace")
    query, body = (text, b"") if method == "GET" else ("", text.encode())
    headers = {"authorization": f"Bearer {kind}_test_mallory"}
    sane(API.handle(Request(method, path.replace(":id", id), query, headers, body)))


@MORE
@given(st.binary(max_size=200), st.sampled_from([route.path for route in routes.ROUTES if route.method == "POST"]))
def test_any_bytes(body, path):
    sane(API.handle(Request("POST", path.replace(":id", IDS[0]), "", KEY, body)))


@MORE
@given(st.text(max_size=40), st.text(max_size=300), st.sampled_from(["GET", "POST", "DELETE", "PATCH", "BREW"]))
def test_any_key_path_and_idempotency_key(key, text, method):
    for value in (key, f"Bearer {key}", f"Basic {key}", "Bearer sk_test_mallory"):
        headers = {"authorization": value, "idempotency-key": text, "stripe-account": text, "stripe-version": text}
        sane(API.handle(Request(method, f"/v1/{text[:20]}", text, headers, text.encode())))
        sane(API.handle(Request("POST", "/v1/customers", "", headers, b"")))


@MORE
@given(
    st.sampled_from(list(Admin(API.world).verbs)),
    st.sampled_from([*IDS, "drop"]) | st.text(max_size=10),
    st.dictionaries(
        st.sampled_from(["key", "kind", "probability", "times", "seconds", "match", "outcome", "expired", "overlap"]),
        scalars | st.sampled_from(["nan", "inf", "-1", "sk_test_mallory", "drop", "pass"]),
    ),
)
@example(("POST", "faults"), "", {"kind": "drop", "times": "inf"})
@example(("POST", "faults"), "", {"kind": "slow", "seconds": "inf"})
@example(("POST", "faults"), "", {"kind": "slow", "seconds": "-1"})
def test_any_lever(verb, id, form):
    method, name = verb
    body = urlencode(list(fields(form)), errors="replace").encode()
    status, value = Admin(World(seed=4)).handle(method, f"/_sandbox/{name}/{id}", "", body)
    assert status < 500
    json.dumps(value, allow_nan=False)
