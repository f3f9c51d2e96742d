"""With webhooks switched off everything still settles."""

from datetime import timedelta

import pytest
import stripe
from django.utils import timezone

from handfast.payments import calls, chores, gateway, pay
from handfast.payments.audit import audit
from handfast.payments.gateway import StripeTrouble
from handfast.payments.models import Account, Book, Call, Checkout, Discrepancy, Entry, Observation
from handfast.payments.observe import observe
from handfast.payments.reconcile import incomplete, reconcile
from handfast.payments.states import State, state

pytestmark = pytest.mark.django_db


def test_a_payment_that_nobody_told_of_is_found(checkout, guest):
    pay.client_secret(checkout)
    guest.confirm(checkout.intent_id)
    guest.later()
    assert reconcile().healed == 1
    assert state(checkout) is State.RECEIVED
    assert Entry.objects.count() == 2
    assert reconcile().healed == 0


def test_a_payment_whose_answer_was_lost_is_found_by_its_marks(checkout, guest):
    pay.client_secret(checkout)
    guest.confirm(checkout.intent_id)
    Checkout.objects.update(intent_id=None)
    Call.objects.update(answered_at=None)
    reconcile()
    assert state(checkout) is State.RECEIVED


def test_a_cancelled_intent_does_not_hide_the_one_whose_answer_was_lost(checkout, guest):
    pay.client_secret(checkout)
    first = checkout.intent_id
    guest.client.v1.payment_intents.cancel(first)
    pay.client_secret(checkout)
    second = checkout.intent_id
    Checkout.objects.update(intent_id=None)
    Call.objects.filter(n=2).update(answered_at=None)
    observe(Checkout.objects.get(), "payment_intent.canceled", intent_id=first)
    reconcile()
    assert Checkout.objects.get().intent_id == second != first


@pytest.fixture
def lost(checkout, guest):
    """A checkout whose intent Stripe was asked for eight days ago; the answer never came, and there is none."""
    checkout.calls.create(action=calls.CREATE, n=1, amount=checkout.amount)
    reconcile()
    Call.objects.update(made_at=timezone.now() - calls.LOST_AFTER - timedelta(days=1))
    return checkout


def test_an_intent_that_was_never_made_is_not_looked_for_for_ever(lost, guest):
    before = len(guest.world.requests)
    assert reconcile().looked == 0
    asked = [f"{each['method']} {each['path']}" for each in list(guest.world.requests)[before:]]
    assert asked.count("GET /v1/payment_intents") == 1  # what is new at Stripe; nothing for the lost one
    assert not incomplete().exists()


def test_one_that_stripe_tells_of_after_all_is_known_by_its_marks(lost, guest):
    params = {"amount": 8000, "currency": "gbp", "payment_method_types": ["card"], "metadata": gateway.metadata(lost)}
    late = guest.client.v1.payment_intents.create(params)
    guest.confirm(late.id)
    guest.later()
    Account.objects.update(reconciled_until=timezone.now())
    assert reconcile().healed == 1
    assert state(lost) is State.RECEIVED


def test_a_fee_that_came_late_is_fetched(checkout, guest):
    pay.client_secret(checkout)
    guest.confirm(checkout.intent_id)
    assert pay.look(checkout) is State.RECEIVED
    assert not Entry.objects.filter(kind="fee").exists()
    guest.later()
    assert reconcile().healed == 1
    assert Entry.objects.filter(kind="fee").count() == 1


def test_what_others_do_in_the_same_account_is_left_alone(checkout, guest):
    params = {"amount": 500, "currency": "gbp", "payment_method_types": ["card"], "metadata": {"shop": "cakes"}}
    other = guest.client.v1.payment_intents.create(params)
    guest.confirm(other.id)
    assert reconcile().looked == 0
    assert not Entry.objects.exists()


def test_a_refund_and_a_dispute_of_an_old_gift_are_found_by_their_events(checkout, guest):
    pay.client_secret(checkout)
    guest.confirm(checkout.intent_id)
    guest.later()
    reconcile()
    guest.client.v1.refunds.create({"payment_intent": checkout.intent_id, "amount": 2500})
    assert reconcile().healed == 1
    assert Entry.objects.get(kind="refund").amount == -2500
    assert reconcile().healed == 0


def test_what_happened_after_the_last_look_is_found_although_stripes_clock_is_behind(checkout, guest):
    pay.client_secret(checkout)
    guest.confirm(checkout.intent_id)
    guest.later()
    reconcile()
    guest.world.offset = -120.0
    guest.client.v1.refunds.create({"payment_intent": checkout.intent_id, "amount": 2500})
    assert reconcile().healed == 1


def test_what_was_seen_already_is_not_asked_again(checkout, guest):
    pay.client_secret(checkout)
    guest.confirm(checkout.intent_id)
    guest.later()
    reconcile()
    Observation.objects.update(asked_at=timezone.now() + timedelta(minutes=6))
    assert reconcile().looked == 0


