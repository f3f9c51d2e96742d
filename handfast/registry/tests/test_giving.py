"""A gift of money, from the form to the book: made once, changed while it may be, told of truthfully."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from handfast.payments.models import Checkout, Entry
from handfast.payments.observe import observe
from handfast.payments.states import State, state
from handfast.registry.models import Contribution, Fund

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(robin_and_sams):
    """Addresses of the gift pages: page("give"), page("pay", token)."""

    def find(name, token=None):
        return reverse(f"registry:{name}", kwargs={"slug": robin_and_sams.slug} | ({"token": token} if token else {}))

    return find


@pytest.fixture
def form(as_priya, page):
    """The give form as Priya's browser holds it, with an amount filled in."""
    token = re.search(r'name="form_token" value="([^"]+)"', as_priya.get(page("give")).content.decode())[1]
    return {
        "amount": "80",
        "names": "Priya and Omar",
        "message": "For the train to Palermo",
        "email": "priya@example.org",
        "form_token": token,
    }


@pytest.fixture
def gift(as_priya, page, form):
    """Priya's gift of £80, not paid yet."""
    as_priya.post(page("give"), form)
    return Contribution.objects.select_related("checkout").get()


def test_the_gift_list_needs_no_setting_up(as_priya, page, robin_and_sams):
    assert "Give something" in as_priya.get(page("gifts")).content.decode()
    as_priya.get(page("gifts"))
    assert Fund.objects.filter(wedding=robin_and_sams).count() == 1


def test_the_form_is_filled_with_what_is_known_of_the_household(as_priya, page):
    shown = as_priya.get(page("give")).content.decode()
    assert 'value="Priya Nair &amp; Omar Aziz"' in shown
    assert 'value="priya@example.org"' in shown
    assert "pay Stripe’s fee" in shown


def test_a_gift_is_committed_before_stripe_is_asked(as_priya, page, form, settings):
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"  # nobody answers there
    response = as_priya.post(page("give"), form)
    checkout = Checkout.objects.get()
    assert response.url == page("pay", checkout.token)
    assert (checkout.amount, checkout.currency, checkout.intent_id) == (8000, "gbp", None)
    assert (checkout.payer_name, checkout.payer_email) == ("Priya and Omar", "priya@example.org")
    assert checkout.contribution.message == "For the train to Palermo"


def test_the_same_form_sent_twice_makes_one_gift(as_priya, page, form):
    first, second = as_priya.post(page("give"), form), as_priya.post(page("give"), form)
    assert first.url == second.url
    assert Contribution.objects.count() == Checkout.objects.count() == 1


def test_going_back_and_sending_another_amount_changes_the_one_gift(as_priya, page, form):
    as_priya.post(page("give"), form)
    as_priya.post(page("give"), form | {"amount": "95.50"})
    assert Checkout.objects.get().amount == 9550


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("", "Enter an amount"),
        ("plenty", "Enter an amount"),
        ("0", "smallest amount"),
        ("0.29", "smallest amount"),
        ("-5", "smallest amount"),
        ("1.005", "at most 2 decimal places"),
        ("1000000", "largest amount"),
        ("999999999999", "largest amount"),
        ("9" * 30, "more than any amount"),
    ],
)
def test_an_amount_that_cannot_be_is_refused_in_words(as_priya, page, form, amount, words):
    response = as_priya.post(page("give"), form | {"amount": amount})
    assert response.status_code == 422
    assert words in response.content.decode()
    assert Checkout.objects.count() == 0


def test_total_and_fee_are_said_before_the_card_is_asked_for(as_priya, page, gift, sandbox):
    shown = as_priya.get(page("pay", gift.checkout.token)).content.decode()
    before_the_card = shown[: shown.index('id="payment-form"')]
    assert "£80.00" in before_the_card
    assert "£0.00" in before_the_card
    assert "fee" in before_the_card


def test_only_the_pay_page_opens_itself_to_stripe(as_priya, page, gift, sandbox):
    policies = {
        name: as_priya.get(page(name, gift.checkout.token))["Content-Security-Policy"]
        for name in ("pay", "thanks", "change")
    }
    assert [name for name, policy in policies.items() if sandbox.url in policy] == ["pay"]
    assert all("unsafe-inline" not in policy for policy in policies.values())


