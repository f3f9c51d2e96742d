"""Stripe.js as the shop's developer meets it: its events, its methods, and how it objects to misuse."""

from typing import Any

import pytest
from playwright.sync_api import expect

from .checkout import GOOD, Checkout


def thrown(checkout: Checkout, expression: str) -> tuple[str, str]:
    """The name and message of what an expression throws, at once or by its promise."""
    answer = checkout.page.evaluate(
        f"(async () => {{ try {{ await ({expression}); return ['nothing', ''] }}"
        " catch (problem) { return [problem.name, problem.message] } })()"
    )
    return answer[0], answer[1]


@pytest.mark.parametrize(
    ("misuse", "about"),
    [
        ("Stripe('')", "publishable key"),
        ("Stripe('sk_test_robin')", "secret key"),
        ("Stripe('robin')", "pk_test_"),
        ("Stripe('pk_test_robin', {stripeAccount: 'acct_1'})", "stripeAccount"),
        ("stripe.elements()", "clientSecret"),
        ("stripe.elements({clientSecret: 'pi_1'})", "${id}_secret_${secret}"),
        ("stripe.elements({mode: 'payment', amount: 100, currency: 'gbp'})", "clientSecret"),
        ("elements.create('card')", "valid Element name"),
        ("elements.create('payment')", "only create one"),
        ("elements.update({clientSecret: 'pi_1_secret_2'})", "clientSecret"),
        ("payment.mount('#nowhere')", "#nowhere"),
        ("payment.mount(5)", "DOM element"),
        ("payment.mount(document.body)", "already mounted"),
        ("stripe.retrievePaymentIntent('pi_1')", "retrievePaymentIntent"),
        ("stripe.confirmPayment()", "object"),
        ("stripe.confirmPayment({elements})", "return_url is required"),
        ("stripe.confirmPayment({elements, confirmParams: {return_url: '/thanks'}})", "full URL"),
        ("stripe.confirmPayment({elements, redirect: 'never'})", "if_required"),
        ("stripe.confirmPayment({redirect: 'if_required'})", "clientSecret"),
        ("stripe.handleNextAction({clientSecret: elements.clientSecret})", "requires_action"),
        ("stripe.createToken(payment)", "has no stripe.createToken()"),
        ("(payment.unmount(), stripe.confirmPayment({elements, redirect: 'if_required'}))", "mounted"),
        ("(payment.unmount(), elements.submit())", "mounted"),
        ("(payment.destroy(), payment.mount('#payment'))", "destroyed"),
    ],
)
def test_misuse_is_an_integration_error(checkout: Checkout, misuse: str, about: str) -> None:
    checkout.open()
    name, message = thrown(checkout, misuse)
    assert name == "IntegrationError"
    assert about in message


def test_stripe_works_on_the_line_after_its_script(checkout: Checkout) -> None:
    checkout.open()
    assert checkout.page.evaluate("Stripe.version") == "endive"


def test_events_tell_how_the_form_stands(checkout: Checkout) -> None:
    checkout.open()
    order = [event["type"] for event in checkout.page.evaluate("events")]
    assert order.index("loaderstart") < order.index("ready")
    checkout.type_card()
    checkout.wait_until("events.at(-1).complete")
    assert checkout.events("change")[-1] == {
        "type": "change",
        "elementType": "payment",
        "empty": False,
        "complete": True,
        "collapsed": False,
        "value": {"type": "card"},
    }
    checkout.element.get_by_label("Security code").press("Escape")
    checkout.page.locator("h1").click()
    checkout.wait_until("events.some(({type}) => type === 'blur')")
    checkout.wait_until("['focus', 'escape'].every((wanted) => events.some(({type}) => type === wanted))")


def test_focus_blur_and_clear(checkout: Checkout) -> None:
    checkout.open().type_card()
    checkout.page.evaluate("payment.clear()")
    checkout.wait_until("events.at(-1).empty || events.some(({type, empty}, i) => type === 'change' && empty && i > 3)")
    expect(checkout.element.get_by_label("Card number")).to_have_value("")
    checkout.page.evaluate("payment.focus()")
    checkout.element.locator("#number:focus").wait_for()
    checkout.page.evaluate("payment.blur()")
    checkout.element.locator("body:not(:has(:focus))").wait_for()


def test_a_listener_can_be_taken_off_and_hear_once(checkout: Checkout) -> None:
    checkout.open()
    checkout.page.evaluate(
        "window.count = {off: 0, once: 0}; window.heardOff = () => count.off++;"
        "payment.on('change', heardOff).off('change', heardOff).once('change', () => count.once++)"
    )
    checkout.type_card()
    checkout.page.evaluate("payment.clear()")
    checkout.wait_until("events.filter(({type}) => type === 'change').length >= 3")
    assert checkout.page.evaluate("count") == {"off": 0, "once": 1}


def test_collapse_folds_the_form_until_a_method_is_chosen(checkout: Checkout) -> None:
    checkout.open(("card", "sepa_debit"), currency="eur")
    checkout.page.evaluate("payment.collapse()")
    checkout.wait_until("events.at(-1).collapsed")
    expect(checkout.element.get_by_label("Card number")).to_be_hidden()
    checkout.element.get_by_role("radio", name="Card").check()
    expect(checkout.element.get_by_label("Card number")).to_be_visible()


