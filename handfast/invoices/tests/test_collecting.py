"""Paying a bill with Stripe in this process: one open attempt, never for more than is due, whatever crosses it."""

import json
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from handfast.invoices import chores, collecting, correcting, links
from handfast.invoices.collecting import NotPayable
from handfast.invoices.drafting import Row
from handfast.invoices.models import InvoicePayment
from handfast.invoices.numbering import issue
from handfast.invoices.standing import Status
from handfast.invoices.tests.conftest import BRUNCH, money, read
from handfast.payments import pay
from handfast.payments.bank import arrivals, transfers
from handfast.payments.gateway import StripeTrouble
from handfast.payments.models import BankDetails, Call, Checkout, Entry
from handfast.payments.reconcile import reconcile
from tests.at_once import at_once

ALL = 17_038


@pytest.fixture
def url(bill) -> str:
    return links.path_of(bill)


@pytest.fixture
def payer(bill) -> Client:
    """Somebody with the link, who is nobody's household."""
    return Client()


def at(url: str, page: str) -> str:
    """The address of a page about the latest payment."""
    return f"{url}{InvoicePayment.objects.latest('pk').pk}/{page}/"


def secret_for(payer: Client, url: str) -> dict:
    answer = payer.post(f"{url}intent/")
    return {"status": answer.status_code, **json.loads(answer.content)}


def test_half_is_paid_then_the_rest(bill, url, payer, guest):
    for amount, left, status in [("70.38", 10_000, Status.PART_PAID), ("100.00", 0, Status.PAID)]:
        assert payer.post(url, {"amount": amount, "way": "card"})["Location"] == f"{url}pay/"
        assert secret_for(payer, url)["status"] == 200
        checkout = InvoicePayment.objects.latest("pk").checkout
        guest.confirm(checkout.intent_id)
        assert b"has been received" in payer.get(at(url, "thanks")).content
        assert (read(bill).due, read(bill).status) == (left, status)
    assert InvoicePayment.objects.count() == 2
    assert secret_for(payer, url) == {"status": 409, "error": "Nothing of this is left to pay just now.", "done": True}


def test_the_browser_cannot_say_what_the_bill_costs(bill, url, payer, guest):
    for amount in ("170.39", "0", "-1", "0.10", "170.28", "NaN", "1e2", "a hundred", ""):
        answer = payer.post(url, {"amount": amount, "way": "card", "due": "1", "currency": "jpy"})
        assert answer.status_code == 422, amount
    assert Checkout.objects.count() == 0


def test_however_often_one_begins_there_is_one_attempt_and_one_intent(bill, url, payer, guest):
    for amount in ("50", "60", "170.38", "60"):
        payer.post(url, {"amount": amount, "way": "card"})
        secret_for(payer, url)
    assert InvoicePayment.objects.get().checkout.amount == 6000
    assert [one.amount for one in guest.intents()] == [6000]


@pytest.mark.django_db(transaction=True)
def test_begun_five_times_at_once_there_is_one_attempt(bill):
    found = at_once(lambda: collecting.payment(bill, 5000).pk)
    assert len(set(found)) == InvoicePayment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_another_amount_is_asked_for_while_nobody_can_change_what_is_due(bill, monkeypatch):
    collecting.payment(bill, 5000)
    want, under_the_lock = pay.want_amount, []

    def heard(*asked):
        under_the_lock.append(connection.in_atomic_block)
        return want(*asked)

    monkeypatch.setattr(pay, "want_amount", heard)
    assert collecting.payment(bill, 6000).checkout.amount == 6000
    assert under_the_lock == [True]


def test_of_two_attempts_of_which_the_first_opens_again_it_is_closed(bill, url, payer, guest, robin):
    payer.post(url, {"amount": "50", "way": "card"})
    secret_for(payer, url)
    first = InvoicePayment.objects.get()
    seen = arrivals.Seen("a line", timezone.localdate(), 5000, "P NAIR", "")
    line = arrivals.match(first.checkout, seen, robin)
    payer.post(url, {"amount": "20", "way": "card"})
    secret_for(payer, url)
    arrivals.undo(line, robin)
    collecting.bring_in_line(bill)
    assert [(one.amount, one.status) for one in guest.intents()] == [
        (2000, "requires_payment_method"),
        (5000, "canceled"),
    ]
    assert collecting.payment(bill, 3000).checkout.intent_id == guest.intents()[0].id


def test_a_credit_note_lowers_what_an_open_card_form_may_take(bill, url, payer, guest):
    payer.post(url, {"amount": "170.38", "way": "card"})
    secret_for(payer, url)
    correcting.credit(bill, [BRUNCH], why="No brunch", form_token="1")
    collecting.bring_in_line(bill)
    [intent] = guest.intents()
    assert intent.amount == read(bill).due == 14_400
    guest.confirm(intent.id)
    assert b"has been received" in payer.get(at(url, "thanks")).content
    assert (read(bill).status, read(bill).credit) == (Status.PAID, 0)


