"""What is typed: how it is set, and what is known to be wrong with it, asked of the element's own modules."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from stripe_sandbox.testing import Sandbox


@pytest.fixture(scope="module")
def document(browser: Browser, sandbox: Sandbox) -> Iterator[Page]:
    """The element's own document, whose modules are asked one by one."""
    page = browser.new_page()
    page.goto(f"{sandbox.url}/element/payment.html")
    yield page
    page.close()


@pytest.fixture(scope="module")
def call(document: Page) -> Any:
    """Calls a function that a module of the element exports."""

    def run(module: str, function: str, *arguments: Any) -> Any:
        script = "async ([module, name, given]) => (await import(module))[name](...given)"
        return document.evaluate(script, [f"/element/{module}.js", function, arguments])

    return run


def test_numbers_are_grouped_as_on_the_card(call: Any) -> None:
    assert call("card_number", "formatNumber", "4242424242424242") == "4242 4242 4242 4242"
    assert call("card_number", "formatNumber", "378282246310005") == "3782 822463 10005"
    assert call("card_number", "formatNumber", "42424242424242429999") == "4242 4242 4242 4242"
    assert call("card_number", "formatNumber", "4242-42x") == "4242 42"


@pytest.mark.parametrize(
    ("number", "brand"),
    [
        ("4", "visa"),
        ("5105", "mastercard"),
        ("2221", "mastercard"),
        ("2720", "mastercard"),
        ("2721", "unknown"),
        ("37", "amex"),
        ("36", "diners"),
        ("6011", "discover"),
        ("3528", "jcb"),
        ("62", "unionpay"),
        ("9", "unknown"),
        ("", "unknown"),
    ],
)
def test_brands_are_known_by_their_first_digits(call: Any, number: str, brand: str) -> None:
    assert call("card_number", "brandOf", number)["name"] == brand


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("4242 4242 4242 4242", None),
        ("3782 822463 10005", None),
        ("4242 4242 4242 4241", "invalid_number"),
        ("4242 4242 4242 4422", "invalid_number"),
        ("4242", "incomplete_number"),
        ("", "incomplete_number"),
    ],
)
def test_a_number_is_checked_by_its_check_digit(call: Any, number: str, problem: str | None) -> None:
    assert call("card_number", "numberProblem", number) == problem


@pytest.mark.parametrize(
    ("cvc", "number", "problem"),
    [
        ("123", "4242424242424242", None),
        ("1234", "378282246310005", None),
        ("123", "378282246310005", "incomplete_cvc"),
        ("12", "", "incomplete_cvc"),
    ],
)
def test_the_brand_says_how_long_the_security_code_is(call: Any, cvc: str, number: str, problem: str | None) -> None:
    assert call("card_number", "cvcProblem", cvc, number) == problem


@pytest.mark.parametrize(
    ("typed", "deleting", "shown"),
    [
        ("5", False, "05 / "),
        ("1", False, "1"),
        ("12", False, "12 / "),
        ("12", True, "12"),
        ("1230", False, "12 / 30"),
        ("12/2030", False, "12 / 30"),
        ("1/30", False, "01 / 30"),
        ("", False, ""),
    ],
)
def test_an_expiry_is_set_as_on_the_card(call: Any, typed: str, deleting: bool, shown: str) -> None:
    assert call("expiry", "formatExpiry", typed, deleting) == shown


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", "incomplete_expiry"),
        ("12 / ", "incomplete_expiry"),
        ("12 / 3", "incomplete_expiry"),
        ("13 / 40", "invalid_expiry_month"),
        ("00 / 40", "invalid_expiry_month"),
        ("12 / 24", "invalid_expiry_year_past"),
        ("12 / 40", None),
        ("12 / 99", "invalid_expiry_year"),
    ],
)
def test_an_expiry_must_lie_ahead_within_reason(call: Any, typed: str, problem: str | None) -> None:
    assert call("expiry", "expiryProblem", typed) == problem


def test_a_card_is_good_until_its_month_ends(document: Page) -> None:
    script = "async (day) => (await import('/element/expiry.js')).expiryProblem('02 / 30', new Date(day))"
    assert document.evaluate(script, "2030-02-28T12:00:00") is None
    assert document.evaluate(script, "2030-03-01T12:00:00") == "invalid_expiry_month_past"


@pytest.mark.parametrize(
    ("code", "country", "problem"),
    [
        ("EC1A 1BB", "GB", None),
        ("m11ae", "GB", None),
        ("12345", "GB", "invalid_zip"),
        ("", "GB", "incomplete_zip"),
        ("94103", "US", None),
        ("94103-1234", "US", None),
        ("9410", "US", "invalid_zip"),
        ("K1A 0B1", "CA", None),
        ("", "DE", None),
    ],
)
def test_postal_codes_are_checked_where_banks_do(call: Any, code: str, country: str, problem: str | None) -> None:
    assert call("address", "postalCodeProblem", code, country) == problem


def test_every_language_has_words_for_everything(document: Page) -> None:
    script = """async (language) => {
        const {words} = await import(`/element/words/${language}.js`);
        return [words.labels, words.hints, words.problems].flatMap(Object.entries).map(([key, text]) => text ? key : '')
    }"""
    english = document.evaluate(script, "en")
    assert len(english) > 30
    for language in ("de", "es", "fr"):
        assert document.evaluate(script, language) == english
