"""What a screen reader gets: axe finds nothing to say, at a phone's width and at a desk's."""

import pytest
from playwright.sync_api import expect

from .axe import violations
from .checkout import CHALLENGED, Checkout

WIDTHS = [320, 1280]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("theme", ["stripe", "night", "flat"])
def test_the_element(checkout: Checkout, width: int, theme: str) -> None:
    checkout.page.set_viewport_size({"width": width, "height": 800})
    checkout.open(("card", "sepa_debit"), currency="eur", group={"appearance": {"theme": theme}})
    if theme == "night":
        # The frame is see-through and shows the page's colours; axe cannot look through and takes it for white.
        for frame in checkout.page.frames:
            frame.evaluate("Object.assign(document.body.style, {background: '#1a1b25', color: '#ffffff'})")
    for method in ("Card", "SEPA Direct Debit"):
        checkout.element.get_by_role("radio", name=method).check()
        assert violations(checkout.page) == []
        checkout.pay()
        assert violations(checkout.page) == []
    for frame in checkout.page.frames:
        assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_challenge(checkout: Checkout, width: int) -> None:
    checkout.page.set_viewport_size({"width": width, "height": 800})
    checkout.open().type_card(CHALLENGED)
    checkout.press_pay()
    checkout.challenge.locator("#challenge:not([aria-busy])").wait_for()
    assert violations(checkout.page) == []


def test_a_fault_belongs_to_its_field(checkout: Checkout) -> None:
    checkout.open().pay()
    number = checkout.element.get_by_role("textbox", name="Card number")
    expect(number).to_have_attribute("aria-invalid", "true")
    described = number.get_attribute("aria-describedby")
    expect(checkout.element.locator(f"#{described}")).to_have_text("Your card number is incomplete.")


def test_the_brand_is_said_as_well_as_drawn(checkout: Checkout) -> None:
    checkout.open().type_card("5555555555554444")
    expect(checkout.element.locator("[aria-live=polite]")).to_have_text("Mastercard")


@pytest.mark.parametrize(
    ("label", "hint"),
    [
        ("Card number", "cc-number"),
        ("Expiration date", "cc-exp"),
        ("Security code", "cc-csc"),
        ("Postal code", "billing postal-code"),
    ],
)
def test_the_browser_may_fill_the_fields_in(checkout: Checkout, label: str, hint: str) -> None:
    checkout.open()
    expect(checkout.element.get_by_label(label)).to_have_attribute("autocomplete", hint)
