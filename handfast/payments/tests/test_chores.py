"""What the worker does for payments by the clock."""

from datetime import timedelta

import pytest
from django.utils import timezone

from handfast.payments import chores, pay
from handfast.payments.models import Delivery, Entry, Observation
from handfast.payments.observe import observe
from handfast.payments.tests.conftest import event
from handfast.payments.webhooks import delivery

pytestmark = pytest.mark.django_db


def rang(number: int, days_ago: float | None) -> Delivery:
    """A delivery that was dealt with so long ago; None: it still waits, although it is old."""
    kept = delivery(event(id=f"evt_{number}"))
    kept.done_at = timezone.now() - timedelta(days=days_ago) if days_ago is not None else None
    kept.save()
    Delivery.objects.filter(pk=kept.pk).update(received_at=timezone.now() - timedelta(days=days_ago or 200))
    return kept


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
