"""What the worker does for payments by the clock."""

from datetime import timedelta

import pytest
from django.utils import timezone

from handfast.payments import chores, inbox, pay
from handfast.payments.models import Delivery, Entry, Observation
from handfast.payments.observe import observe
from handfast.payments.tests.conftest import event

pytestmark = pytest.mark.django_db


def rang(number: int, days_ago: float | None) -> Delivery:
    """A delivery that was dealt with so long ago; None: it still waits, although it is old."""
    inbox.keep(event(id=f"evt_{number}"))
    done_at = timezone.now() - timedelta(days=days_ago) if days_ago is not None else None
    received_at = timezone.now() - timedelta(days=days_ago or 200)
    Delivery.objects.filter(event_id=f"evt_{number}").update(done_at=done_at, received_at=received_at)
    return Delivery.objects.get(event_id=f"evt_{number}")


def test_deliveries_are_forgotten_after_ninety_days_and_not_before():
    for number, days_ago in enumerate((89.9, 90.1, None, 365)):
        rang(number, days_ago)
    chores.forget_old_deliveries()
    assert set(Delivery.objects.values_list("event_id", flat=True)) == {"evt_0", "evt_2"}


def test_what_they_led_to_stays(checkout, guest):
    pay.client_secret(checkout)
    guest.confirm(checkout.intent_id)
    guest.later()
    observe(checkout, "charge.updated")
    before = (Observation.objects.count(), Entry.objects.count())
    old = rang(1, 91)
    Delivery.objects.filter(pk=old.pk).update(checkout=checkout)
    chores.forget_old_deliveries()
    assert Delivery.objects.count() == 0
    assert (Observation.objects.count(), Entry.objects.count()) == before == (1, 2)
