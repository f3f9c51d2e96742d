"""Balance, fees and payouts."""

import pytest
import stripe
from hypothesis import given
from hypothesis import strategies as st
from payments import pay, told

from stripe_sandbox import fees

DAY = 86_400


def test_money_is_pending_for_two_days(client, world):
    pay(client)
    world.advance(1)
    balance = client.v1.balance.retrieve()
    assert (balance.available[0].amount, balance.pending[0].amount) == (0, 1950)
    world.advance(2 * DAY)
    balance = client.v1.balance.retrieve()
    assert (balance.available[0].amount, balance.pending[0].amount) == (1950, 0)
    assert told(client)[-1] == "balance.available"


def test_a_card_that_does_not_wait(client):
    pay(client, "pm_card_bypassPending")
    assert client.v1.balance.retrieve().available[0].amount == 1950


def test_every_currency_settles_in_itself(client, world):
    pay(client, currency="usd")
    pay(client, amount=5000, currency="jpy")
    world.advance(3 * DAY)
    held = {each.currency: each.amount for each in client.v1.balance.retrieve().available}
    assert held == {"gbp": 0, "usd": 2000 - 88, "jpy": 5000 - 180}


def test_transactions_are_found_by_source_and_type(client, world):
    intent = pay(client)
    world.advance(1)
    client.v1.refunds.create({"payment_intent": intent.id, "amount": 10})
    by_source = client.v1.balance_transactions.list({"source": intent.latest_charge}).data
    assert [each.type for each in by_source] == ["charge"]
    assert [each.amount for each in client.v1.balance_transactions.list({"type": "refund"}).data] == [-10]


def test_the_balance_is_the_sum_of_its_transactions(client, world):
    intents = [pay(client, card) for card in ("pm_card_visa", "pm_card_bypassPending", "pm_card_createDispute")]
    client.v1.refunds.create({"payment_intent": intents[0].id, "amount": 500})
    client.v1.payouts.create({"amount": 700, "currency": "gbp"})
    for days in (0, 1, 3):
        world.advance(days * DAY + 1)
        held = client.v1.balance.retrieve()
        transactions = client.v1.balance_transactions.list({"limit": 100}).data
        for state in ("available", "pending"):
            total = sum(each.net for each in transactions if each.status == state)
            assert held[state][0].amount == total


def test_a_payout_arrives(client, world):
    pay(client, "pm_card_bypassPending")
    payout = client.v1.payouts.create({"amount": 1000, "currency": "gbp"})
    assert client.v1.balance.retrieve().available[0].amount == 950
    assert payout.arrival_date - payout.created == DAY  # a bank's day, of which the sandbox makes two seconds
    world.advance(2)
    assert client.v1.payouts.retrieve(payout.id).status == "paid"
    assert told(client)[-3:] == ["payout.created", "payout.updated", "payout.paid"]


def test_a_payout_can_be_called_back(client):
    pay(client, "pm_card_bypassPending")
    payout = client.v1.payouts.create({"amount": 1000, "currency": "gbp"})
    assert client.v1.payouts.cancel(payout.id).status == "canceled"
    assert client.v1.balance.retrieve().available[0].amount == 1950


def test_what_is_not_there_is_not_paid_out(client):
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.payouts.create({"amount": 1000, "currency": "gbp"})
    assert refusal.value.code == "balance_insufficient"


@given(amount=st.integers(1, 99_999_999), currency=st.sampled_from(["gbp", "eur", "jpy", "sek", "inr"]))
def test_a_fee_is_never_more_than_the_amount_nor_less_than_nothing(amount, currency):
    assert 0 <= fees.of_charge("card", amount, currency) <= amount
