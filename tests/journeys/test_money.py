"""Money that takes its time, goes back or is quarrelled about: what the hosts read, and what their book says."""

import re
from collections.abc import Callable

import pytest
import stripe
from django.core.management import call_command
from playwright.sync_api import Page, expect

from handfast.mail.models import Letter
from handfast.payments.models import Checkout, Delivery, Discrepancy, Entry
from tests.journeys.card import GOOD, element, pay
from tests.journeys.conftest import DESK, Site
from tests.journeys.test_giving import fee_is_known, is_told, payments, start_giving, wait_until

pytestmark = pytest.mark.money

DISPUTED = "4000000000000259"
DAYS = 20 * 86_400  # seconds; a debit takes up to 14 business days


@pytest.fixture
def books(open_page, robin, robin_and_sams) -> Page:
    """Robin at a desk; `read` opens the Money page."""
    return open_page(DESK, robin)


@pytest.fixture
def paid_by(open_page, priya, robin_and_sams) -> Callable[[str], Page]:
    """`paid_by(card)`: Priya's phone after a gift of £80 with that card, its fee known."""

    def give(card: str) -> Page:
        page = open_page(user=priya.user)
        start_giving(page, robin_and_sams.slug, "80")
        pay(page, card)
        expect(page.get_by_text("has been received")).to_be_visible()
        wait_until(page, fee_is_known)
        return page

    return give


def read(books: Page) -> Page:
    """The Money page afresh, the details of its one gift unfolded."""
    books.goto("/robin-and-sam/host/money/")
    books.get_by_text("Details, and the").click()
    return books


def at_stripe(books: Page) -> None:
    """Follows the link from a gift to the dashboard of its Stripe."""
    checkout = Checkout.objects.get()
    books.get_by_role("link", name=checkout.intent_id).click()
    expect(books.get_by_text(f"{checkout.intent_id}, received £80.00.")).to_be_visible()


def ledger() -> dict[str, int]:
    """The book's sums, by kind."""
    found: dict[str, int] = {}
    for kind, amount in Entry.objects.values_list("kind", "amount"):
        found[kind] = found.get(kind, 0) + amount
    return found


def debit(page: Page, slug: str) -> None:
    """A gift of €80 from a bank account that takes minutes of Stripe's clock, sent off."""
    start_giving(page, slug, "80")
    form = element(page)
    form.get_by_role("radio", name="SEPA Direct Debit").check()
    form.get_by_label("IBAN").fill("AT321904300235473204")
    form.get_by_label("Full name").fill("Priya Nair")
    form.get_by_label("Email").fill("priya@example.org")
    page.locator("#submit").click()
    expect(page.get_by_role("heading", name="Thank you, it is on its way")).to_be_visible()


@pytest.fixture
def in_euros(robin_and_sams) -> None:
    """The wedding's book is kept in euros, which is where debits are."""
    robin_and_sams.book.currency = "eur"
    robin_and_sams.book.save()


def test_a_debit_is_on_its_way_for_days_and_then_arrives(in_euros, open_page, books, site, priya, robin_and_sams):
    """Others showed "paid" or "failed" while it was neither."""
    page = open_page(user=priya.user)
    debit(page, robin_and_sams.slug)
    expect(page.get_by_text("has been received")).to_have_count(0)
    expect(read(books).get_by_role("article")).to_contain_text("on its way")
    expect(books.get_by_role("article")).to_contain_text("The bank is at work on it")
    assert (ledger(), Letter.objects.count()) == ({}, 0)

    site.stripe.advance(DAYS)
    expect(page.get_by_text("Your gift of €80.00 to Robin & Sam has been received.")).to_be_visible()
    wait_until(page, fee_is_known)
    assert payments() == [8000]
    assert Letter.objects.count() == 1
    expect(read(books).get_by_role("article")).to_contain_text("received")
    expect(books.get_by_role("article")).not_to_contain_text("on its way")


def test_a_refund_from_the_site_is_told_to_host_and_giver(paid_by, books, no_barriers):
    giver = paid_by(GOOD)
    read(books).get_by_role("link", name="Give money back").click()
    books.get_by_label("How much goes back?").fill("30")
    books.get_by_role("button", name="Go on").click()
    expect(books.get_by_role("heading", name="Give £30.00 back to Priya & Omar?")).to_be_visible()
    no_barriers(books)
    books.get_by_role("button", name="Give £30.00 back").click()
    expect(books.get_by_role("article")).to_contain_text("partly given back")
    giver.reload()
    expect(giver.get_by_text("£30.00 of it has been given back to you.")).to_be_visible()
    assert (ledger()["payment"], ledger()["refund"]) == (8000, -3000)


