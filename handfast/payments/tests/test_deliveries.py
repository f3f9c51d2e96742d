"""Looking up what Stripe rang about: what is ours and what is not, one look for many rings, and the claim itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from handfast.core.leases import claim
from handfast.payments import deliveries, inbox, pay
from handfast.payments.models import Checkout, Delivery, Discrepancy, Entry
from handfast.payments.tests.conftest import event

pytestmark = pytest.mark.django_db


def kept(*args: object, **kwargs: object) -> Delivery:
    what = event(*args, **kwargs)
    assert inbox.keep(what)
    return Delivery.objects.get(event_id=what["id"])


def test_an_event_that_belongs_to_nobody_is_noted_as_not_ours():
    delivery = kept(payment_intent="pi_of_somebody_else")
    assert deliveries.attend() == 1
    delivery.refresh_from_db()
    assert (delivery.outcome, delivery.checkout) == ("not ours", None)
    assert delivery.done_at


def test_an_event_that_bears_our_name_is_never_dropped(checkout):
    delivery = kept(checkout)
    checkout.delete()
    deliveries.attend()
    delivery.refresh_from_db()
    assert delivery.done_at is None
    assert delivery.due_at > timezone.now()
    assert "bears this site's name" in delivery.outcome


def test_after_long_waiting_the_host_is_told(checkout):
    delivery = kept(checkout)
    checkout.delete()
    Delivery.objects.update(attempts=deliveries.PATIENCE)
    deliveries.attend()
    delivery.refresh_from_db()
    assert delivery.done_at
    assert Discrepancy.objects.get().kind == "unknown_checkout"


def test_nothing_acts_on_the_making_of_an_intent(checkout):
    delivery = kept(checkout, type="payment_intent.created", id="evt_made")
    deliveries.attend()
    delivery.refresh_from_db()
    assert delivery.outcome == deliveries.NOTHING_TO_LOOK_UP
    assert delivery.checkout == checkout


def test_without_stripe_a_delivery_waits(checkout, settings):
    settings.STRIPE_SECRET_KEY = ""
    delivery = kept(checkout)
    deliveries.attend()
    delivery.refresh_from_db()
    assert delivery.done_at is None
    assert delivery.leased_until is None
    assert delivery.due_at > timezone.now()


def test_a_killed_worker_gives_its_deliveries_back(checkout):
    kept(checkout)
    assert len(claim(Delivery.objects.all(), limit=9)) == 1
    assert claim(Delivery.objects.all(), limit=9) == []
    Delivery.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    [again] = claim(Delivery.objects.all(), limit=9)
    assert again.attempts == 2


def test_several_rings_for_one_checkout_are_one_look(checkout, guest):
    pay.client_secret(checkout)
    guest.confirm(checkout.intent_id)
    guest.later()
    for n in range(6):
        kept(checkout, id=f"evt_{n}", payment_intent=checkout.intent_id)
    before = len(guest.world.requests)
    assert deliveries.attend() == 6
    assert len(guest.world.requests) == before + 1
    assert set(Delivery.objects.values_list("outcome", flat=True)) == {deliveries.LOOKED_UP}
    assert Entry.objects.filter(checkout=checkout).count() == 2


def test_an_event_that_is_quicker_than_the_answer_to_our_own_call_is_looked_up(checkout, guest):
    pay.client_secret(checkout)
    guest.confirm(checkout.intent_id)
    intent_id = checkout.intent_id
    Checkout.objects.update(intent_id=None)  # the answer has not come back yet
    kept(checkout, payment_intent=intent_id)
    deliveries.attend()
    checkout.refresh_from_db()
    assert checkout.intent_id == intent_id
    assert Entry.objects.filter(kind="payment").count() == 1


def test_one_checkouts_trouble_does_not_keep_others_waiting(checkout, guest):
    other = pay.open_checkout(checkout.book, amount=5000, description="Another gift")
    for each in (checkout, other):
        pay.client_secret(each)
        guest.confirm(each.intent_id)
    Checkout.objects.filter(pk=checkout.pk).update(intent_id="pi_that_stripe_does_not_know")
    kept(checkout, id="evt_lost", payment_intent="pi_that_stripe_does_not_know")
    kept(other, id="evt_good", payment_intent=other.intent_id)
    deliveries.attend()
    assert Entry.objects.get(kind="payment").checkout == other
    assert Delivery.objects.get(event_id="evt_lost").done_at is None
