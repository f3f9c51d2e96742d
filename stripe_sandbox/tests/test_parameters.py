"""What endpoints take, held against the SDK's own lists; and amounts."""

import importlib
import re
import typing

import pytest
import stripe
from payments import CARD

from stripe_sandbox import routes
from stripe_sandbox.event_types import EVENT_TYPES
from stripe_sandbox.shapes import Shape

OPTIONS = set(stripe.RequestOptions.__annotations__) | {"expand"}
SDK = {
    ("POST", "/v1/payment_intents"): "PaymentIntentCreate",
    ("GET", "/v1/payment_intents"): "PaymentIntentList",
    ("GET", "/v1/payment_intents/:id"): "PaymentIntentRetrieve",
    ("POST", "/v1/payment_intents/:id"): "PaymentIntentUpdate",
    ("POST", "/v1/payment_intents/:id/confirm"): "PaymentIntentConfirm",
    ("POST", "/v1/payment_intents/:id/cancel"): "PaymentIntentCancel",
    ("POST", "/v1/payment_intents/:id/capture"): "PaymentIntentCapture",
    ("GET", "/v1/charges"): "ChargeList",
    ("POST", "/v1/charges"): "ChargeCreate",
    ("POST", "/v1/charges/:id"): "ChargeUpdate",
    ("POST", "/v1/charges/:id/capture"): "ChargeCapture",
    ("POST", "/v1/refunds"): "RefundCreate",
    ("GET", "/v1/refunds"): "RefundList",
    ("POST", "/v1/refunds/:id"): "RefundUpdate",
    ("GET", "/v1/disputes"): "DisputeList",
    ("POST", "/v1/disputes/:id"): "DisputeUpdate",
    ("GET", "/v1/balance_transactions"): "BalanceTransactionList",
    ("GET", "/v1/events"): "EventList",
    ("POST", "/v1/webhook_endpoints"): "WebhookEndpointCreate",
    ("POST", "/v1/webhook_endpoints/:id"): "WebhookEndpointUpdate",
    ("POST", "/v1/payment_methods"): "PaymentMethodCreate",
    ("GET", "/v1/payment_methods"): "PaymentMethodList",
    ("POST", "/v1/payment_methods/:id"): "PaymentMethodUpdate",
    ("POST", "/v1/payment_methods/:id/attach"): "PaymentMethodAttach",
    ("POST", "/v1/customers"): "CustomerCreate",
    ("POST", "/v1/customers/:id"): "CustomerUpdate",
    ("GET", "/v1/customers"): "CustomerList",
    ("POST", "/v1/test_helpers/confirmation_tokens"): "test_helpers.ConfirmationTokenCreate",
    ("POST", "/v1/tokens"): "TokenCreate",
    ("POST", "/v1/payouts"): "PayoutCreate",
    ("GET", "/v1/payouts"): "PayoutList",
    ("POST", "/v1/payouts/:id"): "PayoutUpdate",
}
BY_ENDPOINT = {(route.method, route.path): route.shape for route in routes.ROUTES}
BESIDES = {"client_secret", "payment_method_types", "created"}
"""What the API takes though this SDK does not name it: from Stripe.js, from the CLI's fixtures, and on every list."""


def typed(name: str) -> tuple[type, dict[str, typing.Any]]:
    """One of the SDK's TypedDicts of parameters, and the module's names."""
    *folder, name = name.split(".")
    snake = "".join(f"_{char.lower()}" if char.isupper() else char for char in name)
    module = importlib.import_module(".".join(["stripe.params", *folder, f"{snake}_params"]))
    return getattr(module, f"{name}Params"), vars(module)


@pytest.mark.parametrize("endpoint", SDK, ids=" ".join)
def test_every_parameter_that_stripe_has_is_taken_or_refused_by_name(endpoint):
    kind, _ = typed(SDK[endpoint])
    shape = BY_ENDPOINT[endpoint]
    theirs = set(kind.__annotations__) - OPTIONS
    ours = shape.names()
    assert ours - BESIDES <= theirs, "parameters that Stripe does not have"
    assert theirs <= ours | shape.unsupported, "parameters that Stripe has and nobody thought of"


