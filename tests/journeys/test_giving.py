"""A guest gives money, and a host reads of it: with every way that a card can go."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from handfast.mail.models import Letter
from handfast.payments import deliveries
from handfast.payments.models import Delivery, Entry
from handfast.registry.models import Contribution
from tests.journeys.card import CHALLENGED, DECLINED, answer_challenge, element, pay
from tests.journeys.conftest import DESK, PATIENCE

pytestmark = pytest.mark.money


@pytest.fixture
def priyas(open_page, priya, robin_and_sams) -> Page:
    """Priya's phone, on the page that asks for the card of her gift of £80."""
    page = open_page(user=priya.user)
    start_giving(page, robin_and_sams.slug, "80")
    return page


def start_giving(page: Page, slug: str, amount: str) -> None:
    page.goto(f"/{slug}/gifts/")
    page.get_by_role("link", name="Give something").click()
    page.get_by_label("How much would you like to give?").fill(amount)
    page.get_by_label("From", exact=True).fill("Priya & Omar")
    page.get_by_label("A few words to the couple").fill("For the train to Palermo")
    page.get_by_role("button", name="Go on to pay").click()
    expect(page).to_have_url(re.compile("/pay/$"))


def payments() -> list[int]:
    """The amounts of the payments that the ledger has."""
    return list(Entry.objects.filter(kind=Entry.Kind.PAYMENT).values_list("amount", flat=True))


def fee_is_known() -> bool:
    """Whether Stripe has told what it took."""
    return Entry.objects.filter(kind=Entry.Kind.FEE).exists()


def wait_until(page: Page, happened: Callable[[], bool]) -> None:
    """Gives the worker as long as everything else is given; the page lives on meanwhile."""
    until = time.monotonic() + PATIENCE / 1000
    while not happened():
        assert time.monotonic() < until, "It did not happen."
        page.wait_for_timeout(100)


def is_told(type: str) -> bool:
    """Whether Stripe has sent word of that type, and it was looked up."""
    return Delivery.objects.filter(type=type, outcome=deliveries.LOOKED_UP).exists()


def test_a_good_card_and_the_host_reads_of_it_once(priyas, open_page, site, robin, robin_and_sams):
    expect(priyas.get_by_text("You pay", exact=True)).to_be_visible()
    pay(priyas)
    expect(priyas.get_by_role("heading", name="Thank you")).to_be_visible()
    expect(priyas.get_by_text("Your gift of £80.00 to Robin & Sam has been received.")).to_be_visible()
    assert "secret" not in priyas.url
    wait_until(priyas, lambda: fee_is_known() and is_told("charge.succeeded"))
    assert payments() == [8000]

    host = open_page(DESK, robin)
    host.goto(f"/{robin_and_sams.slug}/host/")
    host.get_by_role("link", name="Money").first.click()
    gifts = host.get_by_role("article")
    expect(gifts).to_have_count(1)
    for words in ("£80.00 from Priya & Omar", "For the train to Palermo", "received"):
        expect(gifts).to_contain_text(words)
    gifts.get_by_text("Details, and the").click()
    checkout = Contribution.objects.get().checkout
    for seen in (checkout.intent_id, "Stripe has taken the money", "Stripe sent word: charge.succeeded"):
        expect(gifts).to_contain_text(seen)


def test_the_receipt_is_written_once_and_can_be_read(priyas, open_page, robin, robin_and_sams):
    pay(priyas)
    expect(priyas.get_by_role("heading", name="Thank you")).to_be_visible()
    wait_until(priyas, lambda: Letter.objects.exclude(done_at=None).exists() and fee_is_known())
    for _ in range(3):
        priyas.reload()
    assert Letter.objects.count() == 1

    host = open_page(DESK, robin)
    host.goto(f"/{robin_and_sams.slug}/host/letters/")
    host.get_by_role("link", name="Your gift to Robin & Sam").click()
    expect(host.get_by_role("main")).to_contain_text("Your gift of £80.00 to Robin & Sam has been received.")
    expect(host.frame_locator("iframe").get_by_text("For the train to Palermo")).to_be_visible()


def test_a_declined_card_then_a_good_one_is_one_gift(priyas):
    pay(priyas, DECLINED)
    expect(priyas.get_by_role("alert").filter(has_text="declined")).to_be_visible()
    assert payments() == []
    pay(priyas)
    expect(priyas.get_by_text("has been received")).to_be_visible()
    assert payments() == [8000]


def test_the_banks_question_answered_pays(priyas):
    pay(priyas, CHALLENGED)
    answer_challenge(priyas, "Complete")
    expect(priyas.get_by_text("has been received")).to_be_visible()
    assert payments() == [8000]


def test_the_banks_question_failed_takes_nothing_and_may_be_tried_again(priyas):
    pay(priyas, CHALLENGED)
    answer_challenge(priyas, "Fail")
    expect(priyas.locator("#payment-message")).to_be_visible()
    assert payments() == []
    pay(priyas)
    expect(priyas.get_by_text("has been received")).to_be_visible()
    assert payments() == [8000]


def test_two_tabs_and_reloads_are_one_payment(priyas):
    other = priyas.context.new_page()
    other.goto(priyas.url)
    for _ in range(3):
        priyas.reload()
    pay(priyas)
    expect(priyas.get_by_text("has been received")).to_be_visible()
    pay(other)
    expect(other.get_by_text("has been received")).to_be_visible()
    assert payments() == [8000]


def test_the_amount_can_still_be_changed_before_paying(priyas):
    element(priyas)
    priyas.get_by_role("link", name="Change the amount").click()
    priyas.get_by_label("How much would you like to give?").fill("95.50")
    priyas.get_by_role("button", name="Save and go on to pay").click()
    expect(priyas.get_by_role("button", name="Pay £95.50")).to_be_visible()
    pay(priyas)
    expect(priyas.get_by_text("Your gift of £95.50")).to_be_visible()
    assert payments() == [9550]
