"""A payer said that a transfer was sent, and it has not come: the owner says so, and nothing is stuck."""

import re

import pytest
from django.urls import reverse

from handfast.invoices import drafting
from handfast.invoices.collecting import payment
from handfast.invoices.models import Invoice
from handfast.invoices.numbering import issue
from handfast.invoices.standing import Status, standing, whole
from handfast.invoices.tests.conftest import ROOM, in_days
from handfast.mail.models import Letter
from handfast.payments.bank import transfers
from handfast.payments.gateway import NotChangeable
from handfast.payments.models import Checkout, Entry
from handfast.payments.states import State, state
from handfast.registry.funds import main_fund
from handfast.registry.giving import Filled, give
from tests.at_once import at_once
from tests.cast import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(robin_and_sams):
    return lambda name, **parts: reverse(f"dashboard:{name}", kwargs={"slug": robin_and_sams.slug, **parts})


def promised(priya, email: str = "priya@example.org") -> Checkout:
    """Priya's gift of £80, which she says she has sent."""
    made, _new = give(priya, main_fund(priya.wedding), Filled(8000, "Priya Nair", "", email), "form")
    transfers.say_sent(transfers.ask(made.checkout))
    return made.checkout


def now(checkout: Checkout) -> State:
    return state(Checkout.objects.get(pk=checkout.pk))


def test_the_giver_is_told_once_and_may_pay_in_any_way_again(as_robin, page, priya):
    gift = promised(priya)
    url = page("not_come", token=gift.token)
    said = re.sub(r"\s+", " ", as_robin.get(url).content.decode())
    for words in ("Priya Nair said on", "that £80.00 was sent", gift.transfer.spaced, "priya@example.org"):
        assert words in said
    assert now(gift) is State.SENT
    for _ in range(2):
        assert as_robin.post(url).url == page("bank")
    assert now(gift) is State.OPEN
    letter = Letter.objects.get()
    assert (letter.to, gift.transfer.spaced in letter.text) == ("priya@example.org", True)
    assert "it has not come" in letter.text


def test_who_has_no_address_is_told_by_the_hosts(as_robin, page, priya):
    gift = promised(priya, email="")
    answer = as_robin.post(page("not_come", token=gift.token), follow=True)
    assert "please tell them yourselves" in answer.content.decode()
    assert not Letter.objects.exists()


def test_what_comes_later_after_all_counts(as_robin, page, priya):
    gift = promised(priya)
    as_robin.post(page("not_come", token=gift.token))
    as_robin.post(page("arrived", token=gift.token), {"amount": "80", "day": "2026-01-10", "form_token": "a"})
    assert now(gift) is State.RECEIVED
    assert as_robin.post(page("not_come", token=gift.token)).url == page("bank")
    assert (now(gift), Entry.objects.count()) == (State.RECEIVED, 1)


def test_a_bill_can_be_void_once_the_host_has_looked(as_robin, page, priya, robin_and_sams):
    terms = drafting.Terms("Robin & Sam", in_days(30))
    [draft] = drafting.draft(robin_and_sams, [drafting.recipient(priya)], terms, [ROOM], "form")
    bill = issue(draft)
    attempt = payment(bill, 14_400, by_bank=True)
    transfers.say_sent(transfers.ask(attempt.checkout))
    here = reverse("invoices:invoice", kwargs={"slug": robin_and_sams.slug, "invoice_id": bill.pk})
    shown = as_robin.get(here).content.decode()
    assert "says that a transfer is under way" in shown
    assert "It was issued by mistake" not in shown
    refused = as_robin.post(f"{here}void/", {"why": "Twice", "form_token": "a"})
    assert refused.status_code == 422
    assert "says that a transfer is under way" in refused.content.decode()
    assert as_robin.post(page("not_come", token=attempt.checkout.token)).url == here
    assert "It was issued by mistake" in as_robin.get(here).content.decode()
    as_robin.post(f"{here}void/", {"why": "Twice", "form_token": "a"})
    assert standing(whole(Invoice.objects.all()).get()).status is Status.VOID
    as_robin.post(
        page("arrived", token=attempt.checkout.token), {"amount": "144", "day": "2026-01-10", "form_token": "a"}
    )
    assert standing(whole(Invoice.objects.all()).get()).credit == 14_400  # it came after all, and is not lost


def test_strangers_say_nothing(as_harper, as_mallory_host, as_priya, page, priya):
    gift = promised(priya)
    for client in (as_harper, as_mallory_host, as_priya):
        assert client.post(page("not_come", token=gift.token)).status_code == 404
    assert now(gift) is State.SENT


@pytest.mark.django_db(transaction=True)
def test_five_windows_write_one_letter(robin, page, priya):
    gift = promised(priya)
    answers = at_once(lambda: signed_in(robin).post(page("not_come", token=gift.token)).status_code)
    assert answers == [302] * 5
    assert (now(gift), Letter.objects.count()) == (State.OPEN, 1)
    with pytest.raises(NotChangeable):
        transfers.say_not_come(gift.transfer)
