"""What must hold with money and is nobody else's test: who writes entries, when Stripe is asked, and broken lines."""

import re
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from handfast.payments import deliveries, gateway, inbox, pay
from handfast.payments.gateway import StripeTrouble
from handfast.payments.models import Account, Call, Checkout, Delivery, Entry
from handfast.payments.observe import Answer, observe, settle
from handfast.payments.states import State, state
from handfast.payments.tests.conftest import asked, event, life_of, untouched

pytestmark = pytest.mark.django_db

SITE = Path(__file__).parents[2]
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
WRITES = re.compile(r"\bEntry\.objects\.(bulk_create|create|get_or_create|update)|\bEntry\(\n|\.entries\.create\(")


def test_each_promise_of_the_page_has_its_tests():
    page = (SITE.parent / "docs/what-must-hold.md").read_text(encoding="utf-8")
    named = re.findall(r"`([\w/]+)::(test_\w+)`", page)
    assert len(named) > 50
    for file, test in named:
        path = SITE.parent / f"{file}.py" if "/" in file else Path(__file__).with_name(f"{file}.py")
        assert f"def {test}(" in path.read_text(encoding="utf-8"), f"{file}::{test}"


def test_entries_are_written_in_one_place():
    code = [file for file in SITE.rglob("*.py") if not {"tests", "migrations"} & set(file.parts)]
    writers = {str(file.relative_to(SITE)) for file in code if WRITES.search(file.read_text(encoding="utf-8"))}
    assert writers == {"payments/observe.py"}


@pytest.mark.django_db(transaction=True)
def test_whoever_rings_stripe_is_asked_outside_any_transaction(checkout, guest, monkeypatch):
    """A page, a delivery, a refund, a comparison: each commits first, then asks, then commits the answer."""
    within: list[bool] = []
    request = guest.transport.request

    def watched(*args, **kwargs):
        within.append(connection.in_atomic_block)
        return request(*args, **kwargs)

    monkeypatch.setattr(guest.transport, "request", watched)
    pay.client_secret(checkout)
    pay.change_amount(checkout, 5000)
    pay.look(checkout)
    inbox.keep(event(checkout, payment_intent=checkout.intent_id))
    deliveries.attend()
    observe(checkout, "the refund button")
    assert within
    assert not any(within)


def test_the_wish_is_written_down_before_stripe_is_asked(checkout, settings):
    settings.STRIPE_SECRET_KEY = "sk_test_handfasttests00000000"
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"
    with pytest.raises(StripeTrouble):
        pay.client_secret(checkout)
    call = Call.objects.get()
    assert (call.key, call.answered_at) == (f"{checkout.token}:create:1", None)


@pytest.mark.parametrize("times", [1, 9])
@pytest.mark.parametrize(
    "fault", ["rate_limit", "lock_timeout", "conflict", "error_before", "error_after", "cut_after", "event_first"]
)
def test_whatever_breaks_on_the_line_one_intent_and_one_payment(checkout, guest, monkeypatch, fault, times):
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    guest.world.faults.add(fault, times=times, match="/v1/payment_intents")
    for _ in range(3):
        with suppress(StripeTrouble):
            pay.client_secret(checkout)
    guest.world.faults.clear()
    pay.client_secret(Checkout.objects.get())
    assert len(guest.intents()) == 1
    guest.confirm(guest.intents()[0].id)
    observe(Checkout.objects.get(), "the return page")
    assert Entry.objects.get(kind="payment").amount == 8000


def test_money_that_comes_after_all_was_cancelled_is_recorded(checkout):
    start, *_, settled = life_of(untouched(asked(checkout)))
    settle(Answer(checkout.pk, replace(start, status="canceled"), NOW, "payment_intent.canceled"))
    assert state(checkout) is State.CANCELLED
    settle(Answer(checkout.pk, settled, NOW + timedelta(days=1), "payment_intent.succeeded"))
    assert state(checkout) is State.RECEIVED


def test_a_checkout_whose_payment_is_on_its_way_is_not_asked_for_again(book, guest):
    book.currency = "eur"
    book.save()
    checkout = pay.open_checkout(book, amount=8000, description="A gift")
    pay.client_secret(checkout)
    guest.debit(checkout.intent_id)
    with pytest.raises(gateway.NotChangeable):
        pay.client_secret(checkout)
    assert state(checkout) is State.ON_ITS_WAY
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("evidence", "kinds"), [("winning_evidence", {"dispute_returned"}), ("losing_evidence", set())]
)
def test_a_dispute_is_won_or_lost_as_stripe_says(checkout, guest, evidence, kinds):
    pay.client_secret(checkout)
    guest.confirm(checkout.intent_id, "pm_card_createDispute")
    guest.later()
    [dispute] = guest.client.v1.disputes.list().data
    guest.client.v1.disputes.update(dispute.id, {"evidence": {"uncategorized_text": evidence}, "submit": True})
    guest.later(3600)
    observe(checkout, "charge.dispute.closed")
    found = dict(Entry.objects.exclude(kind="dispute_fee").values_list("kind", "amount"))
    assert set(found) == {"payment", "fee", "dispute"} | kinds
    moved = guest.client.v1.balance_transactions.list({"limit": 100}).data
    assert sum(Entry.objects.values_list("amount", flat=True)) == sum(each.net for each in moved)


def test_of_two_installs_on_one_account_each_minds_its_own(checkout, guest):
    other = pay.open_checkout(checkout.book, amount=500, description="A gift of the other install")
    theirs = event(other)
    theirs["data"]["object"]["metadata"] = {"handfast_instance": "another", "handfast_checkout": "token-of-theirs"}
    inbox.keep(theirs)
    deliveries.attend()
    assert Delivery.objects.get().outcome == deliveries.NOT_OURS
    pay.client_secret(checkout)
    Account.objects.update(instance="from now on")
    guest.confirm(checkout.intent_id)
    observe(Checkout.objects.get(pk=checkout.pk), "the return page")
    assert checkout.discrepancies.get().kind == "wrong_owner"
    assert not Entry.objects.exists()
