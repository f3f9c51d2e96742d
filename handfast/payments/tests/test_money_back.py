"""Money that goes back: refunds made at Stripe, refunds that fail, disputes lost and won, in any order."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from handfast.payments import pay
from handfast.payments.models import Account, Book, Entry
from handfast.payments.observe import Answer, observe, settle
from handfast.payments.snapshots import Dispute, Refund, Snapshot, Transaction
from handfast.payments.states import State, state
from handfast.payments.tests.conftest import TAKEN_AT, asked, life_of, untouched

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
REFUND = Refund("re_1", "succeeded", 3000, "gbp", TAKEN_AT + 50, moved=True)
OUT = Transaction("txn_out", -8000, 2000, -10000, "gbp", TAKEN_AT + 90)
BACK = Transaction("txn_back", 8000, 0, 8000, "gbp", TAKEN_AT + 99)
DISPUTE = Dispute("du_1", "needs_response", 8000, "gbp", TAKEN_AT + 90, transactions=(OUT,))


def sums() -> dict[str, int]:
    found: dict[str, int] = {}
    for kind, amount in Entry.objects.values_list("kind", "amount"):
        found[kind] = found.get(kind, 0) + amount
    return found


@pytest.fixture
def paid(checkout, guest):
    """A gift that was paid, its fee known."""
    pay.client_secret(checkout)
    guest.confirm(checkout.intent_id)
    guest.later()
    observe(checkout, "charge.updated")
    return checkout


@pytest.mark.django_db
class TestWithStripe:
    """The sandbox's own refunds and disputes, seen through the official library."""

    def refund(self, guest, checkout, **params) -> str:
        return guest.client.v1.refunds.create({"payment_intent": checkout.intent_id, **params}).id

    def test_refunds_made_in_stripes_dashboard_become_our_lines(self, paid, guest):
        first = self.refund(guest, paid, amount=1000)
        observe(paid, "charge.refunded")
        second = self.refund(guest, paid)
        observe(paid, "charge.refunded")
        refunds = dict(Entry.objects.filter(kind="refund").values_list("stripe_id", "amount"))
        assert refunds == {first: -1000, second: -7000}
        assert state(paid) is State.RECEIVED

    def test_more_refunds_than_a_page_of_stripes_are_all_found(self, paid, guest):
        for _ in range(23):
            self.refund(guest, paid, amount=100)
        observe(paid, "charge.refunded")
        assert sums()["refund"] == -2300

    def test_a_pending_refund_is_not_refunded(self, checkout, guest):
        pay.client_secret(checkout)
        guest.confirm(checkout.intent_id, "pm_card_pendingRefund")
        self.refund(guest, checkout)
        observe(checkout, "refund.created")
        assert "refund" not in sums()
        guest.later(60)
        observe(checkout, "refund.updated")
        assert sums()["refund"] == -8000

    def test_bug_12_a_refund_that_fails_is_taken_back(self, checkout, guest):
        pay.client_secret(checkout)
        guest.confirm(checkout.intent_id, "pm_card_refundFail")
        self.refund(guest, checkout)
        observe(checkout, "charge.refunded")
        assert sums()["refund"] == -8000
        guest.later(60)
        observe(checkout, "refund.failed")
        assert sums()["refund"] + sums()["refund_returned"] == 0

    def test_a_disputed_gift_is_out_with_its_fee(self, checkout, guest):
        pay.client_secret(checkout)
        guest.confirm(checkout.intent_id, "pm_card_createDispute")
        guest.later()
        observe(checkout, "charge.dispute.created")
        assert sums()["dispute"] == -8000
        assert sums()["dispute_fee"] < 0

    def test_an_inquiry_moves_no_money(self, checkout, guest):
        pay.client_secret(checkout)
        guest.confirm(checkout.intent_id, "pm_card_createDisputeInquiry")
        guest.later()
        observe(checkout, "charge.dispute.created")
        assert set(sums()) == {"payment", "fee"}


@pytest.mark.django_db
def test_a_refund_that_fails_comes_to_the_same_whether_or_not_it_was_seen_to_succeed(checkout):
    settled = life_of(untouched(asked(checkout)))[-1]
    failed = replace(REFUND, status="failed", failure="lost_or_stolen_card")
    settle(Answer(checkout.pk, with_refunds(settled, failed), NOW, "refund.failed"))
    assert sums()["refund"] + sums()["refund_returned"] == 0


@pytest.mark.django_db
def test_a_refund_that_never_moved_leaves_no_line(checkout):
    settled = life_of(untouched(asked(checkout)))[-1]
    settle(
        Answer(
            checkout.pk, with_refunds(settled, replace(REFUND, status="canceled", moved=False)), NOW, "refund.updated"
        )
    )
    assert set(sums()) == {"payment", "fee"}


def with_refunds(settled: Snapshot, *refunds: Refund) -> Snapshot:
    return replace(settled, charge=replace(settled.charge, refunds=refunds))


class AnyOrder(TestCase):
    """Property: a payment refunded in part, refunded in vain, disputed and won comes to the same in any order."""

    def answers(self, settled: Snapshot) -> list[Snapshot]:
        failing = replace(REFUND, id="re_2", amount=500)
        failed = replace(failing, status="failed", failure="unknown")
        refunded = with_refunds(settled, REFUND, failing)
        back = with_refunds(settled, REFUND, failed)
        won = replace(DISPUTE, status="won", transactions=(OUT, BACK))
        return [settled, refunded, back, replace(back, disputes=(DISPUTE,)), replace(back, disputes=(won,))]

    @settings(max_examples=40, deadline=None)
    @given(st.sampled_from(list(permutations(range(5)))), st.lists(st.integers(0, 4), max_size=5))
    def test_the_same_lines(self, order: tuple[int, ...], again: list[int]) -> None:
        book = Book.objects.create(account=Account.objects.create(), name="Robin & Sam")
        checkout = asked(pay.open_checkout(book, amount=8000, description="A gift"))
        answers = self.answers(life_of(untouched(checkout))[-1])
        for late, which in enumerate([*order, *again]):
            settle(Answer(checkout.pk, answers[which], NOW + timedelta(seconds=late), "any order"))
        assert sums() == {
            "payment": 8000,
            "fee": -140,
            "refund": -3500,
            "refund_returned": 500,
            "dispute": -8000,
            "dispute_fee": -2000,
            "dispute_returned": 8000,
        }
