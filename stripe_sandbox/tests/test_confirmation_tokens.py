"""Confirmation tokens: made by the browser, spent by the server, once."""

import json

import pytest
import stripe
from payments import CARD, told

from stripe_sandbox.exchange import Request

ADDRESS = {"line1": "1 Elm Street", "city": "Leeds", "country": "GB", "postal_code": "LS1 1AA"}
VISA = {"number": "4242424242424242", "exp_month": 12, "exp_year": 2030, "cvc": "123"}


@pytest.fixture
def collected(browser):
    """What Stripe.js does when Priya has typed her card: a token, by the publishable key."""

    def collect(number: str = VISA["number"], **params: object) -> stripe.ConfirmationToken:
        data = {
            "type": "card",
            "card": {**VISA, "number": number},
            "billing_details": {"name": "Priya Shah", "email": "priya@example.com"},
        }
        response = browser.raw_request("post", "/v1/confirmation_tokens", payment_method_data=data, **params)
        return browser.deserialize(response, api_mode="V1")

    return collect


def refused(do) -> stripe.InvalidRequestError:
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        do()
    return refusal.value


def test_it_carries_what_was_collected(client, collected):
    token = collected(
        return_url="https://robin.example/thanks",
        setup_future_usage="off_session",
        shipping={"name": "Priya Shah", "address": ADDRESS},
    )
    assert token.id.startswith("ctoken_")
    found = client.v1.confirmation_tokens.retrieve(token.id)
    assert found.payment_method_preview.card.last4 == "4242"
    assert found.payment_method_preview.billing_details.name == "Priya Shah"
    assert (found.shipping.name, found.return_url) == ("Priya Shah", "https://robin.example/thanks")
    assert (found.payment_intent, found.use_stripe_sdk) == (None, True)
    assert found.expires_at == found.created + 12 * 3600


def test_creating_with_it_pays_and_writes_its_values_onto_the_intent(client, collected):
    token = collected(
        return_url="https://robin.example/thanks",
        setup_future_usage="on_session",
        shipping={"name": "Priya Shah", "address": ADDRESS},
    )
    intent = client.v1.payment_intents.create(
        {
            "amount": 2000,
            "currency": "gbp",
            "automatic_payment_methods": {"enabled": True},
            "confirm": True,
            "confirmation_token": token.id,
        }
    )
    assert intent.status == "succeeded"
    assert intent.shipping.address.city == "Leeds"
    assert intent.setup_future_usage == "on_session"
    assert client.v1.payment_methods.retrieve(intent.payment_method).billing_details.email == "priya@example.com"
    assert client.v1.confirmation_tokens.retrieve(token.id).payment_intent == intent.id
    assert told(client) == ["payment_intent.created", "charge.succeeded", "payment_intent.succeeded"]


def test_confirming_with_it(client, collected):
    intent = client.v1.payment_intents.create({**CARD})
    paid = client.v1.payment_intents.confirm(intent.id, {"confirmation_token": collected().id})
    assert paid.status == "succeeded"


def test_it_asks_for_the_challenge_in_the_page(client, collected):
    intent = client.v1.payment_intents.create({**CARD})
    token = collected("4000002760003184", return_url="https://robin.example/thanks")
    asked = client.v1.payment_intents.confirm(intent.id, {"confirmation_token": token.id})
    assert asked.next_action.type == "use_stripe_sdk"


def test_what_the_request_says_takes_precedence(client, collected):
    token = collected("4000000000000002", return_url="https://robin.example/thanks")
    params = {"confirmation_token": token.id, "payment_method": "pm_card_mastercard"}
    intent = client.v1.payment_intents.create({**CARD, "confirm": True, **params})
    assert client.v1.payment_methods.retrieve(intent.payment_method).card.brand == "mastercard"