def test_voiding_closes_an_open_card_form(bill, url, payer, guest, robin):
    payer.post(url, {"amount": "170.38", "way": "card"})
    secret_for(payer, url)
    correcting.void(bill, by=robin, why="A mistake")
    assert secret_for(payer, url)["status"] == 409
    collecting.bring_in_line(bill)
    assert [one.status for one in guest.intents()] == ["canceled"]
    assert collecting.bring_in_line(bill) == 0


def test_a_card_that_was_quicker_than_the_voiding_is_credit(bill, url, payer, guest, robin):
    payer.post(url, {"amount": "170.38", "way": "card"})
    secret_for(payer, url)
    correcting.void(bill, by=robin, why="A mistake")
    guest.confirm(guest.intents()[0].id)
    collecting.bring_in_line(bill)
    assert (read(bill).status, read(bill).credit) == (Status.VOID, ALL)


def test_where_stripe_did_not_answer_the_worker_does_it_again(bill, url, payer, guest, settings):
    payer.post(url, {"amount": "170.38", "way": "card"})
    secret_for(payer, url)
    correcting.credit(bill, [BRUNCH], why="No brunch", form_token="1")
    key, settings.STRIPE_SECRET_KEY = settings.STRIPE_SECRET_KEY, ""
    with pytest.raises(StripeTrouble):
        collecting.bring_in_line(bill)
    chores.keep_payments_in_line()
    assert guest.intents()[0].amount == ALL
    settings.STRIPE_SECRET_KEY = key
    chores.keep_payments_in_line()
    assert guest.intents()[0].amount == 14_400
    assert not Call.objects.filter(action="update", answered_at=None).exists()


def test_an_intent_that_was_not_known_when_the_bill_was_credited_is_lowered_once_it_is_found(bill, url, payer, guest):
    payer.post(url, {"amount": "170.38", "way": "card"})
    secret_for(payer, url)
    Checkout.objects.update(intent_id=None)
    Call.objects.update(answered_at=None)
    correcting.credit(bill, [BRUNCH], why="No brunch", form_token="1")
    collecting.bring_in_line(bill)
    assert guest.intents()[0].amount == ALL
    reconcile()
    chores.keep_payments_in_line()
    assert guest.intents()[0].amount == 14_400
    asked = len(guest.world.requests)
    chores.keep_payments_in_line()
    assert len(guest.world.requests) == asked


def test_a_card_form_is_lowered_although_the_site_was_stopped_before_it_could_tell_stripe(bill, url, payer, guest):
    payer.post(url, {"amount": "170.38", "way": "card"})
    secret_for(payer, url)
    correcting.credit(bill, [BRUNCH], why="No brunch", form_token="1")
    pay.want_amount(Checkout.objects.get(), 14_400)
    assert guest.intents()[0].amount == ALL
    chores.keep_payments_in_line()
    assert guest.intents()[0].amount == 14_400


@pytest.mark.django_db(transaction=True)
def test_a_card_form_is_lowered_while_nobody_can_change_what_is_due(bill, url, payer, guest, monkeypatch):
    payer.post(url, {"amount": "170.38", "way": "card"})
    secret_for(payer, url)
    correcting.credit(bill, [BRUNCH], why="No brunch", form_token="1")
    want, under_the_lock = pay.want_amount, []

    def heard(*asked):
        under_the_lock.append(connection.in_atomic_block)
        return want(*asked)

    monkeypatch.setattr(pay, "want_amount", heard)
    collecting.bring_in_line(bill)
    assert under_the_lock == [True]


def test_money_that_comes_by_another_way_lowers_an_open_card_form(bill, url, payer, guest):
    payer.post(url, {"amount": "170.38", "way": "card"})
    secret_for(payer, url)
    money(bill, 10_000)
    assert secret_for(payer, url)["status"] == 409
    chores.keep_payments_in_line()
    assert guest.intents()[0].amount == 7038
    assert secret_for(payer, url)["status"] == 200


def test_what_a_card_cannot_pay_is_left_to_the_bank(draft, robin_and_sams):
    bill = issue(draft(Row("A stamp", Decimal(1), 20, Decimal(0))))
    with pytest.raises(NotPayable):
        collecting.payment(bill, 20)
    assert collecting.payment(bill, 20, by_bank=True).checkout.amount == 20


@pytest.mark.parametrize(("currency", "price", "good", "bad"), [("jpy", 5000, 2500, 5970), ("kwd", 12_345, 5000, 5005)])
def test_parts_of_a_bill_in_other_currencies(draft, robin_and_sams, currency, price, good, bad):
    robin_and_sams.book.currency = currency
    robin_and_sams.book.save()
    bill = issue(draft(Row("A room", Decimal(1), price, Decimal(20))))
    with pytest.raises(NotPayable):
        collecting.payment(bill, bad)  # 30 yen would be left, which no card pays; fils end in 0
    assert collecting.payment(bill, good).checkout.amount == good


@pytest.fixture
def account(robin_and_sams) -> BankDetails:
    """Where transfers to Robin and Sam go."""
    return BankDetails.objects.create(
        book=robin_and_sams.book, kind="uk", holder="Robin Ashworth", bank_code="200000", account_number="55779911"
    )


