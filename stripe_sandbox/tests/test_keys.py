"""Whose key opens what."""

import base64

import pytest
import stripe
from payments import CARD, pay

from stripe_sandbox.exchange import Request


def get(api, path="/v1/account", **headers):
    return api.handle(Request("GET", path, "", headers))


def test_no_key_a_bad_key_and_an_expired_key(api, world, client_for):
    assert get(api).status == 401
    for bad in ("nonsense", "sk_test_", "sk_prod_robin", "sk_test_röbin"):
        with pytest.raises(stripe.AuthenticationError):
            client_for(bad).v1.balance.retrieve()
    world.rule("sk_test_old", expired=True)
    with pytest.raises(stripe.AuthenticationError) as refusal:
        client_for("sk_test_old").v1.balance.retrieve()
    assert refusal.value.error.code == "api_key_expired"


def test_basic_authentication_as_curl_does(api):
    value = base64.b64encode(b"sk_test_robin:").decode()
    assert get(api, authorization=f"Basic {value}").status == 200


def test_two_accounts_and_two_modes_share_nothing(client_for):
    intent = pay(client_for("sk_test_robin"))
    for other in ("sk_live_robin", "sk_test_sam"):
        with pytest.raises(stripe.InvalidRequestError) as refusal:
            client_for(other).v1.payment_intents.retrieve(intent.id)
        assert (refusal.value.http_status, refusal.value.code) == (404, "resource_missing")
        assert client_for(other).v1.payment_intents.list().data == []


def test_livemode_and_account_are_told(client_for, api):
    assert not pay(client_for("sk_test_robin")).livemode
    assert pay(client_for("sk_live_robin")).livemode
    ids = {get(api, authorization=f"Bearer {key}").body for key in ("sk_test_robin", "sk_live_robin")}
    assert len(ids) == 1


def test_the_browser_sees_little_and_may_do_less(client, browser):
    intent = client.v1.payment_intents.create({**CARD, "metadata": {"household": "4F2A91"}})
    seen = browser.v1.payment_intents.retrieve(intent.id, {"client_secret": intent.client_secret})
    assert "metadata" not in seen
    assert "amount_received" not in seen
    assert seen.status == "requires_payment_method"
    with pytest.raises(stripe.AuthenticationError) as refusal:
        browser.v1.payment_intents.list()
    assert refusal.value.error.code == "secret_key_required"


def test_the_browser_needs_the_client_secret(client, browser):
    intent = client.v1.payment_intents.create(CARD)
    for params in ({"client_secret": "pi_x_secret_y"}, {}):
        with pytest.raises(stripe.InvalidRequestError):
            browser.v1.payment_intents.retrieve(intent.id, params)


def test_the_browser_confirms_and_sets_no_price(client, browser):
    intent = client.v1.payment_intents.create(CARD)
    method = browser.v1.payment_methods.create(
        {"type": "card", "card": {"number": "4242424242424242", "exp_month": 1, "exp_year": 2034}}
    )
    proof = {"client_secret": intent.client_secret}
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        browser.v1.payment_intents.confirm(intent.id, {**proof, "payment_method": method.id, "amount": 1})
    assert refusal.value.code == "parameter_unknown"
    paid = browser.v1.payment_intents.confirm(intent.id, {**proof, "payment_method": method.id})
    assert (paid.status, "metadata" in paid) == ("succeeded", False)


def test_a_refusal_shows_the_browser_no_metadata(client, browser):
    intent = client.v1.payment_intents.create({**CARD, "metadata": {"household": "4F2A91"}})
    with pytest.raises(stripe.CardError) as refusal:
        browser.v1.payment_intents.confirm(
            intent.id, {"client_secret": intent.client_secret, "payment_method": "pm_card_chargeDeclined"}
        )
    assert "4F2A91" not in refusal.value.http_body


def test_a_restricted_key_does_what_it_may(world, client_for):
    world.rule("rk_test_robin", permissions=frozenset({"payment_intents_read"}))
    restricted = client_for("rk_test_robin")
    assert restricted.v1.payment_intents.list().data == []
    with pytest.raises(stripe.PermissionError):
        restricted.v1.payment_intents.create(CARD)
    assert client_for("rk_test_sam").v1.payment_intents.create(CARD).id
