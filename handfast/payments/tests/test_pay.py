"""Collecting an amount from Stripe's stand-in: one intent, at our amount, whatever the guest's tabs do."""

from datetime import timedelta

import pytest
from django.utils import timezone

from handfast.payments import calls, gateway, pay
from handfast.payments.gateway import NotChangeable, StripeTrouble
from handfast.payments.models import Call, Checkout, Entry
from handfast.payments.observe import observe
from handfast.payments.states import State, state

pytestmark = pytest.mark.django_db

IBAN_THAT_FAILS = "AT861904300235473202"


def test_a_gift_paid_with_a_good_card(checkout, guest):
    pay.client_secret(checkout)
    guest.confirm(checkout.intent_id)
    assert pay.look(checkout) is State.RECEIVED
    guest.later()
    observe(checkout, "charge.updated")
    kinds = dict(Entry.objects.values_list("kind", "amount"))
    assert kinds["payment"] == 8000
    assert kinds["fee"] < 0


def test_a_declined_card_may_be_followed_by_a_good_one(checkout, guest):
    secret = pay.client_secret(checkout)
    guest.confirm(checkout.intent_id, "pm_card_visa_chargeDeclined")
    assert pay.look(checkout) is State.DECLINED
    assert pay.client_secret(checkout) == secret
    guest.confirm(checkout.intent_id)
    observe(checkout, "the return page")
    assert state(checkout) is State.RECEIVED
    assert Entry.objects.filter(kind="payment").count() == 1


def test_a_challenge_is_neither_paid_nor_failed(checkout, guest):
    pay.client_secret(checkout)
    guest.confirm(checkout.intent_id, "pm_card_authenticationRequired")
    assert pay.look(checkout) is State.CHALLENGED
    assert not Entry.objects.exists()


def test_bug_5_twenty_looks_at_the_pay_page_are_one_intent(checkout, guest):
    secrets = {pay.client_secret(Checkout.objects.get(pk=checkout.pk)) for _ in range(20)}
    assert len(secrets) == 1
    assert len(guest.intents()) == 1
    assert [call.key for call in Call.objects.all()] == [f"{checkout.token}:create:1"]


def test_an_intent_bears_our_marks_and_our_amount(checkout, guest):
    pay.client_secret(checkout)
    [intent] = guest.intents()
    assert (intent.amount, intent.currency) == (8000, "gbp")
    assert intent.metadata.to_dict() == gateway.metadata(checkout)


def test_a_changed_amount_reaches_stripe_before_the_payer_is_asked(checkout, guest):
    pay.client_secret(checkout)
    pay.change_amount(checkout, 5000)
    [intent] = guest.intents()
    assert intent.amount == 5000
    guest.confirm(intent.id)
    assert pay.look(checkout) is State.RECEIVED
    assert Entry.objects.get(kind="payment").amount == 5000


def test_a_change_that_stripe_did_not_hear_is_made_up_for_at_the_next_page(checkout, guest):
    pay.client_secret(checkout)
    Checkout.objects.update(amount=5000)
    pay.client_secret(checkout)
    assert guest.intents()[0].amount == 5000


def test_a_gift_that_was_paid_cannot_be_changed(checkout, guest):
    pay.client_secret(checkout)
    guest.confirm(checkout.intent_id)
    with pytest.raises(NotChangeable):
        pay.change_amount(checkout, 1)
    checkout.refresh_from_db()
    assert checkout.amount == 8000
    assert state(checkout) is State.RECEIVED
    with pytest.raises(NotChangeable):
        pay.client_secret(checkout)


def test_a_cancelled_intent_is_replaced(checkout, guest):
    pay.client_secret(checkout)
    first = checkout.intent_id
    guest.client.v1.payment_intents.cancel(first)
    pay.client_secret(checkout)
    assert checkout.intent_id != first
    guest.confirm(checkout.intent_id)
    assert pay.look(checkout) is State.RECEIVED


def test_the_amount_of_a_cancelled_intent_may_be_changed_for_the_next_one(checkout, guest):
    pay.client_secret(checkout)
    guest.client.v1.payment_intents.cancel(checkout.intent_id)
    pay.change_amount(checkout, 5000)
    assert pay.ready_intent(checkout).amount == 5000
    assert Checkout.objects.get().amount == 5000