def test_half_by_card_and_half_by_bank(bill, url, payer, guest, account, robin):
    payer.post(url, {"amount": "70.38", "way": "card"})
    secret_for(payer, url)
    guest.confirm(guest.intents()[0].id)
    payer.get(at(url, "thanks"))

    assert payer.post(url, {"amount": "100", "way": "bank"})["Location"] == at(url, "transfer")
    asked = InvoicePayment.objects.latest("pk").checkout
    page = payer.get(at(url, "transfer")).content.decode()
    assert transfers.known(asked).spaced in page
    assert "£100.00" in page
    payer.post(at(url, "sent"), {"sent": "yes"})
    assert (read(bill).due, read(bill).payable) == (10_000, 0)
    assert payer.post(url, {"amount": "100", "way": "card"}).status_code == 422

    arrivals.match(asked, arrivals.Seen("line 1", bill.issued_on, 10_000), robin)
    assert read(bill).status is Status.PAID
    assert b"has been received" in payer.get(at(url, "thanks")).content


def test_a_transfer_that_was_matched_by_mistake_is_due_again(bill, url, payer, account, robin):
    payer.post(url, {"amount": "170.38", "way": "bank"})
    asked = InvoicePayment.objects.get().checkout
    line = arrivals.match(asked, arrivals.Seen("line 1", bill.issued_on, ALL), robin)
    arrivals.undo(line, robin)
    assert (read(bill).due, read(bill).paid) == (ALL, 0)
    subjects = list(bill.wedding.mailbox.letters.order_by("pk").values_list("subject", flat=True))
    assert subjects == [f"Receipt for invoice {bill.label}", f"A mistake about invoice {bill.label}"]


def test_not_sent_after_all_it_may_be_paid_by_card(bill, url, payer, account, guest):
    payer.post(url, {"amount": "170.38", "way": "bank"})
    payer.post(at(url, "sent"), {"sent": "yes"})
    payer.post(at(url, "sent"), {"sent": "no"})
    assert payer.post(url, {"amount": "170.38", "way": "card"})["Location"] == f"{url}pay/"
    assert InvoicePayment.objects.count() == 1


def test_without_an_account_there_is_no_way_by_bank(bill, url, payer):
    assert b"bank transfer" not in payer.get(url).content
    payer.post(url, {"amount": "170.38", "way": "bank"})
    transfers.ask(collecting.payment(bill, ALL, by_bank=True).checkout)
    assert payer.get(at(url, "transfer"))["Location"] == url


def test_a_transfer_that_has_not_come_is_asked_for_again_though_a_card_paid_since(bill, url, payer, guest, account):
    payer.post(url, {"amount": "100", "way": "bank"})
    first = at(url, "transfer")
    payer.post(at(url, "sent"), {"sent": "yes"})
    payer.post(url, {"amount": "70.38", "way": "card"})
    secret_for(payer, url)
    guest.confirm(guest.intents()[0].id)
    assert b"has been received" in payer.get(at(url, "thanks")).content

    transfers.say_not_come(transfers.known(InvoicePayment.objects.earliest("pk").checkout))
    assert payer.post(url, {"amount": "100", "way": "bank"})["Location"] == first
    assert "£100.00" in payer.get(first).content.decode()


def test_each_of_two_transfers_is_taken_back_by_itself(bill, url, payer, account):
    for amount in ("100", "70.38"):
        payer.post(url, {"amount": amount, "way": "bank"})
        payer.post(at(url, "sent"), {"sent": "yes"})
    pages = re.findall(r'href="([^"]+/thanks/)"', payer.get(url).content.decode())
    assert len(pages) == 2
    assert b"\xc2\xa3100.00" in payer.get(pages[0]).content
    payer.post(pages[0].replace("thanks", "sent"), {"sent": "no"})
    assert (read(bill).payable, read(bill).under_way) == (10_000, 7038)


def test_a_payment_of_another_bill_is_not_there(bill, url, payer, account, draft):
    other = issue(draft())
    theirs = collecting.payment(other, 5000, by_bank=True)
    transfers.ask(theirs.checkout)
    for page in ("transfer", "thanks", "state", "back"):
        assert payer.get(f"{url}{theirs.pk}/{page}/").status_code == 404
    assert payer.post(f"{url}{theirs.pk}/sent/", {"sent": "yes"}).status_code == 404
    assert transfers.known(theirs.checkout).sent_at is None


def test_the_entries_of_a_bill_are_those_of_its_book(bill, url, payer, guest):
    payer.post(url, {"amount": "170.38", "way": "card"})
    secret_for(payer, url)
    guest.confirm(guest.intents()[0].id)
    for _ in range(3):
        payer.get(at(url, "thanks"))
        pay.look(InvoicePayment.objects.get().checkout)
    payments = Entry.objects.filter(kind=Entry.Kind.PAYMENT)
    assert [(one.amount, one.book_id) for one in payments] == [(ALL, bill.wedding.book_id)]
