"""From test money to real money: every step asked of Stripe, nothing half done."""

import pytest
import stripe
from django.urls import reverse

from handfast.payments import gateway, golive, pay
from handfast.payments.models import Book, Entry
from handfast.payments.observe import observe
from handfast.payments.tests.conftest import Guest
from handfast.weddings.doctor import books_fit_the_keys

pytestmark = pytest.mark.django_db


@pytest.fixture
def stripe_here(settings):
    """Stripe in this process, the site on test keys at a public address."""
    settings.SITE_URL = "https://wedding.example.org"
    found = Guest()
    settings.STRIPE_SECRET_KEY = found.KEY
    settings.STRIPE_PUBLISHABLE_KEY = found.KEY.replace("sk_", "pk_")
    token = gateway.transport.set(found.transport)
    yield found
    gateway.transport.reset(token)


@pytest.fixture
def tried(robin_and_sams, stripe_here):
    """A test gift that was paid and counted, with its fee."""
    checkout = pay.open_checkout(robin_and_sams.book, amount=500, description="A try")
    pay.client_secret(checkout)
    stripe_here.confirm(checkout.intent_id)
    stripe_here.later()
    observe(checkout, "a try")
    return checkout


def go_to_live_keys(settings, stripe_here, endpoint: bool = True) -> None:
    for name in ("STRIPE_SECRET_KEY", "STRIPE_PUBLISHABLE_KEY"):
        setattr(settings, name, getattr(settings, name).replace("_test_", "_live_"))
    settings.STRIPE_WEBHOOK_SECRETS = ["whsec_live"]
    if endpoint:
        live = stripe.StripeClient(settings.STRIPE_SECRET_KEY, http_client=stripe_here.transport)
        url = f"{settings.SITE_URL}/stripe/webhook/"
        live.v1.webhook_endpoints.create({"url": url, "enabled_events": ["*"]})


def done(book: Book) -> dict[str, bool]:
    return {step.title: step.done for step in golive.steps(book)}


def page() -> str:
    return reverse("dashboard:going_live", kwargs={"slug": "robin-and-sam"})


def test_in_the_beginning_only_the_address_is_done(robin_and_sams, stripe_here):
    assert [title for title, is_done in done(robin_and_sams.book).items() if is_done] == ["An address with a lock"]


def test_a_test_payment_is_seen_in_the_book(robin_and_sams, tried):
    assert done(robin_and_sams.book)["Try it with a test card"]


def test_with_everything_done_the_book_begins_anew_in_live_mode(as_robin, robin_and_sams, tried, stripe_here, settings):
    go_to_live_keys(settings, stripe_here)
    assert all(done(robin_and_sams.book).values()), done(robin_and_sams.book)
    as_robin.post(page())
    robin_and_sams.refresh_from_db()
    assert robin_and_sams.book.account.livemode
    assert list(books_fit_the_keys()) == []
    assert not robin_and_sams.book.entries.exists()
    assert Entry.objects.filter(checkout=tried).count() == 2
    checkout = pay.open_checkout(robin_and_sams.book, amount=500, description="A real one")
    assert pay.client_secret(checkout)


@pytest.mark.parametrize("lacking", ["test payment", "endpoint", "keys"])
def test_nothing_is_half_live(as_robin, robin_and_sams, stripe_here, settings, request, lacking):
    if lacking != "test payment":
        request.getfixturevalue("tried")
    if lacking != "keys":
        go_to_live_keys(settings, stripe_here, endpoint=lacking != "endpoint")
    answer = as_robin.post(page(), follow=True)
    robin_and_sams.refresh_from_db()
    assert not robin_and_sams.book.account.livemode
    assert answer.status_code == 200
    assert Book.objects.filter(account__livemode=True).count() == 0


def test_with_live_keys_and_a_test_book_nobody_can_pay(robin_and_sams, tried, stripe_here, settings):
    go_to_live_keys(settings, stripe_here)
    checkout = pay.open_checkout(robin_and_sams.book, amount=500, description="Too early")
    with pytest.raises(gateway.StripeTrouble):
        pay.client_secret(checkout)


def test_pressed_twice_there_is_one_live_book(as_robin, robin_and_sams, tried, stripe_here, settings):
    go_to_live_keys(settings, stripe_here)
    as_robin.post(page())
    as_robin.post(page())
    assert Book.objects.filter(account__livemode=True).count() == 1


def test_without_stripe_the_page_still_says_where_one_is(as_robin, settings):
    settings.STRIPE_SECRET_KEY = ""
    answer = as_robin.get(page())
    assert answer.status_code == 200
    assert "not set up" in answer.content.decode()


def test_neither_a_helper_nor_mallory(as_harper, as_mallory_host):
    assert as_harper.get(page()).status_code == as_mallory_host.get(page()).status_code == 404
