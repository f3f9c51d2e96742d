"""The owners' pages about bank transfers: the account, what has come by hand or by file, and the way back."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from handfast.accounts.models import User
from handfast.mail.models import Letter
from handfast.payments.bank import arrivals, transfers
from handfast.payments.bank.arrivals import Seen
from handfast.payments.models import BankDetails, BankFile, BankLine, Book, Checkout, Entry, Transfer
from handfast.payments.states import State, state
from handfast.registry.funds import main_fund
from handfast.registry.giving import Filled, give
from tests.cast import PASSWORD
from tests.unedited import unedited

pytestmark = pytest.mark.django_db
UK = {"kind": "uk", "holder": "Robin Ash", "bank_code": "20-20-15", "account_number": "55555555"}


@pytest.fixture
def page(robin_and_sams):
    return lambda name, **parts: reverse(f"dashboard:{name}", kwargs={"slug": robin_and_sams.slug, **parts})


@pytest.fixture
def gift(robin_and_sams, priya):
    """Priya's gift of £80, which she says she has sent."""
    made, _new = give(priya, main_fund(robin_and_sams), Filled(8000, "Priya Nair", "", "priya@example.org"), "form")
    transfers.say_sent(transfers.ask(made.checkout))
    return made


def now(gift) -> State:
    return state(Checkout.objects.get(pk=gift.checkout_id))


def reference() -> str:
    return Transfer.objects.get().spaced


def upload(client, page, text):
    file = SimpleUploadedFile("june.csv", text.encode())
    return client.post(page("bank"), {"file": file})


def statement(*rows):
    return "\n".join(["Date,Name,Description,Amount", *rows])


def digest_in(response) -> str:
    return re.search(r'name="digest" value="([^"]+)"', response.content.decode())[1]


def test_an_owner_sets_the_account_with_a_password_and_every_owner_hears_of_it(as_robin, sam, page, robin_and_sams):
    assert as_robin.post(page("ways"), UK | {"password": PASSWORD}).status_code == 302
    kept = transfers.details_of(robin_and_sams.book)
    assert (kept.holder, kept.bank_code, kept.account_number) == ("Robin Ash", "202015", "55555555")
    as_robin.post(page("ways"), UK | {"account_number": "66666666", "password": PASSWORD})
    letters = Letter.objects.order_by("pk")
    assert [letter.to for letter in letters] == ["robin@example.org", "sam@example.org"] * 2
    assert "ends in 6666" in letters[2].text
    assert "ends in 5555" in letters[2].text
    assert "55555555" not in letters[2].text
    as_robin.post(page("ways"), UK | {"holder": "", "password": PASSWORD})
    assert transfers.details_of(robin_and_sams.book) is None
    assert BankDetails.objects.count() == 3  # what was shown when can always be told


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"password": "not it"}, "This is not your password."),
        ({"password": ""}, "This field is required"),
        ({"bank_code": "20", "password": PASSWORD}, "Enter the sort code in digits"),
        ({"kind": "iban", "iban": "GB00", "password": PASSWORD}, "This is no IBAN"),
        ({"kind": "no such kind", "password": PASSWORD}, "Select a valid choice"),
    ],
)
def test_a_wrong_account_or_password_changes_nothing(as_robin, page, wrong, words):
    answer = as_robin.post(page("ways"), UK | wrong)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not BankDetails.objects.exists()
    assert not Letter.objects.exists()


def test_a_password_is_not_guessed_at_leisure(as_robin, page):
    tries = [as_robin.post(page("ways"), UK | {"password": f"guess {n}"}).content.decode() for n in range(6)]
    assert "Please wait" in tries[-1]
    assert "Please wait" in as_robin.post(page("ways"), UK | {"password": PASSWORD}).content.decode()
    assert not BankDetails.objects.exists()


def test_the_offer_of_the_fee_can_be_switched_off_and_an_unknown_country_is_said(as_robin, page, robin_and_sams):
    assert "not told yet in which country" in as_robin.get(page("ways")).content.decode()
    account = robin_and_sams.book.account
    account.country = "GB"
    account.save()
    assert "£1.73 on top of £100.00" in as_robin.get(page("ways")).content.decode()
    as_robin.post(page("offer_fee"), {"offer": "no"})
    assert not Book.objects.get(pk=robin_and_sams.book_id).offers_fee


