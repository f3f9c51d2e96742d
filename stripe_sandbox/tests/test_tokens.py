"""Tokens: the older way to carry a card from the browser."""

import pytest
import stripe
from payments import CARD

NUMBER = {"number": "5555555555554444", "exp_month": 12, "exp_year": 2030, "cvc": "123"}


def by_token(id: str) -> dict:
    return {**CARD, "confirm": True, "payment_method_data": {"type": "card", "card": {"token": id}}}


def test_the_browser_makes_one_and_the_server_pays_with_it(client, browser):
    token = browser.v1.tokens.create({"card": {**NUMBER, "name": "Priya Shah", "address_zip": "LS1 1AA"}})
    assert (token.card.brand, token.card.last4, token.card.address_zip, token.used) == (
        "MasterCard",
        "4444",
        "LS1 1AA",
        False,
    )
    intent = client.v1.payment_intents.create({**by_token(token.id), "expand": ["payment_method"]})
    assert (intent.status, intent.payment_method.card.last4) == ("succeeded", "4444")
    assert client.v1.tokens.retrieve(token.id).used


def test_it_is_good_for_one_use(client, browser):
    token = browser.v1.tokens.create({"card": NUMBER})
    client.v1.payment_intents.create(by_token(token.id))
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.payment_intents.create(by_token(token.id))
    assert refusal.value.code == "token_already_used"


def test_a_direct_charge_takes_one(client, browser):
    token = browser.v1.tokens.create({"card": NUMBER})
    assert client.v1.charges.create({"amount": 2000, "currency": "gbp", "source": token.id}).paid


def test_a_mistyped_number_makes_none(browser):
    with pytest.raises(stripe.CardError) as refusal:
        browser.v1.tokens.create({"card": {**NUMBER, "number": "4242424242424241"}})
    assert refusal.value.code == "incorrect_number"


def test_another_account_cannot_use_it(client_for, browser):
    token = browser.v1.tokens.create({"card": NUMBER})
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client_for("sk_test_mallory").v1.payment_intents.create(by_token(token.id))
    assert refusal.value.code == "resource_missing"
