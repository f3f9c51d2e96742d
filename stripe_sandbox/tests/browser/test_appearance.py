"""The element takes the page's looks, and never moves what stands below it."""

from typing import Any

import pytest
from playwright.sync_api import expect

from .checkout import Checkout

PAPER = {
    "variables": {
        "colorPrimary": "#24594a",
        "colorBackground": "#fffffa",
        "colorText": "#2f3136",
        "colorDanger": "#8a3d29",
        "fontFamily": "Georgia, serif",
        "fontSizeBase": "18px",
        "borderRadius": "10px",
        "spacingUnit": "5px",
    }
}


def style(checkout: Checkout, label: str, name: str) -> Any:
    return checkout.element.get_by_label(label).evaluate("(input, name) => getComputedStyle(input)[name]", name)


def test_variables_are_honoured(checkout: Checkout) -> None:
    checkout.open(group={"appearance": PAPER})
    checkout.element.get_by_label("Security code").focus()
    wanted = {
        "backgroundColor": "rgb(255, 255, 250)",
        "color": "rgb(47, 49, 54)",
        "fontFamily": "Georgia, serif",
        "fontSize": "18px",
        "borderTopLeftRadius": "10px",
        "paddingLeft": "15px",
    }
    assert {name: style(checkout, "Card number", name) for name in wanted} == wanted
    checkout.pay()
    expect(checkout.element.locator("#cvc-error")).to_have_css("color", "rgb(138, 61, 41)")


def test_rules_are_honoured(checkout: Checkout) -> None:
    rules = {".Label": {"fontWeight": "700"}, ".Input:focus": {"outlineWidth": "4px"}}
    checkout.open(group={"appearance": {"rules": rules}})
    expect(checkout.element.locator("label[for=number]")).to_have_css("font-weight", "700")
    checkout.element.get_by_label("Card number").focus()
    expect(checkout.element.get_by_label("Card number")).to_have_css("outline-width", "4px")


def test_a_theme_is_honoured_and_may_change(checkout: Checkout) -> None:
    checkout.open(group={"appearance": {"theme": "night"}})
    number = checkout.element.get_by_label("Card number")
    expect(number).to_have_css("background-color", "rgb(48, 49, 61)")
    checkout.page.evaluate("elements.update({appearance: {theme: 'stripe'}})")
    expect(number).to_have_css("background-color", "rgb(255, 255, 255)")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("appearance", [{}, PAPER, {"theme": "flat"}])
def test_nothing_moves_while_the_element_loads(checkout: Checkout, width: int, appearance: dict[str, Any]) -> None:
    checkout.page.set_viewport_size({"width": width, "height": 760})
    checkout.open(group={"appearance": appearance})
    checkout.settle()
    assert checkout.page.evaluate("below.getBoundingClientRect().top") == checkout.page.evaluate("firstTop")


def test_the_frame_is_as_high_as_its_content(checkout: Checkout) -> None:
    checkout.open(group={"appearance": {"disableAnimations": True}})

    def height() -> int:
        checkout.settle()
        return checkout.page.locator("#payment iframe").evaluate("(frame) => frame.offsetHeight")

    untouched = height()
    checkout.pay()
    assert untouched < height()


@pytest.mark.parametrize(
    ("locale", "language", "label", "fault"),
    [
        ("de", "de", "Kartennummer", "Die Kartennummer ist unvollständig."),
        ("fr-CA", "fr", "Numéro de carte", "Le numéro de votre carte est incomplet."),
        ("auto", "en", "Card number", "Your card number is incomplete."),
        ("fi", "en", "Card number", "Your card number is incomplete."),
    ],
)
def test_the_element_speaks_the_pages_language(
    checkout: Checkout, locale: str, language: str, label: str, fault: str
) -> None:
    checkout.open(group={"locale": locale})
    expect(checkout.element.get_by_label(label)).to_be_visible()
    expect(checkout.element.locator("html")).to_have_attribute("lang", language)
    assert checkout.pay()["error"]["message"] == fault


def test_the_language_may_change_and_what_was_chosen_stays(checkout: Checkout) -> None:
    checkout.open()
    checkout.element.get_by_label("Country").select_option("FR")
    checkout.page.evaluate("elements.update({locale: 'de'})")
    expect(checkout.element.get_by_label("Land").locator("option:checked")).to_have_text("Frankreich")
