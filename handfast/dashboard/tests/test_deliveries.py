"""What Stripe sent word of, for owners: narrowed, in plain words, with what was refused."""

import inspect
import re

import pytest
from django.utils import timezone

from handfast.dashboard.deliveries import FILTERS, REASONS
from handfast.payments import deliveries, gateway
from handfast.payments.doctor import MENDS
from handfast.payments.models import Delivery, Refusal

URL = "/robin-and-sam/host/money/deliveries/"
NOW = timezone.now()


@pytest.fixture
def rung(robin_and_sams) -> None:
    """A message of every outcome, and one that waits."""
    outcomes = {"waiting": "", "looked-up": deliveries.LOOKED_UP, "nothing": deliveries.NOTHING_TO_LOOK_UP}
    outcomes |= {"not-ours": deliveries.NOT_OURS, "not-here": deliveries.NOT_HERE}
    for name, outcome in outcomes.items():
        done = NOW if outcome else None
        Delivery.objects.create(
            event_id=f"evt_{name}",
            type="charge.updated",
            livemode=False,
            happened_at=NOW,
            done_at=done,
            outcome=outcome or "Stripe does not answer just now.",
        )


@pytest.mark.parametrize("show", [word for word in FILTERS if word])
def test_the_page_may_be_narrowed_to_one_outcome(as_robin, rung, show):
    page = as_robin.get(URL, {"show": show}).context["page"]
    assert [delivery.event_id for delivery in page] == [f"evt_{show}"]


@pytest.mark.parametrize("show", ["", "nonsense"])
def test_all_are_shown_at_first_and_for_a_strange_word(as_robin, rung, show):
    assert len(as_robin.get(URL, {"show": show}).context["page"].object_list) == 5


def test_every_outcome_has_its_reason_in_words(as_robin, rung):
    shown = as_robin.get(URL).content.decode()
    for reason in REASONS.values():
        assert str(reason) in shown
    assert "Stripe does not answer just now." in shown


def test_a_narrowed_page_without_rows_says_so(as_robin, robin_and_sams):
    assert "There is none of these." in as_robin.get(URL, {"show": "not-ours"}).content.decode()


def test_refusals_are_counted_with_what_mends_them(as_robin, robin_and_sams, client, settings):
    settings.STRIPE_WEBHOOK_SECRETS = ["whsec_right"]
    for _ in range(2):
        client.post("/stripe/webhook/", b"{}", content_type="application/json")
    shown = as_robin.get(URL).content.decode()
    assert Refusal.objects.get().count == 2
    assert "no signature" in shown
    assert "2 times" in shown
    assert "a proxy drops the header" in shown


def test_every_refusal_has_its_mend():
    assert set(re.findall(r'Refused\("([a-z ]+)"', inspect.getsource(gateway))) == set(MENDS)
