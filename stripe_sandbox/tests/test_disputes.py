"""Disputes and inquiries."""

import pytest
import stripe
from payments import debit, events, pay, told


def disputed(client, card="pm_card_createDispute", **params):
    intent = pay(client, card, **params)
    return client.v1.disputes.list({"payment_intent": intent.id}).data[0]


def test_opened_takes_the_money_and_a_fee(client):
    dispute = disputed(client, amount=25_000, currency="usd")
    assert (dispute.status, dispute.reason) == ("needs_response", "fraudulent")
    assert told(client)[3:] == ["charge.dispute.created", "charge.dispute.funds_withdrawn"]
    moved = dispute.balance_transactions[0]
    assert (moved.type, moved.amount, moved.fee, moved.net) == ("adjustment", -25_000, 1500, -26_500)
    assert client.v1.charges.retrieve(dispute.charge).disputed


@pytest.mark.parametrize(
    ("evidence", "status", "last"),
    [
        ("winning_evidence", "won", ["charge.dispute.funds_reinstated", "charge.dispute.closed"]),
        ("losing_evidence", "lost", ["charge.dispute.closed"]),
    ],
)
def test_evidence_decides(client, world, evidence, status, last):
    dispute = disputed(client)
    answered = client.v1.disputes.update(dispute.id, {"evidence": {"uncategorized_text": evidence}})
    assert (answered.status, answered.evidence_details.submission_count) == ("under_review", 1)
    world.advance(5)
    decided = client.v1.disputes.retrieve(dispute.id)
    assert decided.status == status
    assert sum(each.net for each in decided.balance_transactions) == (0 if status == "won" else -4000)
    assert told(client)[-len(last) :] == last
    assert events(client, "charge.dispute.closed")[0].data.previous_attributes["status"] == "under_review"


def test_evidence_can_be_staged_before_it_is_sent(client):
    dispute = disputed(client)
    staged = client.v1.disputes.update(dispute.id, {"evidence": {"customer_name": "Priya Shah"}, "submit": False})
    assert (staged.status, staged.evidence.customer_name) == ("needs_response", "Priya Shah")
    sent = client.v1.disputes.update(dispute.id, {"submit": True})
    assert (sent.status, sent.evidence_details.submission_count) == ("under_review", 1)


def test_closing_is_losing_and_cannot_be_undone(client):
    dispute = disputed(client)
    assert client.v1.disputes.close(dispute.id).status == "lost"
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.disputes.close(dispute.id)
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.disputes.update(dispute.id, {"evidence": {"uncategorized_text": "winning_evidence"}})


def test_an_inquiry_moves_no_money(client):
    dispute = disputed(client, "pm_card_createDisputeInquiry")
    assert (dispute.status, dispute.balance_transactions) == ("warning_needs_response", [])
    assert client.v1.disputes.close(dispute.id).status == "warning_closed"
    assert told(client)[3:] == ["charge.dispute.created", "charge.dispute.closed"]


def test_product_not_received(client):
    assert disputed(client, "pm_card_createDisputeProductNotReceived").reason == "product_not_received"


def test_a_debit_returned_late_is_a_dispute_already_lost(client, world):
    intent = debit(client, "AT591904300235473203")
    world.advance(2)
    assert client.v1.payment_intents.retrieve(intent.id).status == "succeeded"
    world.advance(2)
    dispute = client.v1.disputes.list({"payment_intent": intent.id}).data[0]
    assert dispute.status == "lost"
    assert told(client)[-3:] == ["charge.dispute.created", "charge.dispute.funds_withdrawn", "charge.dispute.closed"]
