"""Looking up what Stripe rang about, without the network: only deliveries that lead nowhere, and the claim itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from handfast.core.leases import claim
from handfast.payments import deliveries, webhooks
from handfast.payments.models import Delivery, Discrepancy
from handfast.payments.tests.conftest import event

pytestmark = pytest.mark.django_db


def kept(*args: object, **kwargs: object) -> Delivery:
    delivery = webhooks.delivery(event(*args, **kwargs))
    delivery.save()
    return delivery


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
