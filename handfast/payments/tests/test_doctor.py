"""The doctor's look at Stripe: each thing that can be wrong is set up, found, and named."""

import json

import pytest
from django.utils import timezone

from handfast.core.doctor import Finding
from handfast.payments import doctor
from handfast.payments.models import Delivery, Refusal
from handfast.payments.tests.conftest import event

pytestmark = pytest.mark.django_db


def only(findings) -> Finding:
    [finding] = findings
    return finding


@pytest.mark.parametrize(
    ("secret", "publishable", "words"),
    [
        ("", "pk_test_handfasttests00000000", "STRIPE_SECRET_KEY is not set"),
        ("sk_test_handfasttests00000000", "", "STRIPE_PUBLISHABLE_KEY is not set"),
        ("pk_test_handfasttests00000000", "sk_test_handfasttests00000000", "not of its kind"),
        ("sk_live_handfasttests00000000", "pk_test_handfasttests00000000", "test mode, the other for live"),
    ],
)
def test_keys_that_cannot_work_are_named_without_asking_anybody(settings, secret, publishable, words):
    settings.STRIPE_SECRET_KEY, settings.STRIPE_PUBLISHABLE_KEY = secret, publishable
    finding = only(doctor.stripe_keys())
    assert not finding.ok
    assert words in finding.message
    assert finding.fix


def test_good_keys_and_clock(guest):
    assert all(finding.ok for finding in doctor.stripe_keys())


def test_a_key_that_stripe_does_not_know(guest, settings):
    settings.STRIPE_SECRET_KEY = "sk_test_x!"
    finding = only(doctor.stripe_keys())
    assert not finding.ok
    assert "Invalid API Key" in finding.message
    assert settings.STRIPE_SECRET_KEY not in finding.message


def test_stripe_out_of_reach(settings):
    settings.STRIPE_SECRET_KEY = "sk_test_handfasttests00000000"
    settings.STRIPE_PUBLISHABLE_KEY = "pk_test_handfasttests00000000"
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"
    assert "could not be asked" in only(doctor.stripe_keys()).message


def test_no_webhook_secret(settings):
    settings.STRIPE_WEBHOOK_SECRETS = []
    assert "not set" in only(doctor.webhook_secret()).message


def test_a_webhook_secret_that_is_none(settings):
    settings.STRIPE_WEBHOOK_SECRETS = ["sk_test_pasted_wrongly"]
    assert "whsec_" in only(doctor.webhook_secret()).message


def test_a_wrong_secret_is_named_by_what_stripe_delivered(ring, settings):
    settings.STRIPE_WEBHOOK_SECRETS = ["whsec_of_another_endpoint"]
    ring(event())
    finding = only(doctor.webhook_secret())
    assert not finding.ok
    assert "wrong signature" in finding.message
    assert "STRIPE_WEBHOOK_SECRET" in finding.fix


def test_every_reason_for_a_refusal_has_its_mend(ring, settings, client):
    ring(event())
    assert only(doctor.webhook_secret()).ok
    for reason in doctor.MENDS:
        Refusal.objects.all().delete()
        Refusal.objects.create(reason=reason, count=1, last_at=timezone.now())
        assert not only(doctor.webhook_secret()).ok


def test_a_refusal_before_the_last_good_delivery_is_past(ring):
    what = event()
    ring(what, header="t=1,v1=bad")
    ring(what)
    assert Delivery.objects.exists()
    assert only(doctor.webhook_secret()).ok


def test_nothing_secret_is_told(guest, settings):
    settings.STRIPE_WEBHOOK_SECRETS = ["whsec_secret_of_ours"]
    told = json.dumps([vars(found) for look in (doctor.stripe_keys, doctor.webhook_secret) for found in look()])
    assert "whsec_secret_of_ours" not in told
    assert settings.STRIPE_SECRET_KEY not in told