def test_a_change_that_came_too_late_for_a_cancelled_intent_leaves_its_successor_alone(checkout, guest, monkeypatch):
    pay.client_secret(checkout)
    cancelled = checkout.intent_id
    guest.client.v1.payment_intents.cancel(cancelled)
    heard = gateway.update_intent

    def in_another_tab_meanwhile(call):
        monkeypatch.setattr(gateway, "update_intent", heard)
        pay.client_secret(Checkout.objects.get())
        return heard(call)

    monkeypatch.setattr(gateway, "update_intent", in_another_tab_meanwhile)
    pay.change_amount(checkout, 5000)
    assert Checkout.objects.get().intent_id != cancelled
    assert pay.ready_intent(checkout).amount == Checkout.objects.get().amount == 5000


def test_an_answer_that_was_lost_is_asked_for_again_under_the_same_key(checkout, guest):
    pay.client_secret(checkout)
    Checkout.objects.update(intent_id=None)
    Call.objects.update(answered_at=None)
    pay.client_secret(checkout)
    assert len(guest.intents()) == 1
    assert Call.objects.count() == 1


def test_after_a_day_a_lost_intent_is_found_by_its_marks_never_made_again(checkout, guest):
    pay.client_secret(checkout)
    first = checkout.intent_id
    long_ago = timezone.now() - calls.KEYS_LAST - timedelta(hours=2)
    Call.objects.update(answered_at=None, made_at=long_ago)
    Checkout.objects.update(intent_id=None)
    guest.later(26 * 3600)  # Stripe has forgotten the key
    pay.client_secret(checkout)
    assert checkout.intent_id == first
    assert len(guest.intents()) == 1


def test_stripes_own_trouble_which_it_repeats_for_a_day_keeps_nobody_from_paying(checkout, guest, monkeypatch):
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    guest.world.faults.add("error_after", times=1, match="POST")
    pay.client_secret(checkout)
    assert [intent.id for intent in guest.intents()] == [checkout.intent_id]


def test_stripes_own_trouble_over_a_changed_amount_keeps_nobody_from_paying(book, guest, monkeypatch):
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    book.currency = "eur"
    book.save()
    checkout = pay.open_checkout(book, amount=8000, description="A gift")
    pay.client_secret(checkout)
    guest.debit(checkout.intent_id, IBAN_THAT_FAILS)
    guest.world.faults.add("error_after", times=1, match="POST")
    with pytest.raises(StripeTrouble):  # in truth: it cannot be changed while the debit is on its way
        pay.change_amount(checkout, 5000)
    guest.later()
    assert pay.ready_intent(checkout).amount == 5000


def test_an_amount_that_was_changed_while_a_debit_was_on_its_way_unseen_is_the_old_one_again(book, guest, settings):
    book.currency = "eur"
    book.save()
    checkout = pay.open_checkout(book, amount=8000, description="A gift")
    pay.client_secret(checkout)
    guest.debit(checkout.intent_id, IBAN_THAT_FAILS)
    key, settings.STRIPE_SECRET_KEY = settings.STRIPE_SECRET_KEY, ""
    with pytest.raises(StripeTrouble):
        pay.change_amount(checkout, 5000)
    settings.STRIPE_SECRET_KEY = key
    observe(checkout, "payment_intent.processing")
    assert Checkout.objects.get().amount == 8000
    guest.later()  # the debit fails, and another amount may be asked for
    observe(checkout, "payment_intent.payment_failed")
    pay.change_amount(checkout, 5000)
    assert pay.ready_intent(checkout).amount == 5000


def test_stripes_own_trouble_over_a_cancelled_intent_keeps_nobody_from_paying(checkout, guest, monkeypatch):
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    pay.client_secret(checkout)
    first = checkout.intent_id
    guest.client.v1.payment_intents.cancel(first)
    Call.objects.update(answered_at=None)
    Checkout.objects.update(intent_id=None)
    guest.world.faults.add("error_before", times=3, match="POST")
    pay.client_secret(checkout)
    assert checkout.intent_id != first


