"""The door: whatever order answers come in, the same entries, one letter's worth of news, and never a step back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from handfast.payments import pay
from handfast.payments.models import Account, Book, Call, Checkout, Discrepancy, Entry
from handfast.payments.observe import Answer, settle
from handfast.payments.signals import posted
from handfast.payments.states import State, state
from handfast.payments.tests.conftest import asked, charge_of, life_of, untouched

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.fixture
def news() -> list:
    """What the one signal told while the test ran: lists of entries."""
    heard: list[list[Entry]] = []

    def hear(entries: list[Entry], **_: object) -> None:
        heard.append(entries)

    posted.connect(hear)
    yield heard
    posted.disconnect(hear)


def figures() -> list[tuple]:
    return sorted(Entry.objects.values_list("kind", "stripe_id", "amount", "currency"))


def test_a_payment_and_later_its_fee(checkout, news):
    *_, paid, settled = life_of(untouched(asked(checkout)))
    settle(Answer(checkout.pk, paid, NOW, "charge.succeeded"))
    assert state(checkout) is State.RECEIVED
    settle(Answer(checkout.pk, settled, NOW + timedelta(seconds=2), "charge.updated"))
    assert figures() == [("fee", "txn_1", -140, "gbp"), ("payment", "ch_1", 8000, "gbp")]
    assert [[entry.kind for entry in entries] for entries in news] == [["payment"], ["fee"]]


def test_bug_11_the_same_news_twice_is_told_once(checkout, news):
    *_, settled = life_of(untouched(asked(checkout)))
    for _ in range(5):
        settle(Answer(checkout.pk, settled, NOW, "again"))
    assert len(news) == 1
    assert checkout.observations.count() == 1


def test_bug_12_a_slow_stale_answer_never_steps_back(checkout):
    start, *_, paid, _ = life_of(untouched(asked(checkout)))
    settle(Answer(checkout.pk, replace(start, status="processing"), NOW, "the return page"))
    settle(Answer(checkout.pk, start, NOW - timedelta(seconds=5), "a slow delivery"))
    assert state(checkout) is State.ON_ITS_WAY
    settle(Answer(checkout.pk, paid, NOW - timedelta(seconds=9), "slower still"))
    assert state(checkout) is State.RECEIVED  # money that moved has moved, however old the answer


def test_a_slow_stale_answer_brings_no_cancelled_intent_back(checkout):
    start = untouched(asked(checkout))
    settle(Answer(checkout.pk, start, NOW, "the pay page"))
    settle(Answer(checkout.pk, replace(start, status="canceled"), NOW + timedelta(seconds=9), "the pay page"))
    Checkout.objects.update(intent_id=None)  # the pay page has let it go, and asks for another
    settle(Answer(checkout.pk, start, NOW + timedelta(seconds=5), "a slow delivery"))
    assert Checkout.objects.get().intent_id is None


def test_a_slow_answer_of_a_payment_that_failed_since_does_not_change_what_is_asked_for(checkout):
    start = untouched(asked(checkout))
    settle(Answer(checkout.pk, start, NOW, "the pay page"))
    Call.objects.create(checkout=checkout, action="update", n=1, amount=5000)
    Checkout.objects.update(amount=5000)
    settle(Answer(checkout.pk, replace(start, status="processing"), NOW - timedelta(seconds=5), "a slow delivery"))
    assert Checkout.objects.get().amount == 5000
    settle(Answer(checkout.pk, replace(start, status="processing"), NOW + timedelta(seconds=5), "a delivery"))
    assert Checkout.objects.get().amount == start.amount


def test_a_wrong_amount_is_held_for_the_host_and_credited_to_nobody(checkout, news):
    start = untouched(asked(checkout))
    cheap = replace(start, status="succeeded", amount=1, amount_received=1, charge=charge_of(replace(start, amount=1)))
    settle(Answer(checkout.pk, cheap, NOW, "charge.succeeded"))
    settle(Answer(checkout.pk, cheap, NOW, "charge.succeeded"))
    assert state(checkout) is State.HELD
    assert not Entry.objects.exists()
    assert [odd.kind for odd in Discrepancy.objects.all()] == ["wrong_amount"]
    assert news == []


def test_other_figures_for_a_known_fact_are_a_discrepancy_never_a_change(checkout):
    *_, settled = life_of(untouched(asked(checkout)))
    settle(Answer(checkout.pk, settled, NOW, "charge.updated"))
    dearer = replace(settled, charge=replace(settled.charge, transaction=replace(settled.charge.transaction, fee=999)))
    settle(Answer(checkout.pk, dearer, NOW + timedelta(seconds=1), "charge.updated"))
    assert ("fee", "txn_1", -140, "gbp") in figures()
    assert Discrepancy.objects.get().kind == "changed_figures"
    assert state(checkout) is State.RECEIVED


def test_an_answer_that_is_quicker_than_our_own_call_is_adopted(checkout):
    checkout.calls.create(action="create", n=1, amount=checkout.amount)
    *_, settled = life_of(untouched(checkout, "pi_quick"))
    settle(Answer(checkout.pk, settled, NOW, "charge.updated"))
    checkout.refresh_from_db()
    assert checkout.intent_id == "pi_quick"
    assert state(checkout) is State.RECEIVED


def test_an_intent_that_was_given_up_says_nothing_of_its_successor(checkout):
    start = untouched(asked(checkout, "pi_second"), "pi_first")
    settle(Answer(checkout.pk, replace(start, status="canceled"), NOW, "payment_intent.canceled"))
    assert state(checkout) is State.OPEN
    assert not Discrepancy.objects.exists()


def test_an_error_in_a_receiver_undoes_the_settlement(checkout):
    def fail(**_: object) -> None:
        raise RuntimeError("the letter could not be written")

    *_, settled = life_of(untouched(asked(checkout)))
    posted.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            settle(Answer(checkout.pk, settled, NOW, "charge.updated"))
    finally:
        posted.disconnect(fail)
    assert not Entry.objects.exists()
    assert not checkout.observations.exists()


class AnyOrder(TestCase):
    """Property: any order and repetition of a payment's answers gives the same entries and the same standing."""

    def setUp(self) -> None:
        self.heard: list[Entry] = []
        posted.connect(self._hear)
        self.addCleanup(posted.disconnect, self._hear)

    def _hear(self, entries: list[Entry], **_: object) -> None:
        self.heard.extend(entries)

    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 20)), max_size=12))
    def test_any_order_and_repetition_gives_the_same_entries(self, answers: list[tuple[int, int]]) -> None:
        self.heard.clear()
        checkout = self._checkout()
        life = life_of(untouched(checkout))
        for which, late in [*answers, (5, 6)]:
            settle(Answer(checkout.pk, life[which], NOW + timedelta(seconds=which - late), "any order"))
        assert figures() == [("fee", "txn_1", -140, "gbp"), ("payment", "ch_1", 8000, "gbp")]
        assert sorted(entry.kind for entry in self.heard) == ["fee", "payment"]
        assert state(checkout) is State.RECEIVED
        assert not Discrepancy.objects.exists()

    def _checkout(self) -> Checkout:
        book = Book.objects.create(account=Account.objects.create(), name="Robin & Sam")
        return asked(pay.open_checkout(book, amount=8000, description="A gift"))
