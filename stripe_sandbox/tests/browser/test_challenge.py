"""The bank asks Priya whether it is really her."""

import pytest
import stripe
from playwright.sync_api import expect

from .checkout import CHALLENGED, DECLINED_AFTER_CHALLENGE, GOOD, Checkout


@pytest.fixture
def challenged(checkout: Checkout) -> Checkout:
    """Priya before the open dialog, which has asked what it is about and says it."""
    checkout.open().type_card(CHALLENGED)
    checkout.press_pay()
    checkout.challenge.get_by_text("ending 3220").wait_for()
    return checkout


def test_passing_pays(challenged: Checkout) -> None:
    purchase = challenged.challenge.locator("#purchase").inner_text()
    assert "£50.00" in purchase
    assert "ending 3220" in purchase
    challenged.challenge.get_by_role("button", name="Complete").click()
    assert challenged.result()["paymentIntent"]["status"] == "succeeded"
    expect(challenged.page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize("way", ["fail", "cancel", "escape on the page", "escape in the frame"])
def test_failing_and_cancelling_are_an_authentication_failure(challenged: Checkout, way: str) -> None:
    if way == "fail":
        challenged.challenge.get_by_role("button", name="Fail").click()
    elif way == "cancel":
        challenged.page.get_by_role("button", name="Cancel").click()
    else:
        place = challenged.challenge.get_by_role("button", name="Fail")
        (challenged.page.get_by_role("button", name="Cancel") if way.endswith("page") else place).press("Escape")
    error = challenged.result()["error"]
    assert error["code"] == "payment_intent_authentication_failure"
    assert error["message"]
    assert error["payment_intent"]["status"] == challenged.status == "requires_payment_method"


def test_after_a_failed_challenge_another_card_pays(challenged: Checkout) -> None:
    challenged.challenge.get_by_role("button", name="Fail").click()
    challenged.result()
    challenged.type_card(GOOD)
    assert challenged.pay()["paymentIntent"]["status"] == "succeeded"


def test_a_card_may_be_declined_after_its_challenge(checkout: Checkout) -> None:
    checkout.open().type_card(DECLINED_AFTER_CHALLENGE)
    checkout.press_pay()
    checkout.challenge.get_by_role("button", name="Complete").click()
    error = checkout.result()["error"]
    assert (error["type"], error["code"]) == ("card_error", "card_declined")


def test_the_dialog_keeps_the_focus_and_gives_it_back(challenged: Checkout) -> None:
    page = challenged.page
    dialog = page.get_by_role("dialog", name="Test challenge")
    expect(dialog).to_have_attribute("aria-modal", "true")
    for _ in range(6):
        page.keyboard.press("Tab")
        # The page's own things are inert behind the dialog: the focus is in its shadow tree or with the browser.
        assert page.evaluate("document.activeElement.shadowRoot !== null || document.activeElement === document.body")
    page.get_by_role("button", name="Cancel").click()
    challenged.result()
    expect(page.get_by_role("button", name="Pay")).to_be_focused()


def test_always_redirecting_shows_the_dialog_first(checkout: Checkout) -> None:
    checkout.open(request={"redirect": "always"}).type_card(CHALLENGED)
    checkout.press_pay()
    checkout.challenge.get_by_role("button", name="Complete").click()
    checkout.page.wait_for_url("**/thanks?*redirect_status=succeeded*")


@pytest.mark.parametrize(("button", "status"), [("Complete", "succeeded"), ("Fail", "failed")])
def test_a_challenge_by_redirect_is_a_page_and_leads_back(
    checkout: Checkout, client: stripe.StripeClient, button: str, status: str
) -> None:
    checkout.intent = client.v1.payment_intents.create(
        {
            "amount": 5000,
            "currency": "gbp",
            "payment_method": "pm_card_threeDSecure2Required",
            "payment_method_types": ["card"],
            "confirm": True,
            "return_url": f"{checkout.shop}/thanks",
        }
    )
    checkout.open_again()
    checkout.page.evaluate(
        "secret => { stripe.handleNextAction({clientSecret: secret}) }", checkout.intent.client_secret
    )
    checkout.page.wait_for_url("**/3ds/challenge.html?*")
    checkout.page.get_by_role("button", name=button).click()
    checkout.page.wait_for_url(f"**/thanks?*redirect_status={status}*")
    assert f"payment_intent={checkout.intent.id}" in checkout.page.url


def test_handle_next_action_reopens_an_abandoned_challenge(challenged: Checkout) -> None:
    challenged.open_again()
    challenged.page.evaluate(
        "secret => { stripe.handleNextAction({clientSecret: secret}).then((result) => { window.result = result }) }",
        challenged.intent.client_secret,
    )
    challenged.challenge.get_by_role("button", name="Complete").click()
    assert challenged.result()["paymentIntent"]["status"] == "succeeded"