def test_an_intent_that_failed_to_be_told_and_was_seen_cancelled_keeps_nobody_from_paying(checkout, guest, monkeypatch):
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    pay.client_secret(checkout)
    first = checkout.intent_id
    guest.client.v1.payment_intents.cancel(first)
    observe(checkout, "the reconciler")
    Call.objects.update(answered_at=None)
    Checkout.objects.update(intent_id=None)
    guest.world.faults.add("error_before", times=3, match="POST")
    pay.client_secret(checkout)
    assert checkout.intent_id != first


def test_a_cancelled_intent_is_not_found_again_in_the_place_of_its_successor(checkout, guest, monkeypatch):
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    pay.client_secret(checkout)
    first = checkout.intent_id
    guest.client.v1.payment_intents.cancel(first)
    guest.world.faults.add("error_before", times=3, match="POST")
    with pytest.raises(StripeTrouble):
        pay.client_secret(checkout)
    assert pay.ready_intent(checkout).status == "requires_payment_method"
    assert checkout.intent_id != first
    assert [call.n for call in Call.objects.order_by("n")] == [1, 2]  # another tab's may have been made meanwhile


def test_a_cancelled_intent_that_came_late_does_not_take_the_place_of_its_successor(checkout, guest, monkeypatch):
    make = pay._make

    def slowly(mine, call):
        monkeypatch.setattr(pay, "_make", make)
        made = make(mine, call)
        # Another tab had it sooner, has seen it cancelled meanwhile, and the answer with its successor is on its way.
        Checkout.objects.update(intent_id=made.id)
        guest.client.v1.payment_intents.cancel(made.id)
        pay.client_secret(Checkout.objects.get())
        Checkout.objects.update(intent_id=None)
        Call.objects.filter(n=2).update(answered_at=None)
        return made

    monkeypatch.setattr(pay, "_make", slowly)
    pay.client_secret(checkout)
    assert [intent.id for intent in guest.intents() if intent.status != "canceled"] == [checkout.intent_id]


def test_an_intent_that_was_cancelled_before_its_answer_came_is_replaced(checkout, guest):
    pay.client_secret(checkout)
    first = checkout.intent_id
    guest.client.v1.payment_intents.cancel(first)
    Call.objects.update(answered_at=None)
    Checkout.objects.update(intent_id=None)
    assert pay.ready_intent(checkout).status == "requires_payment_method"
    assert checkout.intent_id != first


def test_of_a_cancelled_intent_whose_answer_never_came_the_key_is_not_used_again(checkout, guest):
    pay.client_secret(checkout)
    first = checkout.intent_id
    guest.client.v1.payment_intents.cancel(first)
    Call.objects.update(answered_at=None)
    pay.client_secret(checkout)
    assert checkout.intent_id != first
    assert [call.n for call in Call.objects.order_by("n")] == [1, 2]


def test_an_intent_whose_answer_was_lost_is_changed_not_made_again_when_the_amount_changes(checkout, guest):
    pay.client_secret(checkout)
    Call.objects.update(answered_at=None)
    Checkout.objects.update(intent_id=None, amount=5000)
    assert pay.ready_intent(checkout).amount == 5000
    assert [intent.amount for intent in guest.intents()] == [5000]


def test_stripe_is_asked_at_most_every_two_seconds(checkout, guest):
    pay.client_secret(checkout)
    pay.look(checkout)
    before = len(guest.world.requests)
    for _ in range(10):
        pay.look(checkout)
    assert len(guest.world.requests) == before


def test_without_a_key_the_page_says_so(checkout, settings):
    settings.STRIPE_SECRET_KEY = ""
    with pytest.raises(StripeTrouble, match="not set up"):
        pay.client_secret(checkout)


def test_a_live_key_never_touches_test_money(checkout, guest, settings):
    settings.STRIPE_SECRET_KEY = "sk_live_handfasttests00000000"
    with pytest.raises(StripeTrouble):
        pay.client_secret(checkout)
    assert guest.intents() == []


def test_when_stripe_is_gone_what_is_known_stands(checkout, settings):
    settings.STRIPE_SECRET_KEY = "sk_test_handfasttests00000000"
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"
    checkout.intent_id = "pi_1"
    checkout.save()
    assert pay.look(checkout) is State.OPEN
