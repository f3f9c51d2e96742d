"""The life of a PaymentIntent, with the events that tell of it."""

import pytest
import stripe
from payments import CARD, authenticate, events, pay, told

PAID = ["payment_intent.created", "charge.succeeded", "payment_intent.succeeded"]


def test_success_is_told_in_order_and_the_fee_comes_late(client, world):
    intent = pay(client)
    assert intent.status == "succeeded"
    assert intent.amount_received == 2000
    assert told(client) == PAID
    assert events(client, "charge.succeeded")[0].data.object["balance_transaction"] is None
    world.advance(1)
    assert told(client) == [*PAID, "charge.updated"]
    updated = events(client, "charge.updated")[0]
    assert updated.data.previous_attributes.to_dict() == {"balance_transaction": None}
    transaction = client.v1.balance_transactions.retrieve(updated.data.object["balance_transaction"])
    assert (transaction.amount, transaction.fee, transaction.net) == (2000, 50, 1950)


def test_capture_method_automatic_has_its_fee_at_once(client, world):
    intent = pay(client, capture_method="automatic", expand=["latest_charge.balance_transaction"])
    assert intent.latest_charge.balance_transaction.net == 1950
    world.advance(60)
    assert told(client) == PAID


def test_a_step_at_a_time(client):
    intent = client.v1.payment_intents.create(CARD)
    assert intent.status == "requires_payment_method"
    intent = client.v1.payment_intents.update(intent.id, {"payment_method": "pm_card_visa", "amount": 3000})
    assert (intent.status, intent.amount) == ("requires_confirmation", 3000)
    assert client.v1.payment_intents.confirm(intent.id).amount_received == 3000


def test_a_decline_leaves_the_intent_ready_for_another_card(client, world):
    intent = client.v1.payment_intents.create({**CARD, "metadata": {"checkout": "7"}})
    with pytest.raises(stripe.CardError) as refusal:
        client.v1.payment_intents.confirm(intent.id, {"payment_method": "pm_card_chargeDeclinedInsufficientFunds"})
    error = refusal.value.error
    assert (refusal.value.http_status, error.code, error.decline_code) == (402, "card_declined", "insufficient_funds")
    assert error.payment_intent.status == "requires_payment_method"
    assert error.payment_intent.payment_method is None
    assert error.payment_intent.latest_charge == error.charge
    assert error.payment_intent.last_payment_error.decline_code == "insufficient_funds"
    paid = client.v1.payment_intents.confirm(intent.id, {"payment_method": "pm_card_visa"})
    assert (paid.status, paid.last_payment_error) == ("succeeded", None)
    world.advance(1)
    assert told(client) == [
        "payment_intent.created",
        "charge.failed",
        "payment_intent.payment_failed",
        "charge.succeeded",
        "payment_intent.succeeded",
        "charge.updated",
    ]
    charges = client.v1.charges.list({"payment_intent": intent.id}).data
    assert [charge.status for charge in charges] == ["succeeded", "failed"]
    assert charges[0].metadata.to_dict() == {"checkout": "7"}


@pytest.mark.parametrize(
    ("card", "code", "decline_code"),
    [
        ("pm_card_chargeDeclined", "card_declined", "generic_decline"),
        ("pm_card_visa_chargeDeclinedLostCard", "card_declined", "lost_card"),
        ("pm_card_chargeDeclinedExpiredCard", "expired_card", "expired_card"),
        ("pm_card_chargeDeclinedIncorrectCvc", "incorrect_cvc", "incorrect_cvc"),
        ("pm_card_chargeDeclinedProcessingError", "processing_error", "processing_error"),
        ("pm_card_radarBlock", "card_declined", "fraudulent"),
    ],
)
def test_each_bad_card_says_why(client, card, code, decline_code):
    with pytest.raises(stripe.CardError) as refusal:
        pay(client, card)
    assert (refusal.value.code, refusal.value.error.decline_code) == (code, decline_code)


