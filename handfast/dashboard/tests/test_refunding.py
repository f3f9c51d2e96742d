"""An owner gives money back: read twice, asked once, told as it is."""

import re

import pytest
from django.urls import reverse

from handfast.payments import pay
from handfast.payments.models import Entry, RefundRequest
from handfast.payments.observe import observe
from handfast.registry.funds import main_fund
from handfast.registry.giving import Filled, give


@pytest.fixture
def paid(sandbox, robin_and_sams, priya):
    """Priya's gift of £80, paid."""
    gift = Filled(8000, "Priya & Omar", "", "priya@example.org")
    checkout = give(priya, main_fund(robin_and_sams), gift, "form")[0].checkout
    pay.client_secret(checkout)
    sandbox.confirm(checkout.intent_id)
    sandbox.advance(2)
    observe(checkout, "a test")
    return checkout


@pytest.fixture
def url(robin_and_sams, paid):
    return reverse("dashboard:refund", kwargs={"slug": robin_and_sams.slug, "token": paid.token})


@pytest.fixture
def form(as_robin, url):
    """The form as Robin's browser holds it."""
    token = re.search(r'name="form_token" value="([^"]+)"', as_robin.get(url).content.decode())[1]
    return {"amount": "30", "reason": "requested_by_customer", "form_token": token}


def went_back() -> int:
    return -sum(Entry.objects.filter(kind=Entry.Kind.REFUND).values_list("amount", flat=True))


def test_nothing_goes_back_before_it_was_read_twice(as_robin, url, form):
    page = as_robin.post(url, form).content.decode()
    assert "Give £30.00 back to Priya &amp; Omar?" in page
    assert 'name="confirmed" value="yes"' in page
    assert RefundRequest.objects.count() == 0


def test_part_of_a_gift_goes_back_once_though_the_button_is_pressed_twice(as_robin, robin, url, form, sandbox, paid):
    for _ in range(2):
        page = as_robin.post(url, form | {"confirmed": "yes"}, follow=True).content.decode()
    assert "This was asked for already" in page
    assert went_back() == 3000
    assert RefundRequest.objects.get().asked_by == robin
    assert "partly given back" in page
    assert "Robin gave £30.00 back" in page


def test_the_rest_can_go_back_later_and_no_more_than_that(as_robin, url, form):
    as_robin.post(url, form | {"confirmed": "yes"})
    too_much = as_robin.post(url, form | {"form_token": "second", "amount": "50.01", "confirmed": "yes"})
    assert too_much.status_code == 422
    assert "up to £50.00 can go back" in too_much.content.decode()
    as_robin.post(url, form | {"form_token": "third", "amount": "50", "confirmed": "yes"})
    assert went_back() == 8000
    assert "nothing of the gift is left" in as_robin.get(url, follow=True).content.decode()


@pytest.mark.parametrize("amount", ["", "0", "-1", "x", "80.01", "1e9"])
def test_an_amount_that_cannot_be_is_refused(as_robin, url, form, amount):
    assert as_robin.post(url, form | {"amount": amount, "confirmed": "yes"}).status_code == 422
    assert RefundRequest.objects.count() == 0


def test_when_stripe_does_not_answer_the_wish_is_kept_and_said_to_be(as_robin, url, form, settings):
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"
    page = as_robin.post(url, form | {"confirmed": "yes"}, follow=True).content.decode()
    assert "It is asked again by itself" in page
    assert (RefundRequest.objects.count(), went_back()) == (1, 0)


def test_only_owners_of_this_wedding_give_back(as_harper, as_priya, as_mallory_host, url, form):
    for client in (as_harper, as_priya, as_mallory_host):
        assert client.get(url).status_code == 404
        assert client.post(url, form | {"confirmed": "yes"}).status_code == 404
    assert RefundRequest.objects.count() == 0


def test_what_was_never_paid_cannot_go_back(as_robin, robin_and_sams, priya):
    gift = Filled(8000, "Priya", "", "")
    checkout = give(priya, main_fund(robin_and_sams), gift, "unpaid")[0].checkout
    url = reverse("dashboard:refund", kwargs={"slug": robin_and_sams.slug, "token": checkout.token})
    assert as_robin.get(url).status_code == 302
