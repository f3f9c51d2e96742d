"""No card number ever reaches the page that embeds the element, and nobody else can speak for either."""

import json

from playwright.sync_api import Request, expect

from stripe_sandbox.testing import Sandbox

from .checkout import CHALLENGED, DECLINED, GOOD, Checkout


def test_no_message_to_the_page_holds_what_was_typed(checkout: Checkout, sandbox: Sandbox) -> None:
    checkout.open()
    for number in (DECLINED, CHALLENGED):
        checkout.type_card(number, expiry="12 / 41", cvc="987")
        checkout.press_pay()
        if number == CHALLENGED:
            checkout.challenge.get_by_role("button", name="Complete").click()
        checkout.result()
    heard = checkout.page.evaluate("heard")
    words = json.dumps(heard)
    assert len(heard) > 10
    assert {message["origin"] for message in heard} == {sandbox.url}
    for secret in (DECLINED, CHALLENGED, DECLINED[:12], CHALLENGED[:12], "987"):
        assert secret not in words.replace(" ", "")


def test_the_card_is_sent_by_the_frame_to_the_sandbox_only(checkout: Checkout) -> None:
    checkout.open().type_card()
    requests: list[Request] = []
    checkout.page.on("request", lambda request: requests.append(request))
    checkout.pay()
    carriers = [request for request in requests if GOOD in (request.post_data or "") + request.url]
    assert [request.url.rpartition("/v1/")[2] for request in carriers] == ["payment_methods"]
    assert all("/element/" in request.frame.url for request in carriers)


def test_the_page_cannot_look_into_the_frame(checkout: Checkout) -> None:
    checkout.open().type_card()
    assert checkout.page.evaluate("document.querySelector('#payment iframe').contentDocument") is None


def test_a_message_from_the_page_itself_is_not_taken_for_the_frames(checkout: Checkout) -> None:
    checkout.open()
    name = checkout.page.evaluate("document.querySelector('#payment iframe').name")
    forged = {"channel": name, "type": "change", "body": {"complete": True, "forged": True}}
    checkout.page.evaluate("message => window.postMessage(message, '*')", forged)
    checkout.wait_until("heard.some(({data}) => data.body?.forged)")
    assert not any(event.get("forged") for event in checkout.events("change"))


def test_another_frame_of_the_same_origin_cannot_speak_for_the_element(checkout: Checkout, sandbox: Sandbox) -> None:
    checkout.open()
    name = checkout.page.evaluate("document.querySelector('#payment iframe').name")
    checkout.page.evaluate(
        "src => new Promise((onload) => {"
        " document.body.append(Object.assign(document.createElement('iframe'), {src, onload})) })",
        f"{sandbox.url}/element/payment.html?impostor",
    )
    impostor = next(frame for frame in checkout.page.frames if "impostor" in frame.url)
    impostor.evaluate(
        "channel => parent.postMessage({channel, type: 'change', body: {forged: true}}, '*')",
        name,
    )
    checkout.wait_until("heard.some(({data}) => data.body?.forged)")
    assert not any(event.get("forged") for event in checkout.events("change"))


def test_the_frame_obeys_only_the_page_it_was_made_for(checkout: Checkout) -> None:
    checkout.open().type_card()
    frame = next(frame for frame in checkout.page.frames if "/element/" in frame.url)
    name = checkout.page.evaluate("document.querySelector('#payment iframe').name")
    # Messages come in the order in which they were sent: when the second is heard, the first has been.
    frame.evaluate(
        "channel => new Promise((resolve) => {"
        " window.addEventListener('message', ({data}) => data === 'heard' && resolve());"
        " window.postMessage({channel, type: 'clear'}, '*'); window.postMessage('heard', '*') })",
        name,
    )
    expect(checkout.element.get_by_label("Card number")).to_have_value("4242 4242 4242 4242")


def test_rules_and_variables_cannot_fetch_anything(checkout: Checkout) -> None:
    requests: list[str] = []
    checkout.page.on("request", lambda request: requests.append(request.url))
    hostile = {
        "variables": {"colorPrimary": "red; } body { display: none", "colorBackground": "url(http://127.0.0.1:9/a)"},
        "rules": {
            "body": {"display": "none"},
            '.Input[value^="4"]': {"backgroundImage": "none"},
            ".Input": {"backgroundImage": "url(http://127.0.0.1:9/b)"},
        },
    }
    checkout.open(group={"appearance": hostile}).type_card()
    expect(checkout.element.get_by_label("Card number")).to_be_visible()
    assert not any(":9/" in url for url in requests)
    frame = next(frame for frame in checkout.page.frames if "/element/" in frame.url)
    assert frame.evaluate("[...document.adoptedStyleSheets[0].cssRules].map((rule) => rule.selectorText)") == [".Input"]
