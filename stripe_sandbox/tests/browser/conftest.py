"""A sandbox, a shop on another origin, and a browser; one of each for all the browser tests."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import stripe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from stripe_sandbox.testing import Sandbox, running
from stripe_sandbox.world import World

from . import shop_server
from .checkout import PATIENCE, Checkout

expect.set_options(timeout=PATIENCE)
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
QUIETER = ["--disable-component-update", "--disable-sync"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One that fails is tried once more, and named in the summary: a machine that stops for a while is no fault."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """Its clock stands still: a debit is on its way for as long as a test looks."""
    began = time.time()
    with running(World(clock=lambda: began)) as sandbox:
        yield sandbox


@pytest.fixture(scope="session")
def shop(sandbox: Sandbox) -> Iterator[str]:
    with shop_server.serving(sandbox.url) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium where there is one, else Playwright's own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET + QUIETER)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh browser window in British English; a script's error or a breach of the policy fails the test."""
    context = browser.new_context(locale="en-GB", viewport={"width": 390, "height": 760})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda line: "Content Security Policy" in line.text and problems.append(line.text))
    yield page
    context.close()
    assert problems == []


@pytest.fixture
def client(sandbox: Sandbox) -> stripe.StripeClient:
    return stripe.StripeClient("sk_test_robin", base_addresses={"api": sandbox.url})


@pytest.fixture
def checkout(page: Page, shop: str, client: stripe.StripeClient) -> Checkout:
    return Checkout(page, shop, client)