def test_the_ledger_equals_stripes_balance_to_the_penny(book, guest):
    cards = ["pm_card_visa", "pm_card_createDispute", "pm_card_refundFail", "pm_card_visa_chargeDeclined"]
    for n, card in enumerate(cards):
        checkout = pay.open_checkout(book, amount=3000 + n, description="A gift")
        pay.client_secret(checkout)
        guest.confirm(checkout.intent_id, card)
        if card in ("pm_card_visa", "pm_card_refundFail"):
            guest.client.v1.refunds.create({"payment_intent": checkout.intent_id, "amount": 1000})
    guest.later(60)
    assert reconcile().discrepancies == 0
    moved = guest.client.v1.balance_transactions.list({"limit": 100}).data
    assert sum(Entry.objects.values_list("amount", flat=True)) == sum(each.net for each in moved)


def test_a_line_that_the_ledger_lacks_is_told_to_the_host(checkout, guest):
    pay.client_secret(checkout)
    guest.confirm(checkout.intent_id)
    guest.later()
    reconcile()
    Entry.objects.filter(kind="payment").update(amount=1)
    reconcile()
    assert "not_in_the_ledger" in Discrepancy.objects.values_list("kind", flat=True)


def test_what_moved_during_a_run_or_is_pending_alarms_nobody(checkout, guest):
    pay.client_secret(checkout)
    guest.confirm(checkout.intent_id, "pm_card_pendingRefund")
    guest.later()
    guest.client.v1.refunds.create({"payment_intent": checkout.intent_id, "amount": 2500})
    account = checkout.book.account
    assert reconcile().discrepancies == 0  # the refund is on its way
    Entry.objects.all().delete()  # as if it had moved after its checkout was looked at
    assert audit(account, timezone.now() - timedelta(days=1)) == 0
    assert Entry.objects.get(kind="payment").amount == 8000
    assert not Entry.objects.filter(kind="refund").exists()


def test_an_interrupted_run_begins_again_where_it_began(checkout, guest, settings):
    pay.client_secret(checkout)
    settings.STRIPE_SECRET_KEY = ""
    with pytest.raises(StripeTrouble):
        reconcile()
    assert Account.objects.get().reconciled_until is None


def test_what_a_run_asks_the_database_does_not_grow_with_what_there_is_to_compare(
    book, guest, django_assert_max_num_queries
):
    guest.world.offset = -600.0  # seconds: what is younger than five minutes is looked at again, for clocks differ

    def give_and_reconcile(gifts: int) -> int:
        for _ in range(gifts):
            checkout = pay.open_checkout(book, amount=3000, description="A gift")
            pay.client_secret(checkout)
            guest.confirm(checkout.intent_id)
            pay.look(checkout)
        guest.later(60)
        reconcile()
        with django_assert_max_num_queries(100) as asked:
            reconcile()
        return len(asked)

    assert give_and_reconcile(1) == give_and_reconcile(4)


def test_a_payment_that_stripe_does_not_know_is_told_and_keeps_none_waiting(checkout, book, guest):
    """As after a move to another account of Stripe's."""
    pay.client_secret(checkout)
    Checkout.objects.update(intent_id="pi_of_the_account_before")
    other = pay.open_checkout(book, amount=5000, description="Another gift")
    pay.client_secret(other)
    guest.confirm(other.intent_id)
    guest.later()
    outcome = reconcile()
    assert (outcome.healed, outcome.discrepancies) == (1, 1)
    odd = Discrepancy.objects.get()
    assert (odd.kind, odd.about, odd.checkout) == ("not_at_stripe", "pi_of_the_account_before", checkout)
    assert Account.objects.get().reconciled_until


def test_the_book_that_was_only_for_trying_holds_up_no_live_one(checkout, guest, settings):
    pay.client_secret(checkout)
    settings.STRIPE_SECRET_KEY = guest.KEY.replace("_test_", "_live_")
    live = Book.objects.create(account=Account.objects.create(livemode=True), name="Robin & Sam")
    gift = pay.open_checkout(live, amount=8000, description="A gift")
    pay.client_secret(gift)
    client = stripe.StripeClient(settings.STRIPE_SECRET_KEY, http_client=guest.transport)
    client.v1.payment_intents.confirm(
        gift.intent_id, {"payment_method": "pm_card_visa", "return_url": "https://example.org/back"}
    )
    guest.later()
    assert reconcile().healed == 1
    assert Account.objects.get(livemode=True).reconciled_until
    assert Account.objects.get(livemode=False).reconciled_until is None
    chores.reconcile_with_stripe()
    before = len(guest.world.requests)
    chores.reconcile_with_stripe()  # not again before tomorrow, although the other account waits
    assert len(guest.world.requests) == before
