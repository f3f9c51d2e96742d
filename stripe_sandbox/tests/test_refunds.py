"""Refunds: whole, in part, late and in vain."""

import pytest
import stripe
from payments import debit, events, pay, told


def refund(client, intent, **params):
    return client.v1.refunds.create({"payment_intent": intent.id, **params})


def test_in_parts_until_nothing_is_left(client, world):
    intent = pay(client)
    first = refund(client, intent, amount=500, reason="requested_by_customer")
    charge = client.v1.charges.retrieve(intent.latest_charge)
    assert (first.status, charge.amount_refunded, charge.refunded) == ("succeeded", 500, False)
    assert told(client)[3:] == ["refund.created", "charge.refunded"]
    assert events(client, "charge.refunded")[0].data.previous_attributes.to_dict() == {"amount_refunded": 0}
    refund(client, intent)
    charge = client.v1.charges.retrieve(intent.latest_charge, {"expand": ["refunds"]})
    assert (charge.amount_refunded, charge.refunded) == (2000, True)
    assert [each.amount for each in charge.refunds.data] == [1500, 500]
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        refund(client, intent)
    assert refusal.value.code == "charge_already_refunded"


def test_the_bank_gives_a_reference_later(client, world):
    refund(client, pay(client))
    world.advance(5)
    assert told(client)[-2:] == ["refund.updated", "charge.refund.updated"]


def test_the_fee_is_not_given_back(client, world):
    intent = pay(client)
    world.advance(1)
    back = refund(client, intent)
    transaction = client.v1.balance_transactions.retrieve(back.balance_transaction)
    assert (transaction.type, transaction.amount, transaction.fee, transaction.net) == ("refund", -2000, 0, -2000)
    total = sum(each.net for each in client.v1.balance_transactions.list().data)
    assert total == -50


def test_more_than_is_left(client):
    intent = pay(client)
    with pytest.raises(stripe.InvalidRequestError, match="greater than unrefunded amount"):
        refund(client, intent, amount=2001)


def test_pending_then_succeeded(client, world):
    intent = pay(client, "pm_card_pendingRefund")
    back = refund(client, intent)
    assert back.status == "pending"
    world.advance(5)
    assert client.v1.refunds.retrieve(back.id).status == "succeeded"
    assert told(client)[3:] == [
        "refund.created",
        "charge.refunded",
        "charge.updated",
        "refund.updated",
        "charge.refund.updated",
    ]


def test_failed_after_it_looked_well(client, world):
    intent = pay(client, "pm_card_refundFail")
    back = refund(client, intent)
    assert back.status == "succeeded"
    world.advance(5)
    back = client.v1.refunds.retrieve(back.id, {"expand": ["failure_balance_transaction"]})
    assert (back.status, back.failure_reason) == ("failed", "lost_or_stolen_card")
    assert back.failure_balance_transaction.amount == 2000
    assert client.v1.charges.retrieve(intent.latest_charge).amount_refunded == 0
    assert told(client)[-3:] == ["refund.failed", "refund.updated", "charge.refund.updated"]


def test_what_was_only_held_cannot_be_refunded(client):
    intent = pay(client, capture_method="manual")
    with pytest.raises(stripe.InvalidRequestError):
        refund(client, intent)


def test_a_disputed_charge_cannot_be_refunded(client):
    intent = pay(client, "pm_card_createDispute")
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        refund(client, intent)
    assert refusal.value.code == "charge_disputed"


def test_a_debit_is_refunded_under_other_names(client, world):
    intent = debit(client)
    world.advance(5)
    back = refund(client, intent)
    assert back.id.startswith("pyr_")
    assert client.v1.balance_transactions.retrieve(back.balance_transaction).type == "payment_refund"


def test_listed_by_charge_and_by_intent(client):
    one, other = pay(client), pay(client)
    mine = refund(client, one, amount=100)
    refund(client, other)
    assert [each.id for each in client.v1.refunds.list({"payment_intent": one.id}).data] == [mine.id]
    assert [each.id for each in client.v1.refunds.list({"charge": one.latest_charge}).data] == [mine.id]


def test_an_empty_balance_refuses_where_that_is_enforced(client, world):
    world.settings.enforce_balance = True
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        refund(client, pay(client))
    assert refusal.value.code == "balance_insufficient"
