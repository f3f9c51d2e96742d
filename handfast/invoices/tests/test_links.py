"""A bill's address opens that bill, for whoever has it, until it is withdrawn or old; nothing else opens it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from handfast.invoices import links
from handfast.invoices.models import InvoicePayment, Link
from handfast.invoices.numbering import issue
from handfast.invoices.tests.conftest import money
from tests.at_once import at_once

PAGES = ["bill", "bill_pdf"]
OF_A_PAYMENT = ["transfer", "thanks", "state", "back"]


def page(bill: str, name: str = "bill", slug: str = "robin-and-sam") -> str:
    which = {"payment": InvoicePayment.objects.get().pk} if name in OF_A_PAYMENT else {}
    return reverse(f"invoices:{name}", kwargs={"slug": slug, "bill": bill, **which})


@pytest.fixture
def key(bill) -> str:
    """The good key of a bill of which some has been paid."""
    money(bill, 100)
    return links.bill_of(links.good_link(bill))


@pytest.mark.parametrize("name", PAGES)
def test_whoever_has_it_comes_in_and_search_engines_do_not(key, name):
    answer = Client().get(page(key, name))
    assert answer.status_code == 200
    assert answer["X-Robots-Tag"] == "noindex"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("name", [*PAGES, "pay", *OF_A_PAYMENT])
def test_an_address_that_was_made_up_opens_nothing(key, name, as_mallory, as_priya):
    pk, _, signature = key.partition(".")
    for wrong in (
        f"{int(pk) + 1}.{signature}",
        f"{pk}.{signature[:-1]}",
        f"{pk}.{signature.swapcase()}",
        pk,
        f"{pk}.",
        "x",
        f"-{key}",
        key + "=",
    ):
        for client in (Client(), as_mallory, as_priya):
            assert client.get(page(wrong, name)).status_code == 404, wrong


@pytest.mark.parametrize("name", [*PAGES, "pay", *OF_A_PAYMENT])
def test_it_opens_nothing_under_another_wedding(key, name, mallorys, as_mallory):
    for client in (Client(), as_mallory):
        assert client.get(page(key, name, mallorys.slug)).status_code == 404


def test_withdrawn_it_opens_nothing_and_the_new_one_does(bill, key):
    new = links.bill_of(links.renew(bill))
    assert Client().get(page(key)).status_code == 404
    assert Client().get(page(new)).status_code == 200


def test_after_four_hundred_days_it_opens_nothing_and_the_next_is_another(bill, key):
    link = Link.objects.get()
    link.made_at -= Link.GOOD_FOR + timedelta(minutes=1)
    link.save()
    assert Client().get(page(key)).status_code == 404
    assert links.bill_of(links.good_link(bill)) != key


def test_a_drafts_address_opens_nothing_yet(draft):
    paper = draft()
    key = links.bill_of(links.good_link(paper))
    assert Client().get(page(key)).status_code == 404
    issue(paper)
    assert Client().get(page(key)).status_code == 200


def test_another_secret_key_signs_other_addresses(bill, key, settings):
    settings.SECRET_KEY = "another"
    assert links.Signer(sep=".", salt="handfast.invoices.link").sign(key.partition(".")[0]) != key


@pytest.mark.django_db(transaction=True)
def test_asked_by_five_at_once_there_is_one(bill):
    assert len(set(at_once(lambda: links.good_link(bill).pk))) == 1
