"""An owner knows about what does not fit: it leaves the open list, and who said what stays to be read."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from handfast.payments.models import Acknowledgement, Discrepancy


@pytest.fixture
def odd(robin_and_sams) -> Discrepancy:
    return Discrepancy.objects.create(
        account=robin_and_sams.book.account, kind="unknown_checkout", about="pi_odd", message="It is not here."
    )


@pytest.fixture
def url(robin_and_sams, odd) -> str:
    return reverse("dashboard:acknowledge", kwargs={"slug": robin_and_sams.slug, "odd_id": odd.pk})


@pytest.fixture
def form(as_robin, url) -> dict[str, str]:
    """The form as Robin's browser holds it."""
    page = as_robin.get(url).content.decode()
    return {"note": "Our cousin's, given back in cash.", "read": re.search(r'name="read" value="([^"]+)"', page)[1]}


def needs(client) -> str:
    return client.get("/robin-and-sam/host/").content.decode()


def test_it_leaves_the_open_list_and_stays_to_be_read(as_robin, url, form):
    assert "1 payment at Stripe does not fit your book" in needs(as_robin)
    for _ in range(2):
        shown = as_robin.post(url, form, follow=True)
    assert shown.context["open"] == []
    page = shown.content.decode()
    for words in (
        "What you know about: 1 thing",
        "It is not here.",
        "Our cousin&#x27;s, given back in cash.",
        "Robin,",
    ):
        assert words in page
    assert Acknowledgement.objects.count() == 1
    assert "does not fit your book" not in needs(as_robin)


@pytest.mark.parametrize("note", ["", "  ", "x" * 501])
def test_without_a_note_that_can_be_read_later_nothing_is_written(as_robin, url, form, note):
    shown = as_robin.post(url, form | {"note": note})
    assert shown.status_code == 422
    assert "What do you know about it?" in shown.content.decode()
    assert not Acknowledgement.objects.exists()


def test_what_has_changed_meanwhile_is_to_be_read_first(as_robin, url, form):
    Discrepancy.objects.update(message="It is still not here.", stands_since=timezone.now())
    shown = as_robin.post(url, form)
    assert shown.status_code == 422
    page = shown.content.decode()
    assert "Meanwhile this has changed." in page
    assert "It is still not here." in page
    assert not Acknowledgement.objects.exists()
    again = re.search(r'name="read" value="([^"]+)"', page)[1]
    assert as_robin.post(url, form | {"read": again}).status_code == 302
    assert Acknowledgement.objects.get().message == "It is still not here."


def test_nobody_else_says_so(as_harper, as_priya, as_mallory_host, robin_and_sams, odd, url, form):
    Discrepancy.objects.update(checkout=robin_and_sams.book.checkouts.create(amount=100, currency="gbp"))
    for client in (as_harper, as_priya, as_mallory_host):
        assert client.post(url, form).status_code == 404
    mallorys = url.replace("robin-and-sam", "mallory-and-max")
    assert as_mallory_host.post(mallorys, form).status_code == 404
    assert not Acknowledgement.objects.exists()
