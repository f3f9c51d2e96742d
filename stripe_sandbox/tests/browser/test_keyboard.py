"""Priya has no mouse."""

from playwright.sync_api import expect

from .checkout import CHALLENGED, Checkout


def test_paying_and_passing_the_challenge_with_keys_alone(checkout: Checkout) -> None:
    checkout.open()
    page = checkout.page
    press, type_ = page.keyboard.press, page.keyboard.type
    press("Tab")
    type_(CHALLENGED)
    press("Tab")
    type_("1240")
    press("Tab")
    type_("123")
    press("Tab")
    type_("United Kingdom")
    press("Tab")
    type_("EC1A 1BB")
    press("Tab")
    expect(page.get_by_role("button", name="Pay")).to_be_focused()
    press("Enter")
    expect(checkout.challenge.get_by_role("heading")).to_be_focused()
    expect(checkout.challenge.get_by_role("button", name="Complete")).to_be_enabled()
    press("Tab")
    expect(checkout.challenge.get_by_role("button", name="Complete")).to_be_focused()
    press("Enter")
    assert checkout.result()["paymentIntent"]["status"] == "succeeded"


def test_enter_in_a_field_pays_as_in_any_form(checkout: Checkout) -> None:
    checkout.open().type_card()
    checkout.element.get_by_label("Security code").press("Enter")
    assert checkout.result()["paymentIntent"]["status"] == "succeeded"


def test_arrow_keys_choose_the_method(checkout: Checkout) -> None:
    checkout.open(("card", "sepa_debit"), currency="eur")
    checkout.page.keyboard.press("Tab")
    checkout.page.keyboard.press("ArrowRight")
    expect(checkout.element.get_by_label("IBAN")).to_be_visible()
    checkout.wait_until("events.at(-1).value?.type === 'sepa_debit'")


def test_a_digit_may_be_mended_in_the_middle(checkout: Checkout) -> None:
    checkout.open()
    number = checkout.element.get_by_label("Card number")
    number.press_sequentially("4242 4242 4242")
    for _ in range(6):
        number.press("ArrowLeft")
    number.press("Backspace")
    number.press("7")
    expect(number).to_have_value("4242 4272 4242")


def test_a_separator_is_no_trap_for_backspace(checkout: Checkout) -> None:
    checkout.open()
    expiry = checkout.element.get_by_label("Expiration date")
    expiry.press_sequentially("12")
    expect(expiry).to_have_value("12 / ")
    for _ in range(4):
        expiry.press("Backspace")
    expect(expiry).to_have_value("")
