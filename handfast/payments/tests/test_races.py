"""Everything at once: threads behind a barrier, on whichever database the suite runs on."""

import contextvars
import json
from collections.abc import Callable
from contextlib import suppress
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from handfast.payments import deliveries, pay
from handfast.payments.models import Call, Checkout, Delivery, Entry
from handfast.payments.reconcile import reconcile
from handfast.payments.signals import posted
from handfast.payments.tests.conftest import SECRET, event, signature

pytestmark = pytest.mark.django_db(transaction=True)


def all_at_once(*works: Callable[[], object]) -> None:
    """Runs each in a thread of its own, all released together; raises the first error of any."""
    barrier, errors = Barrier(len(works)), []

    def run(work: Callable[[], object]) -> None:
        try:
            barrier.wait()
            work()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [Thread(target=contextvars.copy_context().run, args=(run, work)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def test_bugs_5_and_6_one_event_twenty_times_while_page_worker_and_reconciler_look(checkout, guest, settings):
    settings.STRIPE_WEBHOOK_SECRETS = [SECRET]
    told: list[str] = []

    def hear(entries: list[Entry], **_: object) -> None:
        told.extend(entry.kind for entry in entries)

    pay.client_secret(checkout)
    guest.confirm(checkout.intent_id)
    guest.later()
    body = json.dumps(event(checkout, payment_intent=checkout.intent_id)).encode()
    headers = {"Stripe-Signature": signature(body)}

    def ring() -> None:
        answer = Client().post("/stripe/webhook/", body, content_type="application/json", headers=headers)
        assert answer.status_code == 200

    def poll() -> None:
        for _ in range(5):
            pay.look(Checkout.objects.get(pk=checkout.pk))

    def work() -> None:
        for _ in range(5):
            deliveries.attend()

    posted.connect(hear)
    try:
        all_at_once(*[ring] * 20, *[poll] * 3, *[work] * 3, reconcile)
        deliveries.attend()
    finally:
        posted.disconnect(hear)
    assert sorted(Entry.objects.values_list("kind", flat=True)) == ["fee", "payment"]
    assert sorted(told) == ["fee", "payment"]
    assert Delivery.objects.count() == 1
    assert Delivery.objects.get().outcome == deliveries.LOOKED_UP


def test_two_tabs_open_the_pay_page_at_once(checkout, guest):
    secrets: list[str] = []

    def tab() -> None:
        secrets.append(pay.client_secret(Checkout.objects.get(pk=checkout.pk)))

    all_at_once(*[tab] * 8)
    assert len(set(secrets)) == 1
    assert len(guest.intents()) == 1
    assert Call.objects.count() == 1


def test_the_amount_is_changed_in_one_tab_while_another_pays(checkout, guest):
    pay.client_secret(checkout)

    def change() -> None:
        with suppress(pay.NotChangeable):
            pay.change_amount(Checkout.objects.get(pk=checkout.pk), 5000)

    all_at_once(change, lambda: guest.confirm(checkout.intent_id))
    reconcile()
    [entry] = Entry.objects.filter(kind="payment")
    checkout.refresh_from_db()
    assert entry.amount == checkout.amount == guest.intents()[0].amount_received


def test_two_workers_share_the_deliveries(checkout, guest):
    for n in range(40):
        Delivery.objects.create(
            event_id=f"evt_{n}", type="charge.updated", livemode=False, happened_at=checkout.opened_at, intent_id="pi_x"
        )
    done: list[int] = []

    def work() -> None:
        while taken := deliveries.attend(limit=5):
            done.append(taken)

    all_at_once(work, work)
    assert sum(done) == 40
    assert set(Delivery.objects.values_list("attempts", flat=True)) == {1}
