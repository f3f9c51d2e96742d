"""Priya pays by card: every way that can end without the bank asking anything."""

import re

import pytest
from playwright.sync_api import expect

from .checkout import DECLINED, EXPIRED, GOOD, IMPOSSIBLE, INSUFFICIENT_FUNDS, WRONG_CVC, Checkout


def test_a_good_card_pays(checkout: Checkout) -> None:
    checkout.open().type_card()
    intent = checkout.pay()["paymentIntent"]
    assert (intent["id"], intent["status"], intent["amount"]) == (checkout.intent.id, "succeeded", 5000)
    assert checkout.status == "succeeded"


def test_the_postal_code_reaches_the_payment_method(checkout: Checkout) -> None:
    checkout.open().type_card()
    checkout.pay()
    charge = checkout.client.v1.charges.list({"payment_intent": checkout.intent.id}).data[0]
    assert charge.billing_details.address is not None
    assert (charge.billing_details.address.country, charge.billing_details.address.postal_code) == ("GB", "EC1A 1BB")


def test_after_a_decline_another_card_pays_the_same_intent(checkout: Checkout) -> None:
    checkout.open().type_card(DECLINED)
    error = checkout.pay()["error"]
    assert (error["type"], error["code"], error["decline_code"]) == ("card_error", "card_declined", "generic_decline")
    assert error["payment_intent"]["status"] == "requires_payment_method"
    checkout.type_card(GOOD)
    assert checkout.pay()["paymentIntent"]["status"] == "succeeded"
    charges = checkout.client.v1.charges.list({"payment_intent": checkout.intent.id}).data
    assert [charge.status for charge in charges] == ["succeeded", "failed"]


def test_a_card_without_funds_says_so(checkout: Checkout) -> None:
    checkout.open().type_card(INSUFFICIENT_FUNDS)
    error = checkout.pay()["error"]
    assert (error["code"], error["decline_code"]) == ("card_declined", "insufficient_funds")
    expect(checkout.page.locator("#message")).to_have_text(error["message"])


@pytest.mark.parametrize(
    ("number", "code", "label"),
    [(EXPIRED, "expired_card", "Expiration date"), (WRONG_CVC, "incorrect_cvc", "Security code")],
)
def test_the_banks_answer_is_shown_at_its_field(checkout: Checkout, number: str, code: str, label: str) -> None:
    checkout.open().type_card(number)
    error = checkout.pay()["error"]
    field = checkout.element.get_by_label(label)
    assert error["code"] == code
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(checkout.element.get_by_role("alert").filter(has_text=error["message"])).to_be_visible()


def test_an_impossible_number_is_never_sent(checkout: Checkout) -> None:
    checkout.open().type_card(IMPOSSIBLE)
    sent: list[str] = []
    checkout.page.on("request", lambda request: sent.append(request.url))
    error = checkout.pay()["error"]
    assert (error["type"], error["code"]) == ("validation_error", "invalid_number")
    assert sent == []
    assert checkout.status == "requires_payment_method"


def test_a_card_of_last_year_is_refused_before_it_is_sent(checkout: Checkout) -> None:
    checkout.open().type_card(expiry="11 / 25")
    assert checkout.pay()["error"]["code"] == "invalid_expiry_year_past"


def test_a_form_left_empty_shows_every_fault_and_goes_to_the_first(checkout: Checkout) -> None:
    checkout.open()
    assert checkout.pay()["error"]["code"] == "incomplete_number"
    expect(checkout.element.get_by_label("Card number")).to_be_focused()
    expect(checkout.element.get_by_role("alert").filter(has_text=re.compile("."))).to_have_count(4)


def test_a_fault_goes_when_it_is_mended(checkout: Checkout) -> None:
    checkout.open().pay()
    number = checkout.element.get_by_label("Card number")
    number.fill(GOOD)
    expect(number).not_to_have_attribute("aria-invalid", re.compile(""))
    expect(checkout.element.locator("#number-error")).to_have_text("")


def test_pressing_pay_twice_pays_once(checkout: Checkout) -> None:
    checkout.open().type_card()
    checkout.page.get_by_role("button", name="Pay").dblclick()
    assert checkout.result()["paymentIntent"]["status"] == "succeeded"
    assert len(checkout.client.v1.charges.list({"payment_intent": checkout.intent.id}).data) == 1


def test_an_intent_paid_in_another_tab_comes_back_with_the_error(checkout: Checkout) -> None:
    checkout.open().type_card()
    checkout.client.v1.payment_intents.confirm(checkout.intent.id, {"payment_method": "pm_card_visa"})
    error = checkout.pay()["error"]
    assert error["code"] == "payment_intent_unexpected_state"
    assert error["payment_intent"]["status"] == "succeeded"


def test_always_redirecting_goes_to_the_return_page_with_stripes_hints(checkout: Checkout) -> None:
    checkout.open(request={"redirect": "always"}).type_card()
    checkout.press_pay()
    checkout.page.wait_for_url("**/thanks?*")
    for hint in (
        f"payment_intent={checkout.intent.id}",
        f"payment_intent_client_secret={checkout.intent.client_secret}",
        "redirect_status=succeeded",
    ):
        assert hint in checkout.page.url


def test_always_redirecting_stays_when_the_card_is_declined(checkout: Checkout) -> None:
    checkout.open(request={"redirect": "always"}).type_card(DECLINED)
    assert checkout.pay()["error"]["code"] == "card_declined"
    assert "/pay?" in checkout.page.url