def test_a_page_opened_twenty_times_is_one_payment(as_priya, page, gift, sandbox):
    secrets = {as_priya.post(page("intent", gift.checkout.token)).json()["clientSecret"] for _ in range(20)}
    assert len(secrets) == 1


def test_what_the_browser_sends_decides_nothing(as_priya, page, gift, sandbox):
    """Others believed an amount or an intent's id from the browser: a cheap intent paid for a dear thing."""
    lies = {"amount": 1, "currency": "jpy", "payment_intent": "pi_cheap"}
    answer = as_priya.post(page("intent", gift.checkout.token), lies, content_type="application/json").json()
    assert answer["amount"] == 8000
    gift.checkout.refresh_from_db()
    assert gift.checkout.intent_id.startswith("pi_")
    assert gift.checkout.intent_id != "pi_cheap"


def test_a_post_for_an_intent_needs_its_csrf_token(priya, page, gift, sandbox):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(priya.user, "handfast.accounts.backends.CardBackend")
    assert strict.post(page("intent", gift.checkout.token)).status_code == 403


def test_when_stripe_cannot_be_asked_the_page_says_so_in_words(as_priya, page, gift, settings):
    settings.STRIPE_SECRET_KEY = ""
    response = as_priya.post(page("intent", gift.checkout.token))
    assert response.status_code == 503
    assert response.json()["error"]


def test_the_amount_can_be_changed_until_it_is_paid(as_priya, page, gift, form, sandbox):
    token = gift.checkout.token
    before = as_priya.post(page("intent", token)).json()
    as_priya.post(page("change", token), form | {"amount": "100", "names": "Priya", "message": "More"})
    after = as_priya.post(page("intent", token)).json()
    assert (after["clientSecret"], after["amount"]) == (before["clientSecret"], 10000)
    gift.refresh_from_db()
    assert (gift.names, gift.message) == ("Priya", "More")
    pay(gift, sandbox)
    assert as_priya.get(page("change", token)).url == page("thanks", token)
    as_priya.post(page("give"), form | {"amount": "1", "names": "Nobody"})
    gift.refresh_from_db()
    assert (gift.names, Checkout.objects.get().amount) == ("Priya", 10000)


def pay(gift, sandbox, card="pm_card_visa"):
    """What the guest's browser does on the pay page, and the look that the site takes afterwards."""
    gift.checkout.refresh_from_db()
    sandbox.confirm(gift.checkout.intent_id, card)
    sandbox.settle()
    observe(gift.checkout, "a test")
    return state(Checkout.objects.get(pk=gift.checkout.pk))


def test_nothing_is_counted_before_the_money_is_there(as_priya, page, gift, sandbox):
    """Others wrote the gift down when the form was sent, before anybody had paid."""
    as_priya.post(page("intent", gift.checkout.token))
    assert Entry.objects.count() == 0
    shown = as_priya.get(page("thanks", gift.checkout.token)).content.decode()
    assert "Nothing has been paid yet" in shown
    assert "has been received" not in shown


def test_a_gift_that_was_paid_is_received_once(as_priya, page, gift, sandbox):
    token = gift.checkout.token
    as_priya.post(page("intent", token))
    assert pay(gift, sandbox) is State.RECEIVED
    shown = as_priya.get(page("thanks", token)).content.decode()
    assert "Your gift of £80.00 to Robin &amp; Sam has been received." in shown
    assert "hx-get" not in shown
    assert "received" in as_priya.get(page("gifts")).content.decode()
    assert as_priya.get(page("pay", token)).url == page("thanks", token)
    assert as_priya.post(page("intent", token)).status_code == 409