def test_an_owner_writes_down_that_it_came(as_robin, page, gift):
    url = page("arrived", token=gift.checkout.token)
    shown = as_robin.get(url).content.decode()
    assert 'value="80"' in shown
    assert reference() in shown
    form = {"amount": "80", "day": "2026-01-10", "payer": "P NAIR", "form_token": "once"}
    for _ in range(2):
        as_robin.post(url, form)
    assert Entry.objects.get().amount == 8000
    assert now(gift) is State.RECEIVED
    money = as_robin.get(page("money")).content.decode()
    for words in ("Came by bank:", "P NAIR", "by bank transfer", "by bank, as Robin wrote down"):
        assert words in money
    assert "_hand_once" not in money


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"amount": "plenty"}, "Enter an amount"),
        ({"amount": "0"}, "Enter an amount"),
        ({"amount": "-5"}, "Enter an amount"),
        ({"day": ""}, "This field is required"),
        ({"day": "soon"}, "Enter a valid date"),
        ({"day": None}, "still to come"),
    ],
)
def test_a_wrong_form_writes_nothing(as_robin, page, gift, wrong, words):
    tomorrow = (timezone.localdate() + timedelta(days=2)).isoformat()
    form = {"amount": "80", "day": "2026-01-10", "form_token": "x"} | wrong
    form["day"] = tomorrow if form["day"] is None else form["day"]
    answer = as_robin.post(page("arrived", token=gift.checkout.token), form)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Entry.objects.exists()


def test_what_was_too_much_can_be_sent_back_and_no_more_than_came(as_robin, page, gift):
    token = gift.checkout.token
    assert as_robin.get(page("sent_back", token=token)).url == page("money")
    as_robin.post(page("arrived", token=token), {"amount": "90", "day": "2026-01-10", "form_token": "a"})
    assert 'value="10"' in as_robin.get(page("sent_back", token=token)).content.decode()
    form = {"amount": "91", "day": "2026-01-11", "form_token": "b"}
    assert "No more than £90.00" in as_robin.post(page("sent_back", token=token), form).content.decode()
    as_robin.post(page("sent_back", token=token), form | {"amount": "10"})
    assert sorted(Entry.objects.values_list("amount", flat=True)) == [-1000, 9000]


def test_a_statement_is_read_first_and_counted_when_said_so(as_robin, page, gift):
    text = statement(
        f"12/01/2026,P NAIR,{reference()},75.00", "12/01/2026,SHOP,TOYS,-3.00", "13/01/2026,OLD AUNT,X,9.00"
    )
    where = upload(as_robin, page, text).url
    shown = as_robin.get(where)
    said = shown.content.decode()
    for words in ("£75.00", "£5.00 less than asked for", "1 other line, left alone", "1 line of money going out"):
        assert words in said
    assert not Entry.objects.exists()
    as_robin.post(where, {"digest": digest_in(shown)})
    assert now(gift) is State.PARTLY
    assert "1 transfer is in your book" in as_robin.get(where).content.decode()
    assert not BankLine.objects.filter(payer="OLD AUNT").exists()
    assert BankFile.objects.get().lines == []
    again = upload(as_robin, page, text).url
    assert "1 line is in your book already" in as_robin.get(again).content.decode()


def test_a_proposal_needs_a_host_and_a_changed_book_a_second_look(as_robin, page, gift):
    where = upload(as_robin, page, statement("12/01/2026,P NAIR,congratulations,80.00")).url
    shown = as_robin.get(where)
    [key] = re.findall(r'name="line-([^"]+)"', shown.content.decode())
    as_robin.post(page("arrived", token=gift.checkout.token), {"amount": "5", "day": "2026-01-10", "form_token": "a"})
    as_robin.post(where, {"digest": digest_in(shown), f"line-{key}": gift.checkout.token})
    assert Entry.objects.count() == 1
    assert "Please read it once more" in as_robin.get(where).content.decode()