def test_it_is_good_for_one_use(client, collected):
    token = collected()
    client.v1.payment_intents.create({**CARD, "confirm": True, "confirmation_token": token.id})
    another = client.v1.payment_intents.create({**CARD})
    error = refused(lambda: client.v1.payment_intents.confirm(another.id, {"confirmation_token": token.id}))
    assert (error.http_status, error.param) == (400, "confirmation_token")
    assert client.v1.payment_intents.retrieve(another.id).status == "requires_payment_method"


def test_a_decline_spends_it(client, collected):
    intent = client.v1.payment_intents.create({**CARD})
    token = collected("4000000000000002")
    with pytest.raises(stripe.CardError):
        client.v1.payment_intents.confirm(intent.id, {"confirmation_token": token.id})
    refused(lambda: client.v1.payment_intents.confirm(intent.id, {"confirmation_token": token.id}))


def test_a_refused_request_does_not(client, collected):
    token = collected()
    intent = client.v1.payment_intents.create({"amount": 2000, "currency": "gbp"})
    refused(lambda: client.v1.payment_intents.confirm(intent.id, {"confirmation_token": token.id}))  # no return_url
    paid = client.v1.payment_intents.confirm(
        intent.id, {"confirmation_token": token.id, "return_url": "https://robin.example"}
    )
    assert paid.status == "succeeded"


def test_it_expires(world, client, collected):
    token, intent = collected(), client.v1.payment_intents.create({**CARD})
    world.advance(12 * 3600)
    error = refused(lambda: client.v1.payment_intents.confirm(intent.id, {"confirmation_token": token.id}))
    assert "expired" in str(error)


@pytest.mark.parametrize("key", ["sk_test_mallory", "sk_live_robin"])
def test_it_belongs_to_one_account_and_mode(client_for, collected, key):
    token, other = collected(), client_for(key)
    error = refused(lambda: other.v1.payment_intents.create({**CARD, "confirm": True, "confirmation_token": token.id}))
    assert (error.code, error.param, error.http_status) == ("resource_missing", "confirmation_token", 400)
    assert refused(lambda: other.v1.confirmation_tokens.retrieve(token.id)).http_status == 404


def test_without_confirm_it_makes_no_sense(client, collected):
    error = refused(lambda: client.v1.payment_intents.create({**CARD, "confirmation_token": collected().id}))
    assert error.param == "confirmation_token"


def test_a_mistyped_number_is_refused_at_once(collected):
    with pytest.raises(stripe.CardError) as refusal:
        collected("4242424242424241")
    assert refusal.value.code == "incorrect_number"


def test_the_browser_may_make_one_but_not_read_it(browser, collected):
    with pytest.raises(stripe.AuthenticationError) as refusal:
        browser.v1.confirmation_tokens.retrieve(collected().id)
    assert refusal.value.error.code == "secret_key_required"


def test_a_test_may_make_one_without_a_browser(client):
    token = client.v1.test_helpers.confirmation_tokens.create({"payment_method": "pm_card_visa"})
    intent = client.v1.payment_intents.create({**CARD, "confirm": True, "confirmation_token": token.id})
    assert intent.status == "succeeded"


def test_a_mandate_comes_with_it(api, client):
    body = (
        "key=pk_test_robin&payment_method_data[type]=sepa_debit"
        "&payment_method_data[sepa_debit][iban]=AT611904300234573201"
        "&payment_method_data[billing_details][name]=Omar+Haddad"
        "&payment_method_data[billing_details][email]=omar@example.com"
        "&mandate_data[customer_acceptance][type]=online"
        "&mandate_data[customer_acceptance][online][user_agent]=Mozilla"
        "&mandate_data[customer_acceptance][online][ip_address]=127.0.0.1"
    )
    token = json.loads(api.handle(Request("POST", "/v1/confirmation_tokens", body=body.encode())).body)
    intent = client.v1.payment_intents.create(
        {
            "amount": 5000,
            "currency": "eur",
            "payment_method_types": ["sepa_debit"],
            "confirm": True,
            "confirmation_token": token["id"],
        }
    )
    assert intent.status == "processing"