def test_3ds_passed(client, world):
    intent = pay(client, "pm_card_authenticationRequired")
    assert intent.status == "requires_action"
    authenticate(world, intent, passed=True)
    world.advance(1)
    assert client.v1.payment_intents.retrieve(intent.id).status == "succeeded"
    assert told(client) == [
        "payment_intent.created",
        "payment_intent.requires_action",
        "charge.succeeded",
        "payment_intent.succeeded",
        "charge.updated",
    ]


def test_3ds_failed_makes_no_charge(client, world):
    intent = pay(client, "pm_card_authenticationRequired")
    authenticate(world, intent, passed=False)
    intent = client.v1.payment_intents.retrieve(intent.id)
    assert intent.status == "requires_payment_method"
    assert intent.last_payment_error.code == "payment_intent_authentication_failure"
    assert client.v1.charges.list().data == []
    assert told(client)[1:] == ["payment_intent.requires_action", "payment_intent.payment_failed"]


def test_3ds_passed_and_then_declined(client, world):
    intent = pay(client, "pm_card_authenticationRequiredChargeDeclinedInsufficientFunds")
    authenticate(world, intent, passed=True)
    intent = client.v1.payment_intents.retrieve(intent.id)
    assert intent.last_payment_error.decline_code == "insufficient_funds"


def test_3ds_by_redirect_goes_to_our_page(client):
    intent = pay(client, "pm_card_authenticationRequired", return_url="https://robin-and-sam.example/back")
    assert intent.next_action.type == "redirect_to_url"
    assert intent.next_action.redirect_to_url.return_url == "https://robin-and-sam.example/back"
    assert "/3ds/challenge.html?attempt=" in intent.next_action.redirect_to_url.url


def test_an_abandoned_challenge_is_silent_until_cancelled(client, world):
    intent = pay(client, "pm_card_authenticationRequired")
    world.advance(86_400)
    assert told(client)[1:] == ["payment_intent.requires_action"]
    assert client.v1.payment_intents.cancel(intent.id).status == "canceled"


def test_off_session_is_refused_where_the_cardholder_is_needed(client):
    with pytest.raises(stripe.CardError) as refusal:
        pay(client, "pm_card_authenticationRequired", off_session=True)
    assert refusal.value.code == "authentication_required"


def test_hold_then_capture_a_part(client, world):
    intent = pay(client, capture_method="manual")
    assert (intent.status, intent.amount_capturable) == ("requires_capture", 2000)
    assert told(client) == [*PAID[:2], "payment_intent.amount_capturable_updated"]
    captured = client.v1.payment_intents.capture(intent.id, {"amount_to_capture": 1500})
    assert (captured.status, captured.amount_received, captured.amount_capturable) == ("succeeded", 1500, 0)
    assert told(client)[3:] == ["charge.captured", "payment_intent.succeeded"]
    charge = client.v1.charges.retrieve(captured.latest_charge, {"expand": ["balance_transaction"]})
    assert (charge.amount_captured, charge.balance_transaction.amount) == (1500, 1500)


def test_more_than_was_held_cannot_be_captured(client):
    intent = pay(client, capture_method="manual")
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.payment_intents.capture(intent.id, {"amount_to_capture": 2001})


def test_a_hold_ends_after_seven_days(client, world):
    intent = pay(client, capture_method="manual")
    world.advance(7 * 86_400)
    assert client.v1.payment_intents.retrieve(intent.id).status == "canceled"
    assert told(client)[3:] == ["charge.expired", "payment_intent.canceled"]


def test_cancelling_a_hold_releases_the_money(client):
    intent = pay(client, capture_method="manual")
    client.v1.payment_intents.cancel(intent.id, {"cancellation_reason": "abandoned"})
    assert told(client)[3:] == ["payment_intent.canceled", "charge.refunded"]
    charge = events(client, "charge.refunded")[0].data.object
    assert (charge["captured"], charge["refunded"]) == (False, True)