def test_a_refund_made_at_stripe_stands_in_the_book(paid_by, books):
    giver = paid_by(GOOD)
    at_stripe(read(books))
    books.get_by_label("Amount in minor units").fill("2500")
    books.get_by_role("button", name="Refund").click()
    expect(books.get_by_role("heading", name="Give back up to £55.00")).to_be_visible()
    wait_until(books, lambda: "refund" in ledger() and is_told("charge.refunded"))
    assert ledger()["refund"] == -2500
    article = read(books).get_by_role("article")
    for words in ("partly given back", "£25.00 went back to the giver", "Stripe sent word: charge.refunded"):
        expect(article).to_contain_text(words)
    giver.reload()
    expect(giver.get_by_text("£25.00 of it has been given back to you.")).to_be_visible()


def test_a_dispute_is_told_with_reason_and_date_and_lost_with_its_fee(paid_by, books, no_barriers):
    paid_by(DISPUTED)
    wait_until(books, lambda: "dispute_fee" in ledger())
    article = read(books).get_by_role("article")
    expect(article).to_contain_text("The giver’s bank disputes £80.00: they say that somebody else used the card.")
    expect(article).to_contain_text("answer it at Stripe by")
    no_barriers(books)
    at_stripe(books)
    books.get_by_role("button", name="Accept it").click()
    expect(books.get_by_role("button", name="Accept it")).to_have_count(0)
    wait_until(books, lambda: is_told("charge.dispute.closed"))

    found = ledger()
    assert (found["payment"], found["dispute"]) == (8000, -8000)
    assert found["dispute_fee"] < 0
    assert "dispute_returned" not in found
    article = read(books).get_by_role("article")
    expect(article.locator(".chip")).to_have_text("disputed")
    expect(article).to_contain_text("The dispute is lost: £80.00 stays with the giver")
    expect(article).to_contain_text(f"Stripe’s fee of £{-found['dispute_fee'] / 100:.2f} for the bank’s question")
    expect(article).to_contain_text(f"-£{-sum(found.values()) / 100:.2f}")


@pytest.fixture
def deaf(site: Site, settings) -> Site:
    """The site with no endpoint at its Stripe: nothing will ever ring."""
    client = stripe.StripeClient(settings.STRIPE_SECRET_KEY, base_addresses={"api": site.stripe.url})
    for endpoint in client.v1.webhook_endpoints.list().data:
        client.v1.webhook_endpoints.delete(endpoint.id)
    return site


def test_without_any_webhook_the_comparison_finds_everything(
    in_euros, deaf, open_page, books, priya, robin_and_sams, capsys
):
    page = open_page(user=priya.user)
    debit(page, robin_and_sams.slug)
    page.close()  # nobody waits for the money, and nobody tells of it
    deaf.stripe.advance(DAYS)
    expect(read(books).get_by_role("article")).to_contain_text("on its way")

    books.get_by_role("button", name="Compare with Stripe now").click()
    told = "1 payment was looked at. 2 lines were missing in your book, and are there now."
    expect(books.get_by_role("status")).to_contain_text(told)
    expect(books.get_by_role("article")).to_contain_text("received")
    assert payments() == [8000]
    assert set(ledger()) == {"payment", "fee"}
    wait_until(books, Letter.objects.exclude(done_at=None).exists)

    call_command("reconcile", "--json")
    assert re.match(r'\{"looked": \d+, "healed": 0, "discrepancies": 0\}', capsys.readouterr().out)
    assert (payments(), Letter.objects.count(), Delivery.objects.count()) == ([8000], 1, 0)


def test_an_owner_says_that_they_know_what_does_not_fit(books, robin_and_sams, no_barriers):
    account, checkouts = robin_and_sams.book.account, robin_and_sams.book.checkouts
    Discrepancy.objects.create(
        account=account,
        checkout=checkouts.create(amount=8000, currency="gbp", description="A gift"),
        kind="wrong_currency",
        about="pi_odd",
        message="Paid in USD, asked for in GBP.",
    )
    books.goto("/robin-and-sam/host/")
    books.get_by_role("link", name="Look at it").click()
    expect(books.get_by_role("heading", name="What does not fit")).to_be_visible()
    no_barriers(books)
    books.get_by_role("link", name="I know about this").click()
    expect(books.get_by_text("Paid in USD, asked for in GBP.")).to_be_visible()
    expect(books.get_by_label("What do you know about it?")).to_be_visible()
    no_barriers(books)
    books.get_by_label("What do you know about it?").fill("Omar paid by mistake; we gave it back by hand.")
    books.get_by_role("button", name="I know about this").click()
    expect(books.get_by_role("heading", name="What does not fit")).to_have_count(0)
    books.get_by_text("What you know about: 1 thing").click()
    expect(books.get_by_text("Omar paid by mistake; we gave it back by hand.")).to_be_visible()
    no_barriers(books)
