"""A bill from first word to last penny: written, issued, paid half by card and half by bank, credited, refunded."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from handfast.invoices.access import own_invoice
from handfast.invoices.models import Invoice
from handfast.invoices.standing import Standing
from handfast.mail.models import Letter
from handfast.payments.models import BankDetails
from tests.journeys.card import pay
from tests.journeys.conftest import DESK
from tests.journeys.test_giving import fee_is_known, payments, wait_until

pytestmark = pytest.mark.money


@pytest.fixture
def account(robin_and_sams) -> BankDetails:
    """Where transfers to Robin and Sam go."""
    return BankDetails.objects.create(
        book=robin_and_sams.book, kind="uk", holder="Robin Ashworth", bank_code="200000", account_number="55779911"
    )


def now() -> Standing:
    """How the one bill stands."""
    bill = Invoice.objects.get(corrects=None)
    return own_invoice(bill.wedding, bill.pk)


def write_and_issue(desk: Page, no_barriers: Callable[[Page], None]) -> str:
    """Robin bills Priya's household £120.00; the address of the bill."""
    desk.goto("/robin-and-sam/host/invoices/")
    desk.get_by_role("link", name="Write an invoice").click()
    desk.get_by_label("Household").select_option("Priya Nair & Omar Aziz")
    line = desk.get_by_role("group", name="Line 1")
    line.get_by_label("For").fill("A room, two nights")
    line.get_by_label("Quantity").fill("2")
    line.get_by_label("Price each").fill("50")
    line.get_by_label("Tax %").fill("20")
    no_barriers(desk)
    desk.get_by_role("button", name="Save the draft").click()
    desk.get_by_role("button", name="Issue and send").click()
    expect(desk.get_by_role("status")).to_contain_text("The letter is on its way.")
    no_barriers(desk)
    return desk.locator(".bill-link").inner_text()


def test_half_by_card_half_by_bank_credited_and_refunded(
    open_page, site, robin, priya, account, robin_and_sams, no_barriers
):
    desk = open_page(DESK, robin)
    address = write_and_issue(desk, no_barriers)
    wait_until(desk, Letter.objects.exclude(done_at=None).exists)
    assert address in Letter.objects.get().text

    payer = open_page()  # nobody signs in
    payer.goto(address)
    no_barriers(payer)
    payer.get_by_label("How much do you pay now?").fill("60")
    payer.get_by_role("button", name="Pay by card").click()
    expect(payer).to_have_url(re.compile("/pay/$"))
    pay(payer)
    expect(payer.get_by_text("Your payment of £60.00")).to_be_visible()
    wait_until(payer, fee_is_known)

    payer.get_by_role("link", name="Back to invoice").click()
    expect(payer.get_by_text("part-paid")).to_be_visible()
    payer.get_by_role("button", name="Pay by bank transfer").click()
    expect(payer.get_by_role("button", name="I have sent it")).to_be_visible()
    no_barriers(payer)
    payer.get_by_role("button", name="I have sent it").click()
    expect(payer.get_by_role("heading", name="Thank you, it is on its way")).to_be_visible()

    desk.reload()
    desk.get_by_role("link", name="It has arrived").click()
    desk.get_by_role("button", name="Write it into the book").click()
    expect(desk.get_by_role("heading", name="It has arrived")).to_have_count(0)
    expect(desk.get_by_role("main")).to_contain_text("£60.00")
    assert (now().status, payments()) == ("paid", [6000, 6000])
    payer.reload()
    expect(payer.get_by_text("has been received")).to_be_visible()

    credit_one_night(desk, no_barriers)
    give_back_what_is_too_much(desk)
    assert (now().due, now().credit, now().back) == (0, 0, 6000)
    payer.get_by_role("link", name="Back to invoice").click()
    expect(payer.get_by_role("main")).to_contain_text("Given back")
    expect(payer.get_by_role("link", name="Credit note CN-")).to_be_visible()
    no_barriers(payer)
    subjects = set(Letter.objects.values_list("subject", flat=True))
    assert len(subjects) == 3, subjects


def credit_one_night(desk: Page, no_barriers: Callable[[Page], None]) -> None:
    """Half of the bill is taken back."""
    desk.goto(f"/robin-and-sam/host/invoices/{now().invoice.pk}/")
    desk.get_by_role("link", name="Write a credit note").click()
    desk.get_by_label("Quantity").fill("1")
    desk.get_by_label("Why?").fill("One night only")
    no_barriers(desk)
    desk.get_by_role("button", name="Issue the credit note").click()
    expect(desk.get_by_role("main")).to_contain_text("£60.00 more was paid than is owed.")
    no_barriers(desk)


def give_back_what_is_too_much(desk: Page) -> None:
    """What was paid by card goes back through Stripe."""
    desk.get_by_role("link", name="Give money back").click()
    desk.get_by_role("button", name="Go on").click()
    desk.get_by_role("button", name="Give £60.00 back").click()
    wait_until(desk, lambda: now().back == 6000)
    desk.goto(f"/robin-and-sam/host/invoices/{now().invoice.pk}/")
    expect(desk.get_by_role("main")).not_to_contain_text("more was paid than is owed")