def test_a_mistake_is_undone_and_both_lines_stay_in_the_book(as_robin, page, gift):
    as_robin.post(page("arrived", token=gift.checkout.token), {"amount": "80", "day": "2026-01-10", "form_token": "a"})
    line = BankLine.objects.get()
    url = page("undo_arrival", line_id=line.pk)
    shown = as_robin.get(url).content.decode()
    assert "Take £80.00 off what Priya Nair gave?" in shown
    assert as_robin.post(url).status_code == 422
    assert Entry.objects.count() == 1
    for _ in range(2):
        assert as_robin.post(url, unedited(shown)).status_code == 302
    assert sorted(Entry.objects.values_list("amount", flat=True)) == [-8000, 8000]
    assert now(gift) is State.SENT


def test_a_page_that_is_out_of_date_undoes_nothing_that_came_since(as_robin, page, gift):
    token = gift.checkout.token
    as_robin.post(page("arrived", token=token), {"amount": "80", "day": "2026-01-10", "form_token": "a"})
    line = BankLine.objects.get()
    url = page("undo_arrival", line_id=line.pk)
    stale = unedited(as_robin.get(url).content.decode())
    as_robin.post(url, stale)
    arrivals.match(gift.checkout, Seen(line.key, line.booked_on, 8000, ""), User.objects.get(first_name="Robin"))
    assert as_robin.post(url, stale).status_code == 302
    assert now(gift) is State.RECEIVED


def test_that_a_line_is_what_was_written_down_is_asked_once(as_robin, page, gift):
    token = gift.checkout.token
    as_robin.post(page("arrived", token=token), {"amount": "80", "day": "2026-01-10", "form_token": "a"})
    text = statement(f"12/01/2026,P NAIR,{reference()},80.00")
    where = upload(as_robin, page, text).url
    shown = as_robin.get(where)
    said = shown.content.decode()
    assert "Is it the same money?" in said
    assert "The same that Robin wrote down for 10 Jan 2026" in said
    [key] = re.findall(r'name="line-([^"]+)"', said)
    answer = {"digest": digest_in(shown), f"line-{key}": f"same-{BankLine.objects.get().pk}"}
    for _ in range(2):
        assert as_robin.post(where, answer).status_code == 302
    assert "There was nothing new to count" in as_robin.get(where).content.decode()
    again = as_robin.get(upload(as_robin, page, text).url).content.decode()
    assert "1 line is in your book already" in again
    assert "Perhaps these" not in again
    assert Entry.objects.count() == 1


@pytest.mark.parametrize("text", ["", "no statement", "Date,Amount\n12/01/2026,lots"])
def test_a_bad_file_is_refused_in_words_and_nothing_is_kept(as_robin, page, text):
    answer = upload(as_robin, page, text)
    assert answer.status_code == 422
    assert not BankFile.objects.exists()


def test_filters_export_and_overview_know_the_bank(as_robin, page, gift, robin_and_sams):
    assert "1 bank transfer was sent to you" in as_robin.get(page("overview")).content.decode()
    assert "£80.00 from Priya Nair" in as_robin.get(page("money"), {"show": "sent"}).content.decode()
    as_robin.post(page("arrived", token=gift.checkout.token), {"amount": "80", "day": "2026-01-10", "form_token": "a"})
    assert "£80.00 from Priya Nair" in as_robin.get(page("money"), {"show": "bank"}).content.decode()
    assert "£80.00 from Priya Nair" not in as_robin.get(page("money"), {"show": "sent"}).content.decode()
    row = as_robin.get(page("money_csv")).content.decode().splitlines()[1]
    assert row.startswith("2026-01-10 12:00:00,Payment,80.00,GBP,Priya Nair,")
    assert row.endswith(f",,,bank,{Transfer.objects.get().reference}")
    overview = as_robin.get(page("overview")).content.decode()
    assert "was sent to you" not in overview
    assert "1 payment<" in overview


def test_helpers_and_strangers_find_nothing(as_harper, as_mallory_host, as_priya, page, gift):
    token = gift.checkout.token
    urls = [page("ways"), page("offer_fee"), page("bank"), page("arrived", token=token), page("sent_back", token=token)]
    for client in (as_harper, as_mallory_host, as_priya):
        assert [client.post(url, UK | {"password": PASSWORD}).status_code for url in urls] == [404] * len(urls)
    assert not Entry.objects.exists()
