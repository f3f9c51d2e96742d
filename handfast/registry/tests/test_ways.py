"""The ways to pay for a gift: the fee only by the giver's own wish, and the bank's way without any."""

from datetime import date

import pytest
from django.urls import reverse

from handfast.mail.models import Letter
from handfast.payments.bank import arrivals
from handfast.payments.bank.arrivals import Seen
from handfast.payments.models import BankDetails, Book, Checkout, Entry, Transfer
from handfast.payments.observe import observe
from handfast.payments.states import State, state
from handfast.registry.funds import main_fund
from handfast.registry.giving import Filled, change, give

pytestmark = pytest.mark.django_db


@pytest.fixture
def gift(robin_and_sams, priya):
    """Priya's gift of £80 into a British account, not paid yet."""
    account = robin_and_sams.book.account
    account.country = "GB"
    account.save()
    made, _new = give(priya, main_fund(robin_and_sams), Filled(8000, "Priya", "", "priya@example.org"), "form")
    return made


@pytest.fixture
def page(robin_and_sams, gift):
    token = gift.checkout.token
    return lambda name: reverse(f"registry:{name}", kwargs={"slug": robin_and_sams.slug, "token": token})


@pytest.fixture
def account(robin_and_sams):
    """Where Robin and Sam take transfers."""
    return BankDetails.objects.create(
        book=robin_and_sams.book, kind="uk", holder="Robin Ash", bank_code="202015", account_number="55555555"
    )


def now(gift) -> Checkout:
    return Checkout.objects.get(pk=gift.checkout_id)


def shown(client, url) -> str:
    return client.get(url, follow=True).content.decode()


def test_the_fee_is_offered_and_not_added_unasked(as_priya, page, gift):
    said = shown(as_priya, page("pay"))
    assert "Add £1.42 for the fee" in said
    assert (now(gift).amount, now(gift).fee_added) == (8000, 0)


def test_the_fee_is_worked_out_here_whatever_the_browser_sends(as_priya, page, gift):
    as_priya.post(page("fee"), {"add": "yes", "fee": "1", "amount": "1", "fee_added": "999"})
    assert (now(gift).amount, now(gift).fee_added) == (8142, 142)
    said = shown(as_priya, page("pay"))
    assert "£81.42" in said
    assert "Take the fee off again" in said
    as_priya.post(page("fee"), {"add": "no"})
    assert (now(gift).amount, now(gift).fee_added) == (8000, 0)


def test_the_wish_outlives_a_change_of_the_gift(as_priya, page, gift):
    as_priya.post(page("fee"), {"add": "yes"})
    gift.refresh_from_db()
    change(gift, Filled(10000, "Priya", "", ""))
    assert (now(gift).amount, now(gift).fee_added) == (10173, 173)
    assert 'value="100"' in shown(as_priya, page("change"))


def test_nothing_is_offered_where_the_couple_does_not_wish_it_or_no_price_is_known(as_priya, page, gift):
    Book.objects.update(offers_fee=False)
    assert "for the fee" not in shown(as_priya, page("pay"))
    as_priya.post(page("fee"), {"add": "yes"})
    assert now(gift).fee_added == 0
    Book.objects.update(offers_fee=True, currency="usd")
    assert "for the fee" not in shown(as_priya, page("pay"))


def test_with_the_fee_added_all_of_the_gift_arrives(as_priya, page, gift, sandbox):
    as_priya.post(page("intent"))
    as_priya.post(page("fee"), {"add": "yes"})
    assert as_priya.post(page("intent")).json()["amount"] == 8142
    sandbox.confirm(now(gift).intent_id, "pm_card_gb")
    sandbox.advance(10)
    observe(now(gift), "a test")
    assert sum(Entry.objects.values_list("amount", flat=True)) == 8000
    said = shown(as_priya, page("thanks"))
    assert "Your gift of £80.00" in said
    assert "You paid £81.42, with the fee that you added." in said
    text = Letter.objects.get().text
    assert "Your gift of £80.00" in text
    assert "Fee that you added: £1.42" in text
    as_priya.post(page("fee"), {"add": "no"})
    assert now(gift).amount == 8142


def test_a_card_that_was_quicker_keeps_the_figures_that_it_paid(as_priya, page, gift, sandbox):
    as_priya.post(page("intent"))
    sandbox.confirm(now(gift).intent_id, "pm_card_gb")
    as_priya.post(page("fee"), {"add": "yes"})
    assert (now(gift).amount, now(gift).fee_added) == (8000, 0)
    assert state(now(gift)) is State.RECEIVED


def test_without_an_account_there_is_no_bank_way(as_priya, page):
    assert "bank transfer" not in shown(as_priya, page("pay"))
    assert as_priya.post(page("transfer")).url == page("pay")
    assert not Transfer.objects.exists()


def test_a_giver_is_shown_account_amount_and_reference_and_says_that_it_is_sent(as_priya, page, gift, account):
    as_priya.post(page("fee"), {"add": "yes"})
    assert "Pay by bank transfer" in shown(as_priya, page("pay"))
    said = shown(as_priya, as_priya.post(page("transfer")).url)
    reference = Transfer.objects.get().spaced
    for words in ("Robin Ash", "20-20-15", "55555555", "£80.00", reference):
        assert words in said
    assert "£81.42" not in said
    as_priya.post(page("sent"), {"sent": "yes"})
    assert state(now(gift)) is State.SENT
    assert "look for your transfer of £80.00" in shown(as_priya, page("thanks"))
    assert as_priya.get(page("pay")).url == page("thanks")
    assert as_priya.post(page("intent")).status_code == 409
    assert as_priya.post(page("sent"), {"sent": "no"}).url == page("pay")
    assert state(now(gift)) is State.OPEN


def test_what_comes_by_bank_is_told_truthfully_in_parts_and_in_letters(as_priya, page, gift, account, robin):
    as_priya.post(page("transfer"))
    line = arrivals.match(now(gift), Seen("a", date(2027, 6, 12), 5000), robin)
    assert "£50.00 of your transfer" in shown(as_priya, page("thanks"))
    assert "£30.00" in shown(as_priya, page("transfer"))
    arrivals.match(now(gift), Seen("b", date(2027, 6, 14), 3000), robin)
    assert "Your gift of £80.00 to Robin &amp; Sam has been received." in shown(as_priya, page("thanks"))
    arrivals.undo(line, robin)
    letters = list(Letter.objects.order_by("pk"))
    assert [letter.subject for letter in letters] == [
        "Your gift to Robin & Sam", "Your gift to Robin & Sam", "A mistake about your gift to Robin & Sam",
    ]  # fmt: skip
    assert f"Reference: {Transfer.objects.get().spaced}" in letters[0].text
    assert "Received: 12 June 2027\n" in letters[0].text


def test_a_transfer_is_asked_for_by_post_only_and_by_its_own_household(as_priya, as_neighbours, page, account):
    assert as_priya.get(page("transfer")).url == page("pay")
    for name in ("fee", "transfer", "sent"):
        assert as_neighbours.post(page(name)).status_code == 404
    assert not Transfer.objects.exists()
