"""Priya has no mouse."""

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
    assert page.evaluate("document.activeElement.textContent") == "Pay"
    press("Enter")
    checkout.challenge.locator("#challenge:not([aria-busy])").wait_for()
    reach(checkout, "Complete")
    press("Enter")
    assert checkout.result()["paymentIntent"]["status"] == "succeeded"


def reach(checkout: Checkout, name: str) -> None:
    """Tabs on until the button has the focus."""
    for _ in range(8):
        focused = checkout.challenge.locator("button:focus")
        if focused.count() and focused.inner_text() == name:
            return
        checkout.page.keyboard.press("Tab")
    raise AssertionError(f"no way to {name} by Tab")


def test_enter_in_a_field_pays_as_in_any_form(checkout: Checkout) -> None:
    checkout.open().type_card()
    checkout.element.get_by_label("Security code").press("Enter")
    assert checkout.result()["paymentIntent"]["status"] == "succeeded"


def test_arrow_keys_choose_the_method(checkout: Checkout) -> None:
    checkout.open(("card", "sepa_debit"), currency="eur")
    checkout.page.keyboard.press("Tab")
    checkout.page.keyboard.press("ArrowRight")
    assert checkout.element.get_by_label("IBAN").is_visible()
    assert checkout.events("change")[-1]["value"] == {"type": "sepa_debit"}


def test_a_digit_may_be_mended_in_the_middle(checkout: Checkout) -> None:
    checkout.open()
    number = checkout.element.get_by_label("Card number")
    number.press_sequentially("4242 4242 4242")
    for _ in range(6):
        number.press("ArrowLeft")
    number.press("Backspace")
    number.press("7")
    assert number.input_value() == "4242 4272 4242"


def test_a_separator_is_no_trap_for_backspace(checkout: Checkout) -> None:
    checkout.open()
    expiry = checkout.element.get_by_label("Expiration date")
    expiry.press_sequentially("12")
    assert expiry.input_value() == "12 / "
    for _ in range(4):
        expiry.press("Backspace")
    assert expiry.input_value() == ""
