"""A developer looks into the sandbox."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
import stripe
from playwright.sync_api import Page, expect

from stripe_sandbox.testing import Sandbox, running

from .axe import violations

SECTIONS = ["Payments", "Events", "Deliveries", "Requests", "Clock", "Faults", "Test cards"]


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A sandbox of the test's own, as faults and the clock concern everybody in it."""
    with running() as sandbox:
        yield sandbox


@pytest.fixture
def site(client: stripe.StripeClient) -> Iterator[list[str]]:
    """A site that listens to every event of the account; what it was sent."""
    heard: list[str] = []

    class Site(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """What was heard says enough."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/hook"
    client.v1.webhook_endpoints.create({"url": url, "enabled_events": ["*"]})
    yield heard
    server.shutdown()
    server.server_close()


def pay(
    client: stripe.StripeClient, description: str = "A tea set", card: str = "pm_card_visa"
) -> stripe.PaymentIntent:
    return client.v1.payment_intents.create(
        {
            "amount": 1234,
            "currency": "gbp",
            "description": description,
            "payment_method": card,
            "payment_method_types": ["card"],
            "confirm": True,
        }
    )


def look(page: Page, sandbox: Sandbox, section: str = "Payments") -> None:
    page.goto(sandbox.url)
    page.get_by_role("link", name=section, exact=True).click()
    expect(page.get_by_role("main")).to_be_focused()  # it has been drawn as it was asked for
    expect(page.get_by_role("heading", level=1, name=section)).to_be_visible()


def test_an_unused_sandbox_says_how_to_begin(page: Page, sandbox: Sandbox, client: stripe.StripeClient) -> None:
    page.goto(sandbox.url)
    expect(page.get_by_role("heading", name="No account yet")).to_be_visible()
    pay(client)
    page.get_by_role("button", name="Look again").click()
    expect(page.get_by_role("link", name="£12.34")).to_be_visible()


def test_a_payment_tells_its_story(page: Page, sandbox: Sandbox, client: stripe.StripeClient) -> None:
    intent = pay(client)
    sandbox.advance(10)
    client.v1.refunds.create({"payment_intent": intent.id, "amount": 234})
    look(page, sandbox)
    page.get_by_role("link", name="£12.34").click()
    story = page.locator(".timeline a")
    expect(story.first).to_have_text("payment_intent.created")
    expect(page.get_by_role("row").filter(has_text="£2.34")).to_be_visible()
    told = story.all_inner_texts()
    assert told.index("payment_intent.succeeded") < told.index("charge.updated") < told.index("refund.created")
    story.first.click()
    expect(page.get_by_role("heading", name="payment_intent.created")).to_be_visible()


def test_a_new_payment_appears_by_itself(page: Page, sandbox: Sandbox, client: stripe.StripeClient) -> None:
    pay(client)
    look(page, sandbox)
    pay(client, "Dinner for two")
    expect(page.get_by_text("Dinner for two")).to_be_visible()


def test_money_is_given_back_in_part_and_then_the_rest(
    page: Page, sandbox: Sandbox, client: stripe.StripeClient
) -> None:
    intent = pay(client)
    page.goto(f"{sandbox.url}/#payments/{intent.id}")
    page.get_by_label("Amount in minor units").fill("234")
    page.get_by_role("button", name="Refund").click()
    expect(page.get_by_role("heading", name="Give back up to £10.00")).to_be_visible()
    page.get_by_role("button", name="Refund").click()
    expect(page.get_by_role("row").filter(has_text="£10.00")).to_be_visible()
    expect(page.get_by_role("button", name="Refund")).to_have_count(0)
    assert sorted(refund.amount for refund in client.v1.refunds.list().data) == [234, 1000]


def test_a_refund_that_is_refused_says_why(page: Page, sandbox: Sandbox, client: stripe.StripeClient) -> None:
    intent = pay(client)
    page.goto(f"{sandbox.url}/#payments/{intent.id}")
    page.get_by_label("Amount in minor units").fill("9999")
    page.get_by_role("button", name="Refund").click()
    expect(page.get_by_role("status")).to_contain_text("greater than")
    assert client.v1.refunds.list().data == []


@pytest.mark.parametrize(("answer", "end"), [("Accept it", "lost"), ("Send winning evidence", "won")])
def test_a_dispute_is_ended(page: Page, sandbox: Sandbox, client: stripe.StripeClient, answer: str, end: str) -> None:
    intent = pay(client, card="pm_card_createDispute")
    sandbox.advance(10)
    page.goto(f"{sandbox.url}/#payments/{intent.id}")
    page.get_by_role("heading", level=1, name="£12.34").wait_for()
    assert violations(page) == []
    page.get_by_role("button", name=answer).click()
    expect(page.get_by_role("button", name=answer)).to_have_count(0)
    sandbox.advance(10)
    assert [dispute.status for dispute in client.v1.disputes.list().data] == [end]


def test_what_came_by_the_api_is_never_markup(page: Page, sandbox: Sandbox, client: stripe.StripeClient) -> None:
    pay(client, "<img src=x onerror=alert(1)>")
    look(page, sandbox)
    expect(page.get_by_text("<img src=x onerror=alert(1)>")).to_be_visible()


def test_a_delivery_is_sent_again(page: Page, sandbox: Sandbox, client: stripe.StripeClient, site: list[str]) -> None:
    pay(client)
    sandbox.advance(10)
    before = [json.loads(body)["id"] for body in site]
    look(page, sandbox, "Deliveries")
    page.get_by_role("row").filter(has_text="payment_intent.succeeded").get_by_role("button", name="Send again").click()
    expect(page.get_by_text("2 so far")).to_be_visible()
    assert len(site) == len(before) + 1
    assert json.loads(site[-1])["id"] in before


def test_the_log_holds_what_others_asked_and_not_what_the_dashboard_did(
    page: Page, sandbox: Sandbox, client: stripe.StripeClient
) -> None:
    client.v1.payment_intents.list()
    with pytest.raises(stripe.CardError):
        client.v1.payment_intents.confirm(
            client.v1.payment_intents.create({"amount": 1234, "currency": "gbp", "payment_method_types": ["card"]}).id,
            {"payment_method": "pm_card_chargeDeclined"},
        )
    for section in ("Payments", "Events", "Requests"):
        look(page, sandbox, section)
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(3)
    expect(rows.first).to_contain_text("402")
    expect(rows.first).to_contain_text("Your card was declined.")


def test_the_clock_is_moved_on(page: Page, sandbox: Sandbox, client: stripe.StripeClient) -> None:
    pay(client)
    look(page, sandbox, "Clock")
    before = sandbox.world.now()
    page.get_by_role("button", name="1 day").click()
    expect(page.get_by_text("1440 minutes ahead")).to_be_visible()
    assert sandbox.world.now() - before > 86400


def test_a_fault_is_put_in_force_and_lifted(page: Page, sandbox: Sandbox, client: stripe.StripeClient) -> None:
    pay(client)
    look(page, sandbox, "Faults")
    page.get_by_label("Fault").select_option("error_before")
    page.get_by_role("button", name="Put in force").click()
    expect(page.get_by_role("cell", name="error_before")).to_be_visible()
    with pytest.raises(stripe.APIError):
        pay(client)
    page.get_by_label("Fault").and_(page.locator("select")).select_option("slow")
    page.get_by_role("textbox", name="Seconds").fill("0.25")
    page.get_by_role("button", name="Put in force").click()
    expect(page.get_by_role("cell", name="0.25 s")).to_be_visible()
    page.get_by_role("button", name="Lift").nth(1).click()
    expect(page.get_by_role("cell", name="0.25 s")).to_have_count(0)
    page.get_by_role("button", name="Lift").click()
    expect(page.get_by_text("everything works")).to_be_visible()
    assert pay(client).status == "succeeded"


def test_a_refused_fault_says_why(page: Page, sandbox: Sandbox, client: stripe.StripeClient) -> None:
    pay(client)
    look(page, sandbox, "Faults")
    page.get_by_label("Probability").fill("7")
    page.get_by_role("button", name="Put in force").click()
    expect(page.get_by_role("status")).to_have_text("a probability lies between 0 and 1")


def test_a_test_card_is_copied(page: Page, sandbox: Sandbox, client: stripe.StripeClient) -> None:
    pay(client)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    look(page, sandbox, "Test cards")
    page.get_by_role("button", name="Copy 4000 0000 0000 0002").click()
    expect(page.get_by_text("Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "4000 0000 0000 0002"


def test_accounts_are_kept_apart(page: Page, sandbox: Sandbox, client: stripe.StripeClient) -> None:
    pay(client)
    pay(stripe.StripeClient("sk_test_sam", base_addresses={"api": sandbox.url}), "Sam's own")
    look(page, sandbox)
    page.get_by_role("link", name="£12.34").click()
    page.get_by_role("heading", level=1, name="£12.34").wait_for()
    page.get_by_label("Account").select_option(label="sam, test")
    expect(page.get_by_text("Sam's own")).to_be_visible()
    expect(page.get_by_text("A tea set")).to_have_count(0)
    page.reload()
    expect(page.get_by_text("Sam's own")).to_be_visible()


def test_a_payment_that_is_not_there(page: Page, sandbox: Sandbox, client: stripe.StripeClient) -> None:
    pay(client)
    page.goto(f"{sandbox.url}/#payments/pi_elsewhere")
    expect(page.get_by_text("No such payment_intent: 'pi_elsewhere'")).to_be_visible()
    page.locator("main").get_by_role("link", name="Payments").click()
    expect(page.get_by_text("A tea set")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_has_nothing_to_say(
    page: Page, sandbox: Sandbox, client: stripe.StripeClient, site: list[str], width: int
) -> None:
    intent = pay(client)
    sandbox.advance(10)
    page.set_viewport_size({"width": width, "height": 800})
    for section in SECTIONS:
        look(page, sandbox, section)
        assert (section, violations(page)) == (section, [])
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), section
    page.goto(f"{sandbox.url}/#payments/{intent.id}")
    page.get_by_role("heading", level=1, name="£12.34").wait_for()
    assert violations(page) == []
