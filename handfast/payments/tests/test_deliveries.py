"""Looking up what Stripe rang about: what is ours and what is not, one look for many rings, and the claim itself."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from handfast.core.leases import claim
from handfast.payments import deliveries, inbox, pay
from handfast.payments.lines import several
from handfast.payments.models import Checkout, Delivery, Discrepancy, Entry
from handfast.payments.signals import posted
from handfast.payments.tests.conftest import event
from tests.answering import answering

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
    before = timezone.now()
    deliveries.attend()
    delivery.refresh_from_db()
    assert delivery.done_at is None
    assert delivery.due_at > before
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
    before = timezone.now()
    deliveries.attend()
    delivery.refresh_from_db()
    assert delivery.done_at is None
    assert delivery.leased_until is None
    assert delivery.due_at > before


def test_a_killed_worker_gives_its_deliveries_back(checkout):
    kept(checkout)
    assert len(claim(Delivery.objects.all(), limit=9)) == 1
    assert claim(Delivery.objects.all(), limit=9) == []
    Delivery.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    [again] = claim(Delivery.objects.all(), limit=9)
    assert again.attempts == 2


def test_a_worker_without_work_asks_once_and_locks_nobody_out(django_assert_num_queries):
    with django_assert_num_queries(1) as asked:
        assert deliveries.attend() == 0
    assert asked.captured_queries[0]["sql"].startswith("SELECT")


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


@pytest.fixture
def five(book, guest) -> list[Checkout]:
    """Five gifts that were paid; Stripe rang for each."""
    checkouts = [pay.open_checkout(book, amount=1000 * n, description="A gift") for n in range(1, 6)]
    for checkout in checkouts:
        pay.client_secret(checkout)
        guest.confirm(checkout.intent_id)
        kept(checkout, id=f"evt_{checkout.amount}", payment_intent=checkout.intent_id)
    guest.later()
    return checkouts


def test_several_are_asked_about_at_a_time_and_settled_together(five):
    with CaptureQueriesContext(connection) as queries:
        assert deliveries.attend(each=several) == 5
    ours = [query["sql"] for query in queries if re.search(r'(FROM|INTO|UPDATE) "payments_', query["sql"])]
    assert len(ours) <= 12  # for all five; what the receivers of the news ask is beside it
    paid = Entry.objects.filter(kind="payment").order_by("amount")
    assert [(entry.checkout, entry.amount) for entry in paid] == [(each, each.amount) for each in five]
    assert set(Delivery.objects.values_list("outcome", flat=True)) == {deliveries.LOOKED_UP}
    assert all(delivery.checkout in five for delivery in Delivery.objects.all())


def test_a_checkout_that_cannot_be_settled_keeps_none_of_the_others_waiting(five):
    sick = five[2]

    def fail(entries: list[Entry], **_: object) -> None:
        if any(entry.checkout == sick for entry in entries):
            raise RuntimeError("the letter could not be written")

    posted.connect(fail)
    try:
        deliveries.attend()
    finally:
        posted.disconnect(fail)
    waiting = Delivery.objects.get(done_at=None)
    assert (waiting.event_id, waiting.leased_until) == ("evt_3000", None)
    assert "could not be written" in waiting.outcome
    assert sorted(Entry.objects.filter(kind="payment").values_list("amount", flat=True)) == [1000, 2000, 4000, 5000]
    assert not sick.observations.exists()


def test_nonsense_from_stripe_is_told_beside_the_delivery(checkout, settings):
    settings.STRIPE_SECRET_KEY = "sk_test_handfasttests00000000"
    kept(checkout)
    with answering(200, body="{}") as url:
        settings.STRIPE_API_BASE = url
        deliveries.attend()
    waiting = Delivery.objects.get()
    assert waiting.outcome
    assert (waiting.done_at, waiting.leased_until) == (None, None)
