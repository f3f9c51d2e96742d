"""A guest at the shop's pay page: what the tests say in the guest's words."""

import json
from typing import Any
from urllib.parse import quote

import stripe
from playwright.sync_api import FrameLocator, Page

PATIENCE = 120_000  # milliseconds until something counts as not happening: the machine may be busy

GOOD = "4242424242424242"
DECLINED = "4000000000000002"
INSUFFICIENT_FUNDS = "4000000000009995"
EXPIRED = "4000000000000069"
WRONG_CVC = "4000000000000127"
CHALLENGED = "4000000000003220"
DECLINED_AFTER_CHALLENGE = "4000008400001629"
IMPOSSIBLE = "4242424242424241"

BRITISH = {"defaultValues": {"billingDetails": {"address": {"country": "GB"}}}}


class Checkout:
    """The pay page of one PaymentIntent."""

    def __init__(self, page: Page, shop: str, client: stripe.StripeClient) -> None:
        self.page = page
        self.shop = shop
        self.client = client
        self.intent: stripe.PaymentIntent

    def open(self, methods: tuple[str, ...] = ("card",), currency: str = "gbp", **settings: Any) -> "Checkout":
        """Makes a PaymentIntent over 50.00 and opens its pay page; settings: key, group, options, request."""
        self.intent = self.client.v1.payment_intents.create(
            {"amount": 5000, "currency": currency, "payment_method_types": list(methods)}
        )
        return self.open_again(**settings)

    def open_again(self, **settings: Any) -> "Checkout":
        """Opens the pay page of the PaymentIntent that is there already."""
        known = {"key": "pk_test_robin", "secret": self.intent.client_secret, "options": BRITISH}
        self.page.goto(f"{self.shop}/pay?settings={quote(json.dumps(known | settings))}")
        self.wait_until("events.some(({type}) => ['ready', 'loaderror'].includes(type))")
        return self

    @property
    def element(self) -> FrameLocator:
        """The Payment Element's frame."""
        return self.page.frame_locator('iframe[title="Secure payment input frame"]')

    @property
    def challenge(self) -> FrameLocator:
        """The frame of the bank's challenge."""
        return self.page.frame_locator('iframe[title="Test challenge of the bank"]')

    def type_card(self, number: str = GOOD, expiry: str = "12 / 40", cvc: str = "123") -> None:
        """Fills in the card; the postal code as well."""
        self.element.get_by_label("Card number").fill(number)
        self.element.get_by_label("Expiration date").fill(expiry)
        self.element.get_by_label("Security code").fill(cvc)
        self.element.get_by_label("Postal code").fill("EC1A 1BB")

    def press_pay(self) -> None:
        """Presses the page's own button, and waits for nothing."""
        self.page.get_by_role("button", name="Pay").click()

    def pay(self) -> Any:
        """Presses the button; what ``confirmPayment`` came to."""
        self.press_pay()
        return self.result()

    def result(self) -> Any:
        """What ``confirmPayment`` came to, once it has."""
        self.wait_until("window.result")
        return self.page.evaluate("result")

    def wait_until(self, condition: str) -> None:
        """Waits for an expression of the page's to become true; Playwright's own way needs unsafe-eval."""
        self.page.evaluate(
            "async () => { const start = Date.now(); while (!(" + condition + ")) {"
            f" if (Date.now() - start > {PATIENCE}) throw new Error('still waiting');"
            " await new Promise((resolve) => setTimeout(resolve, 10)) } }"
        )

    def settle(self) -> None:
        """Waits until the element's frame is as high as its content, so that nothing on the page moves any more."""
        body = self.element.locator("body")
        for _ in range(PATIENCE // 20):
            inside = body.evaluate("(body) => Math.ceil(body.getBoundingClientRect().height)")
            if inside == self.page.locator("#payment iframe").evaluate("(frame) => frame.offsetHeight"):
                return
            self.page.wait_for_timeout(20)
        raise AssertionError("the frame never got as high as its content")

    def events(self, kind: str) -> list[dict[str, Any]]:
        """What the page was told by the element's events of one kind."""
        return [event for event in self.page.evaluate("events") if event["type"] == kind]

    @property
    def status(self) -> str:
        """How the intent stands at the sandbox, whatever the page thinks."""
        return self.client.v1.payment_intents.retrieve(self.intent.id).status
