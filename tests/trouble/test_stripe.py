"""Stripe gone, slow, or answering nonsense."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from handfast.payments import deliveries
from handfast.payments.gateway import StripeTrouble
from handfast.payments.models import Delivery, Entry
from handfast.payments.reconcile import reconcile
from tests.trouble.conftest import HERE
from tests.trouble.others import NONSENSE, nobody, nonsense, slow

pytestmark = pytest.mark.django_db

Trouble = Callable[[], AbstractContextManager[str]]
TROUBLES: dict[str, Trouble] = {"gone": nobody, **{kind: lambda kind=kind: nonsense(kind) for kind in NONSENSE}}


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES)
def test_the_pay_page_says_that_nothing_was_taken_and_takes_it_afterwards(giving, settings, trouble):
    there = settings.STRIPE_API_BASE
    with trouble() as settings.STRIPE_API_BASE:
        assert giving.page("pay").status_code == 200
        refused = giving.intent()
        assert refused.status_code == 503
        assert "clientSecret" not in refused.json()
        assert "Nothing was taken" in refused.json()["error"] or "No money has moved" in refused.json()["error"]
        assert "Nothing has been paid yet" in giving.says()
    settings.STRIPE_API_BASE = there
    giving.pays()
    assert len(giving.stripe.world.accounts["test/handfasttests00000000"].kinds["payment_intent"]) == 1


@pytest.mark.parametrize("trouble", [nobody, TROUBLES["a page"], TROUBLES["an empty object"]])
def test_what_was_paid_is_neither_claimed_nor_lost_and_the_host_is_told(giving, as_robin, settings, trouble):
    giving.pays()
    there = settings.STRIPE_API_BASE
    with trouble() as settings.STRIPE_API_BASE:
        assert "Nothing has been paid yet" in giving.says()
        assert giving.rings().status_code == 200
        assert deliveries.attend() == 1
        assert Delivery.objects.get().done_at is None
        with pytest.raises(StripeTrouble):
            reconcile()
        page = as_robin.get(f"{HERE}/host/health/")
        assert page.status_code == 200
        assert "Stripe could not be asked" in page.content.decode()
    assert not Entry.objects.exists()
    settings.STRIPE_API_BASE = there
    reconcile()
    assert "has been received" in giving.says()


def test_who_only_looks_waits_for_five_seconds_at_most(giving, settings):
    giving.pays()
    with slow(settings.STRIPE_API_BASE, 90) as settings.STRIPE_API_BASE:
        began = time.monotonic()
        assert "Nothing has been paid yet" in giving.says()
        assert 5 <= time.monotonic() - began < 60  # nearly six, unless the machine itself is slow


def test_a_slow_stripe_is_waited_for(giving, settings):
    with slow(settings.STRIPE_API_BASE, 1) as settings.STRIPE_API_BASE:
        assert giving.intent().status_code == 200
    assert len(giving.stripe.world.accounts["test/handfasttests00000000"].kinds["payment_intent"]) == 1
