"""The button that compares the book with Stripe now."""

import pytest
from django.urls import reverse

from handfast.payments import pay
from handfast.payments.models import Entry
from handfast.payments.tests.conftest import Guest, guest  # noqa: F401  (a fixture)

COMPARE = "/robin-and-sam/host/money/compare/"


@pytest.fixture
def unheard(robin_and_sams, guest) -> Guest:  # noqa: F811
    """A gift that was paid at Stripe, and of which nobody told."""
    checkout = pay.open_checkout(robin_and_sams.book, amount=8000, description="A gift")
    pay.client_secret(checkout)
    guest.confirm(checkout.intent_id)
    guest.later()
    return guest


def said(client, **form) -> str:
    return client.post(COMPARE, form, follow=True).content.decode()


def test_what_was_missing_is_written_and_told(as_robin, unheard):
    shown = said(as_robin)
    assert "1 payment was looked at. 2 lines were missing in your book, and are there now." in shown
    assert set(Entry.objects.values_list("kind", flat=True)) == {"payment", "fee"}
    assert "Nothing was missing in your book." in said(as_robin)
    assert Entry.objects.count() == 2


def test_another_weddings_payments_are_healed_but_not_told(as_mallory_host, mallorys, unheard):
    url = reverse("dashboard:compare", kwargs={"slug": mallorys.slug})
    shown = as_mallory_host.post(url, follow=True).content.decode()
    assert "no payment needed another look. Nothing was missing in your book." in shown
    assert Entry.objects.count() == 2


def test_trouble_at_stripe_is_told_in_words(as_robin, unheard, settings):
    settings.STRIPE_SECRET_KEY = ""
    assert "The comparison was not finished: Card payments are not set up on this site yet." in said(as_robin)
    assert Entry.objects.count() == 0


def test_looking_at_the_address_compares_nothing(as_robin, unheard):
    assert as_robin.get(COMPARE).status_code == 405
    assert Entry.objects.count() == 0


def test_a_helper_compares_nothing(as_harper, unheard):
    assert as_harper.post(COMPARE).status_code == 404
    assert Entry.objects.count() == 0
