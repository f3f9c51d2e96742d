"""The button that has the book compared with Stripe now: a worker does it, the page says how it stands."""

import pytest
from django.db import connection
from django.urls import reverse

from handfast.payments import comparing, pay
from handfast.payments.models import Comparison, Entry
from handfast.payments.signals import posted
from handfast.payments.tests.conftest import Guest, guest  # noqa: F401  (a fixture)
from tests.at_once import at_once

COMPARE = "/robin-and-sam/host/money/compare/"
STANDING = "/robin-and-sam/host/money/comparison/"


@pytest.fixture
def unheard(robin_and_sams, guest) -> Guest:  # noqa: F811
    """A gift that was paid at Stripe, and of which nobody told."""
    checkout = pay.open_checkout(robin_and_sams.book, amount=8000, description="A gift")
    pay.client_secret(checkout)
    guest.confirm(checkout.intent_id)
    guest.later()
    return guest


def pressed(client, url: str = COMPARE) -> str:
    """What the page says at once, after the button was pressed."""
    return client.post(url, follow=True).content.decode()


def said(client, url: str = COMPARE) -> str:
    """What the page says once a worker has been there."""
    pressed(client, url)
    assert comparing.attend() == 1
    return client.get(url.replace("compare/", "")).content.decode()


def test_the_button_asks_nobody_and_says_that_it_is_under_way(as_robin, robin, unheard):
    before = len(unheard.world.requests)
    shown = pressed(as_robin)
    assert "Your book is being compared with Stripe." in shown
    assert f'hx-get="{STANDING}"' in shown
    assert len(unheard.world.requests) == before
    assert Comparison.objects.get().asked_by == robin
    poll = as_robin.get(STANDING)
    assert "being compared" in poll.content.decode()
    assert "HX-Refresh" not in poll.headers


def test_what_was_missing_is_written_and_told(as_robin, unheard):
    assert "1 payment was looked at. 2 lines were missing in your book, and are there now." in said(as_robin)
    assert as_robin.get(STANDING).headers["HX-Refresh"] == "true"
    assert set(Entry.objects.values_list("kind", flat=True)) == {"payment", "fee"}
    assert "Nothing was missing in your book." in said(as_robin)
    assert Entry.objects.count() == 2


def test_pressed_again_meanwhile_it_is_the_same_comparison(as_robin, unheard):
    for _ in range(3):
        pressed(as_robin)
    assert comparing.attend() == 1
    assert comparing.attend() == 0
    assert Comparison.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_owners_press_it_at_once_and_two_workers_take_it(robin_and_sams, robin, unheard):
    assert len({found.pk for found in at_once(lambda: comparing.ask(robin_and_sams.book, robin))}) == 1
    connection.close()
    assert sorted(at_once(comparing.attend, times=2)) == [0, 1]


def test_another_weddings_payments_are_healed_but_not_told(as_mallory_host, mallorys, unheard):
    url = reverse("dashboard:compare", kwargs={"slug": mallorys.slug})
    assert "no payment needed another look. Nothing was missing in your book." in said(as_mallory_host, url)
    assert Entry.objects.count() == 2


def test_trouble_at_stripe_is_told_in_words(as_robin, unheard, settings):
    settings.STRIPE_SECRET_KEY = ""
    assert "The comparison was not finished: Card payments are not set up on this site yet." in said(as_robin)
    assert Entry.objects.count() == 0


def test_trouble_of_our_own_is_told_and_leaves_nobody_waiting(as_robin, unheard):
    def fail(**_: object) -> None:
        raise RuntimeError("the letter could not be written to priya@example.org")

    posted.connect(fail)
    try:
        shown = said(as_robin)
    finally:
        posted.disconnect(fail)
    assert "The comparison was not finished: Something went wrong on this site" in shown
    assert "could not be written" not in shown
    assert Entry.objects.count() == 0


def test_looking_at_the_address_compares_nothing(as_robin, unheard):
    assert as_robin.get(COMPARE).status_code == 405
    assert not Comparison.objects.exists()


def test_a_helper_compares_nothing(as_harper, unheard):
    assert as_harper.post(COMPARE).status_code == 404
    assert as_harper.get(STANDING).status_code == 404
    assert not Comparison.objects.exists()