def test_confirming_what_succeeded_is_refused_with_the_intent_embedded(client):
    intent = pay(client)
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.payment_intents.confirm(intent.id, {"payment_method": "pm_card_visa"})
    assert refusal.value.code == "payment_intent_unexpected_state"
    assert refusal.value.error.payment_intent.status == "succeeded"


def test_money_fields_are_fixed_once_paid_and_words_are_not(client):
    intent = pay(client)
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.payment_intents.update(intent.id, {"amount": 1})
    assert refusal.value.code == "payment_intent_unexpected_state"
    updated = client.v1.payment_intents.update(intent.id, {"description": "A gift", "metadata": {"a": "b"}})
    assert (updated.description, updated.metadata["a"]) == ("A gift", "b")
    assert client.v1.charges.retrieve(intent.latest_charge).metadata.to_dict() == {}


def test_any_update_clears_the_last_error(client):
    intent = client.v1.payment_intents.create(CARD)
    with pytest.raises(stripe.CardError):
        client.v1.payment_intents.confirm(intent.id, {"payment_method": "pm_card_chargeDeclined"})
    assert client.v1.payment_intents.update(intent.id, {"description": "Again"}).last_payment_error is None


def test_changing_the_amount_ends_a_challenge_under_way(client, world):
    intent = pay(client, "pm_card_authenticationRequired")
    source = intent.next_action.use_stripe_sdk["source"]
    changed = client.v1.payment_intents.update(intent.id, {"amount": 2500})
    assert (changed.status, changed.next_action) == ("requires_confirmation", None)
    from stripe_sandbox.admin import Admin

    status, answer = Admin(world).handle("POST", f"/_sandbox/3ds/{source}", "", b"outcome=pass")
    assert status == 400, answer


def test_a_redirect_needs_somewhere_to_return_to(client):
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.payment_intents.create(
            {"amount": 2000, "currency": "gbp", "payment_method": "pm_card_visa", "confirm": True}
        )
    assert "return_url" in str(refusal.value)
    assert client.v1.payment_intents.list().data == []


def test_without_the_customer_nobody_is_redirected(client):
    fields = {"amount": 2000, "currency": "gbp", "payment_method": "pm_card_visa", "confirm": True}
    assert client.v1.payment_intents.create({**fields, "off_session": True}).status == "succeeded"
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.payment_intents.create({**fields, "off_session": True, "error_on_requires_action": True})
    assert refusal.value.param == "error_on_requires_action"
    with pytest.raises(stripe.CardError, match="requires authentication"):
        pay(client, "pm_card_authenticationRequired", error_on_requires_action=True)


@pytest.mark.parametrize(
    ("version", "types", "capture_method"),
    [
        ("2022-11-15", None, "automatic"),
        ("2023-10-16", "always", "automatic"),
        ("2024-04-10", "always", "automatic_async"),
        (stripe.api_version, "always", "automatic_async"),
    ],
)
def test_an_older_version_takes_other_things_for_granted(client, version, types, capture_method):
    options = {"stripe_version": version}
    intent = client.v1.payment_intents.create({"amount": 2000, "currency": "gbp"}, options)
    assert intent.capture_method == capture_method
    assert (intent.automatic_payment_methods and intent.automatic_payment_methods.allow_redirects) == types
    assert intent.last_response.headers["stripe-version"] == version


def test_what_is_no_version_is_refused(client):
    with pytest.raises(stripe.InvalidRequestError, match="Invalid Stripe API version: newest"):
        client.v1.payment_intents.list(options={"stripe_version": "newest"})


def test_automatic_methods_and_listed_types_exclude_each_other(client):
    with pytest.raises(stripe.InvalidRequestError, match="only specify one"):
        client.v1.payment_intents.create({**CARD, "automatic_payment_methods": {"enabled": True}})


def test_euros_offer_sepa_as_well(client):
    intent = client.v1.payment_intents.create({"amount": 2000, "currency": "eur"})
    assert intent.payment_method_types == ["card", "sepa_debit"]
    assert intent.automatic_payment_methods.enabled