def test_update_changes_the_options(checkout: Checkout) -> None:
    checkout.open()
    checkout.page.evaluate(
        "payment.update({readOnly: true, defaultValues: {billingDetails: {address: {country: 'DE'}}}})"
    )
    checkout.element.locator("#number:disabled").wait_for()
    expect(checkout.element.get_by_label("Country")).to_have_value("DE")
    expect(checkout.element.get_by_label("Postal code")).to_be_hidden()


def test_unmounting_and_mounting_again_starts_afresh(checkout: Checkout) -> None:
    checkout.open().type_card()
    checkout.page.evaluate("payment.unmount(); payment.mount('#payment')")
    checkout.wait_until("events.filter(({type}) => type === 'ready').length === 2")
    expect(checkout.element.get_by_label("Card number")).to_have_value("")
    checkout.type_card()
    assert checkout.pay()["paymentIntent"]["status"] == "succeeded"


def test_taking_the_element_away_leaves_nobody_waiting(checkout: Checkout) -> None:
    checkout.open().type_card()
    checkout.page.route("**/v1/payment_methods", lambda route: None)
    checkout.press_pay()
    checkout.element.locator("#card:disabled").wait_for()
    checkout.page.evaluate("payment.unmount()")
    assert "unmounted" in checkout.result()["error"]["message"]


def test_a_frame_that_never_comes_is_a_load_error(checkout: Checkout) -> None:
    checkout.page.route("**/element/payment.html?*", lambda route: route.abort())
    checkout.open()
    assert checkout.events("loaderror")[0]["error"]["type"] == "api_connection_error"
    assert checkout.pay()["error"]["type"] == "api_connection_error"


def test_submit_says_what_is_chosen_or_what_is_wrong(checkout: Checkout) -> None:
    checkout.open()
    error: Any = checkout.page.evaluate("elements.submit()")["error"]
    assert (error["type"], error["code"]) == ("validation_error", "incomplete_number")
    checkout.type_card()
    assert checkout.page.evaluate("elements.submit()") == {"selectedPaymentMethod": "card"}


def test_fetch_updates_offers_what_the_intent_now_allows(checkout: Checkout) -> None:
    checkout.open(("card",), currency="eur")
    checkout.client.v1.payment_intents.update(checkout.intent.id, {"payment_method_types": ["card", "sepa_debit"]})
    assert checkout.page.evaluate("elements.fetchUpdates()") == {}
    expect(checkout.element.get_by_role("radio", name="SEPA Direct Debit")).to_have_count(1)


def test_retrieve_shows_a_browser_no_metadata(checkout: Checkout) -> None:
    checkout.open()
    intent = checkout.page.evaluate("stripe.retrievePaymentIntent(elements.clientSecret)")["paymentIntent"]
    assert intent["id"] == checkout.intent.id
    assert "metadata" not in intent


def test_a_wrong_secret_is_an_answer_not_an_exception(checkout: Checkout) -> None:
    checkout.open()
    error = checkout.page.evaluate("stripe.retrievePaymentIntent(elements.clientSecret + 'x')")["error"]
    assert error["type"] == "invalid_request_error"


def test_another_accounts_key_cannot_load_the_intent(checkout: Checkout) -> None:
    checkout.open(key="pk_test_mallory")
    error = checkout.events("loaderror")[0]["error"]
    assert (error["type"], error["code"]) == ("invalid_request_error", "resource_missing")


def test_an_intent_that_is_over_is_not_asked_for_a_card(checkout: Checkout) -> None:
    checkout.open()
    checkout.client.v1.payment_intents.cancel(checkout.intent.id)
    checkout.open_again()
    error = checkout.events("loaderror")[0]["error"]
    assert error["code"] == "payment_intent_unexpected_state"
    assert error["payment_intent"]["status"] == "canceled"
    expect(checkout.element.get_by_label("Card number")).to_be_hidden()


def test_a_lost_connection_is_an_error_to_show(checkout: Checkout) -> None:
    checkout.open().type_card()
    checkout.page.route("**/v1/payment_methods", lambda route: route.abort())
    assert checkout.pay()["error"]["type"] == "api_connection_error"
    checkout.page.unroute("**/v1/payment_methods")
    assert checkout.pay()["paymentIntent"]["status"] == "succeeded"


def test_a_field_never_asked_for_must_come_from_the_page(checkout: Checkout) -> None:
    never = {"fields": {"billingDetails": {"address": {"country": "never", "postalCode": "never"}}}}
    checkout.open(options=never)
    checkout.element.get_by_label("Card number").fill(GOOD)
    checkout.element.get_by_label("Expiration date").fill("12 / 40")
    checkout.element.get_by_label("Security code").fill("123")
    expect(checkout.element.get_by_label("Country")).to_be_hidden()
    assert checkout.pay()["thrown"] == "IntegrationError"
    known = "{payment_method_data: {billing_details: {address: {country: 'GB', postal_code: 'M1 1AE'}}}}"
    result = checkout.page.evaluate(
        f"stripe.confirmPayment({{elements, redirect: 'if_required', confirmParams: {known}}})"
    )
    assert result["paymentIntent"]["status"] == "succeeded"


def test_confirming_without_an_element_takes_a_payment_method(checkout: Checkout) -> None:
    checkout.open()
    result = checkout.page.evaluate(
        "stripe.confirmPayment({clientSecret: elements.clientSecret, redirect: 'if_required',"
        " confirmParams: {payment_method: 'pm_card_visa'}})"
    )
    assert result["paymentIntent"]["status"] == "succeeded"
