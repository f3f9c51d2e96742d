"""The doorbell: what is believed, what is kept, what is answered."""

import json
import time

import pytest
from django.test import Client

from handfast.payments import inbox
from handfast.payments.models import Delivery, Refusal
from handfast.payments.tests.conftest import SECRET, event, signature

pytestmark = pytest.mark.django_db


def test_an_event_is_kept_and_answered(ring, checkout):
    assert ring(event(checkout)).status_code == 200
    kept = Delivery.objects.get()
    assert (kept.event_id, kept.type, kept.intent_id) == ("evt_1", "charge.succeeded", "pi_1")
    assert kept.metadata["handfast_checkout"] == checkout.token
    assert kept.done_at is None


@pytest.mark.parametrize("url", ["/invoices/wh", "/invoices/wh/", "/stripe/webhook", "/stripe/webhook/"])
def test_every_address_that_people_set_is_answered_without_a_redirect(ring, url):
    assert ring(event(), url=url).status_code == 200


def test_csrf_does_not_refuse_stripe(settings):
    settings.STRIPE_WEBHOOK_SECRETS = [SECRET]
    body = json.dumps(event()).encode()
    answer = Client(enforce_csrf_checks=True).post(
        "/stripe/webhook/", body, content_type="application/json", headers={"Stripe-Signature": signature(body)}
    )
    assert answer.status_code == 200


@pytest.mark.parametrize(("seconds", "status"), [(-301, 400), (-298, 200), (298, 200), (302, 400)])
def test_a_signature_is_good_for_five_minutes_either_way(ring, seconds, status):
    what = event()
    header = signature(json.dumps(what).encode(), at=time.time() + seconds)
    assert ring(what, header=header).status_code == status
    assert Delivery.objects.count() == (status == 200)


def test_one_good_signature_of_two_is_enough(ring):
    what = event()
    good = signature(json.dumps(what).encode())
    stamp, digest = good.split(",")
    assert ring(what, header=f"{stamp},v1={'0' * 64},{digest}").status_code == 200


def test_while_a_secret_is_rolled_both_are_believed(ring, settings):
    settings.STRIPE_WEBHOOK_SECRETS = ["whsec_new", SECRET]
    assert ring(event(id="evt_old")).status_code == 200
    what = event(id="evt_new")
    assert ring(what, header=signature(json.dumps(what).encode(), secret="whsec_new")).status_code == 200


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("", "no signature"),
        ("nonsense", "wrong signature"),
        ("t=1,v0=abc", "wrong signature"),
        (f"t={int(time.time())},v1={'0' * 64}", "wrong signature"),
    ],
    ids=["none", "nonsense", "old", "of another secret"],
)
def test_what_is_not_signed_is_refused_and_not_kept(ring, header, reason):
    assert ring(event(), header=header).status_code == 400
    assert not Delivery.objects.exists()
    assert Refusal.objects.get().reason == reason


def test_a_body_written_anew_is_refused(client, settings):
    settings.STRIPE_WEBHOOK_SECRETS = [SECRET]
    header = signature(json.dumps(event()).encode())
    anew = json.dumps(event(), indent=2).encode()
    answer = client.post(
        "/stripe/webhook/", anew, content_type="application/json", headers={"Stripe-Signature": header}
    )
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'{"object": "event"}', b'{"object":"event","data":7}', "\u20ac".encode("utf-16")]
    + [json.dumps({**event(), **wrong}).encode() for wrong in ({"created": "soon"}, {"created": 10**30}, {"data": {}})],
)
def test_signed_nonsense_is_a_400_never_a_500(client, settings, body):
    settings.STRIPE_WEBHOOK_SECRETS = [SECRET]
    answer = client.post(
        "/stripe/webhook/", body, content_type="application/json", headers={"Stripe-Signature": signature(body)}
    )
    assert answer.status_code == 400
    assert not Delivery.objects.exists()


def test_refusals_are_counted_not_kept(ring):
    for _ in range(3):
        ring(event(), header="")
    assert Refusal.objects.get().count == 3


@pytest.mark.django_db(transaction=True)
def test_the_same_event_fifty_times_is_one_row(ring, checkout):
    assert {ring(event(checkout)).status_code for _ in range(50)} == {200}
    assert Delivery.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_delivery_costs_one_query_and_so_does_a_redelivery(ring, checkout, django_assert_max_num_queries):
    what = event(checkout)
    for _ in range(2):
        with django_assert_max_num_queries(1):
            ring(what)


def test_without_a_secret_stripe_is_asked_to_come_again(ring, settings):
    settings.STRIPE_WEBHOOK_SECRETS = []
    assert ring(event(), header="x").status_code == 503


def test_only_posts(client):
    assert client.get("/stripe/webhook/").status_code == 405


def test_nothing_of_the_body_is_kept_that_is_not_needed(checkout):
    what = event(checkout, billing_details={"name": "Priya", "email": "priya@example.org"}, client_secret="pi_secret_x")
    assert inbox.keep(what)
    kept = str(Delivery.objects.values().get())
    assert "priya@example.org" not in kept
    assert "pi_secret_x" not in kept