def nested(annotation: object, names: dict[str, typing.Any]) -> type | None:
    """The TypedDict that an annotation wraps, if it does."""
    text = str(getattr(annotation, "__forward_arg__", annotation))
    found = [names[word] for word in re.findall(r"\w+", text) if word in names]
    kinds = [kind for kind in found if typing.is_typeddict(kind)]
    return kinds[0] if kinds else None


@pytest.mark.parametrize("endpoint", SDK, ids=" ".join)
def test_nested_parameters_are_stripes_too(endpoint):
    kind, names = typed(SDK[endpoint])
    for name, read in {**BY_ENDPOINT[endpoint].required, **BY_ENDPOINT[endpoint].optional}.items():
        inner = nested(kind.__annotations__.get(name), names)
        if isinstance(read, Shape) and inner:
            assert read.names() - OPTIONS <= set(inner.__annotations__), name


def test_the_event_types_are_stripes():
    kind, _ = typed("WebhookEndpointCreate")
    theirs = re.findall(r"'([a-z_0-9.]+\.[a-z_0-9.]+)'", str(kind.__annotations__["enabled_events"]))
    assert set(theirs) == EVENT_TYPES


def refused(client, **params):
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.payment_intents.create({**CARD, **params})
    return refusal.value.code, refusal.value.param


@pytest.mark.parametrize(
    ("params", "code", "param"),
    [
        ({"colour": "mint"}, "parameter_unknown", "colour"),
        ({"shipping": {"name": "Priya", "address": {"planet": "x"}}}, "parameter_unknown", "shipping[address][planet]"),
        ({"shipping": {"name": "Priya"}}, "parameter_missing", "shipping[address]"),
        ({"application_fee_amount": 5}, "parameter_unknown", "application_fee_amount"),
        ({"amount": "twenty"}, "parameter_invalid_integer", "amount"),
        ({"amount": "20.00"}, "parameter_invalid_integer", "amount"),
        ({"amount": -5}, "parameter_invalid_integer", "amount"),
        ({"amount": ""}, "parameter_invalid_empty", "amount"),
        ({"amount": 29}, "amount_too_small", "amount"),
        ({"amount": 100_000_000}, "amount_too_large", "amount"),
        ({"currency": "xyz"}, None, "currency"),
        ({"currency": "ugx"}, None, "currency"),
        ({"currency": "kwd", "amount": 1234}, "parameter_invalid_integer", "amount"),
        ({"currency": "isk", "amount": 1250}, "parameter_invalid_integer", "amount"),
        ({"confirm": "maybe"}, None, "confirm"),
        ({"capture_method": "later"}, None, "capture_method"),
        ({"receipt_email": "nobody"}, "email_invalid", "receipt_email"),
        ({"payment_method": "pm_no"}, "resource_missing", "payment_method"),
        ({"customer": "cus_no"}, "resource_missing", "customer"),
        ({"return_url": "https://robin.example"}, None, "return_url"),
    ],
)
def test_a_wrong_parameter_is_named(client, params, code, param):
    assert refused(client, **params) == (code, param)


def test_a_missing_one_is_named(client):
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.payment_intents.create({"currency": "gbp"})
    assert (refusal.value.code, refusal.value.param) == ("parameter_missing", "amount")


@pytest.mark.parametrize(("currency", "least"), [("gbp", 30), ("jpy", 50), ("huf", 17_500), ("eur", 50)])
def test_the_least_of_each_currency(client, currency, least):
    assert refused(client, amount=least - 1, currency=currency)[0] == "amount_too_small"
    assert (
        client.v1.payment_intents.create({**CARD, "amount": least, "currency": currency.upper()}).currency == currency
    )