def test_a_giver_is_told_what_was_paid_and_what_came_back(as_priya, page, gift, sandbox):
    token = gift.checkout.token
    as_priya.post(page("intent", token))
    pay(gift, sandbox)
    Checkout.objects.update(amount=9999)  # changed by a form that came too late
    Entry.objects.create(
        account=gift.checkout.book.account,
        book=gift.checkout.book,
        checkout=gift.checkout,
        kind=Entry.Kind.REFUND,
        amount=-3000,
        currency="gbp",
        stripe_id="re_1",
        occurred_at=timezone.now(),
    )
    shown = as_priya.get(page("thanks", token)).content.decode()
    assert "Your gift of £80.00" in shown
    assert "£30.00 of it has been given back to you." in shown
    listed = as_priya.get(page("gifts")).content.decode()
    assert "£80.00" in listed
    assert "£30.00 given back to you" in listed


def test_a_declined_card_may_be_followed_by_a_good_one(as_priya, page, gift, sandbox):
    token = gift.checkout.token
    as_priya.post(page("intent", token))
    assert pay(gift, sandbox, "pm_card_chargeDeclined") is State.DECLINED
    shown = as_priya.get(page("thanks", token)).content.decode()
    assert "Your card was not charged" in shown
    assert page("pay", token) in shown
    assert pay(gift, sandbox) is State.RECEIVED
    assert Entry.objects.filter(kind=Entry.Kind.PAYMENT).count() == 1


def seen(gift, status):
    """Stripe said that the gift's payment stands so."""
    when = timezone.now()
    gift.checkout.observations.create(first_asked_at=when, asked_at=when, because="a test", status=status, snapshot={})


def next_look(response):
    """The address that the page asks by itself, if it does."""
    found = re.search(r'hx-get="([^"]+)"', response.content.decode())
    return unescape(found[1]) if found else None


def test_while_the_bank_is_at_it_the_page_says_on_its_way_and_looks_again(as_priya, page, gift):
    seen(gift, "processing")
    shown = as_priya.get(page("thanks", gift.checkout.token))
    assert "on its way" in shown.content.decode()
    assert "has been received" not in shown.content.decode()
    part = as_priya.get(next_look(shown))
    assert part.status_code == 200
    assert "standing" not in part.content.decode()  # no news: the page is left as it is
    assert "asked=2" in next_look(part)


def test_news_takes_the_place_of_what_the_page_said(as_priya, page, gift):
    seen(gift, "processing")
    shown = as_priya.get(page("thanks", gift.checkout.token))
    seen(gift, "canceled")
    part = as_priya.get(next_look(shown))
    assert 'id="standing"' in part.content.decode()
    assert "This payment was cancelled" in part.content.decode()
    assert next_look(part) is None  # nothing more will happen by itself


def test_an_unfinished_challenge_is_neither_paid_nor_failed(as_priya, page, gift, sandbox):
    token = gift.checkout.token
    as_priya.post(page("intent", token))
    assert pay(gift, sandbox, "pm_card_threeDSecure2Required") is State.CHALLENGED
    assert "Your bank has a question" in as_priya.get(page("thanks", token)).content.decode()


def test_what_stripe_appends_to_the_way_back_is_dropped(as_priya, page, gift):
    token = gift.checkout.token
    response = as_priya.get(page("back", token), {"payment_intent_client_secret": "pi_x_secret_y"})
    assert response.url == page("thanks", token)
    assert response["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("name", ["change", "pay", "back", "thanks", "state", "intent"])
def test_another_household_of_the_wedding_finds_nothing(as_neighbours, as_mallory, as_robin, page, gift, name):
    asked = [client.get(page(name, gift.checkout.token)) for client in (as_neighbours, as_mallory, as_robin)]
    posted = [client.post(page(name, gift.checkout.token)) for client in (as_neighbours, as_mallory, as_robin)]
    # The intent's address answers 405 to a GET, whoever asks: that says nothing of the gift.
    assert {response.status_code for response in asked} <= {404, 405}
    assert {response.status_code for response in posted} <= {404, 405}
    assert Checkout.objects.get().amount == 8000


def test_a_household_with_many_gifts_costs_no_more_queries(as_priya, page, form):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            as_priya.get(page("gifts"))
        return len(asked)

    as_priya.post(page("give"), form)
    few = queries()
    for number in range(5):
        as_priya.post(page("give"), form | {"form_token": f"another{number}"})
    assert queries() == few
