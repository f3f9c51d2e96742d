"""The ledger's rules, alone: no database, no Stripe."""

from dataclasses import replace

import pytest

from handfast.payments import ledger
from handfast.payments.ledger import Expected
from handfast.payments.snapshots import Charge, Problem, Snapshot, Transaction

START = Snapshot("pi_1", "requires_payment_method", 8000, 0, "gbp", False, "here", "token")
CHARGE = Charge("ch_1", "succeeded", 8000, 8000, "gbp", 1_790_000_000, "visa 4242")
PAID = replace(START, status="succeeded", amount_received=8000, charge=CHARGE)
FEE = Transaction("txn_1", 8000, 140, 7860, "gbp", 1_790_000_001)
EXPECTED = Expected("token", "here", "gbp", False, frozenset({8000}), "pi_1")


def kinds(snapshot: Snapshot) -> list[tuple[str, str, int]]:
    return [(line.kind, line.stripe_id, line.amount) for line in ledger.lines(snapshot)]


def wrongs(snapshot: Snapshot, expected: Expected = EXPECTED) -> list[str]:
    return [odd.kind for odd in ledger.mismatches(snapshot, expected)]


def test_nothing_is_money_until_a_charge_succeeded():
    failed = replace(CHARGE, status="failed", amount_captured=0)
    for snapshot in (START, replace(START, status="processing"), replace(START, charge=failed)):
        assert kinds(snapshot) == []


def test_what_was_taken_is_credited_never_what_was_asked():
    partly = replace(CHARGE, amount_captured=5000)
    assert kinds(replace(PAID, amount_received=5000, charge=partly)) == [("payment", "ch_1", 5000)]


def test_the_fee_is_a_line_of_its_own_once_it_is_known():
    assert kinds(PAID) == [("payment", "ch_1", 8000)]
    with_fee = replace(PAID, charge=replace(CHARGE, transaction=FEE))
    assert kinds(with_fee) == [("payment", "ch_1", 8000), ("fee", "txn_1", -140)]


def test_what_fits_is_believed():
    assert wrongs(START) == wrongs(PAID) == []


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"checkout": "another"}, "wrong_owner"),
        ({"instance": "elsewhere"}, "wrong_owner"),
        ({"intent_id": "pi_2"}, "wrong_intent"),
        ({"livemode": True}, "wrong_mode"),
        ({"currency": "usd"}, "wrong_currency"),
        ({"amount": 1, "amount_received": 1, "charge": replace(CHARGE, amount_captured=1)}, "wrong_amount"),
        ({"amount_received": 8001, "charge": replace(CHARGE, amount_captured=8001)}, "wrong_amount"),
        ({"charge": replace(CHARGE, amount_captured=7999)}, "wrong_charge"),
    ],
)
def test_bug_13_an_amount_or_intent_that_is_not_ours_pays_for_nothing(change, kind):
    assert wrongs(replace(PAID, **change)) == [kind]


def test_any_amount_that_we_ourselves_asked_for_is_honest():
    assert wrongs(PAID, replace(EXPECTED, amounts=frozenset({8000, 5000}))) == []


def test_less_than_was_set_aside_may_be_taken_of_an_intent_that_is_ours():
    partly = replace(PAID, amount_received=5000, charge=replace(CHARGE, amount_captured=5000))
    assert wrongs(partly) == []


def test_a_snapshot_survives_being_kept():
    for snapshot in (START, replace(START, problem=Problem("card_declined", "lost_card", "No.")), PAID):
        assert Snapshot.from_json(snapshot.as_json()) == snapshot
    with_fee = replace(PAID, charge=replace(CHARGE, transaction=FEE))
    assert Snapshot.from_json(with_fee.as_json()) == with_fee
