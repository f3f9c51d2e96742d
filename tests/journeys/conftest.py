"""A live site with its worker and its own Stripe, and a real browser that takes offence at errors and barriers."""

import base64
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import axe_playwright_python
import pytest
from django.contrib.auth.models import AbstractBaseUser
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from stripe_sandbox.testing import Sandbox

from handfast.core import worker
from handfast.dashboard.demo.stripe_account import EVENTS
from tests.cast import signed_in
from tests.chromium import launch
from tests.journeys.at_rest import AtRest

PHONE, DESK = 390, 1280  # widths in CSS pixels
PATIENCE = 120_000  # milliseconds until something counts as not happening: the machine may be busy
expect.set_options(timeout=PATIENCE)
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every journey drives a browser, and one that fails is tried once more.

    A machine that stops for half a minute fails a journey for nothing. A rule of the house that is broken fails twice;
    one that passes the second time is named in the summary, and its test is mended.
    """
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker("browser")
            item.add_marker(pytest.mark.flaky(reruns=1))


@dataclass
class Site:
    """Where the site is, and the Stripe that it takes for Stripe."""

    url: str
    stripe: Sandbox


@pytest.fixture
def stripes_clock() -> Callable[[], float]:
    """Stripe's clock goes by itself, as it does for people who wait at a page."""
    return time.time


@pytest.fixture
def server(live_server) -> Iterator[str]:
    """The site's address. What was asked of it is answered before the test's rows are taken away: an answer that is
    still being made would write into the next test."""
    with AtRest() as at_rest:
        yield live_server.url
        at_rest.wait(PATIENCE / 1000)


@pytest.fixture
def site(server: str, sandbox: Sandbox, settings) -> Iterator[Site]:
    """The site, live, with a worker beside it and an endpoint registered at its Stripe."""
    settings.SITE_URL = server
    secret = _register_endpoint(sandbox.url, settings.STRIPE_SECRET_KEY, f"{server}/stripe/webhook/")
    settings.STRIPE_WEBHOOK_SECRETS = [secret]
    stop = threading.Event()
    working = threading.Thread(target=worker.run, args=[stop], name="worker")
    working.start()
    yield Site(server, sandbox)
    stop.set()
    working.join()


def _register_endpoint(stripe: str, key: str, url: str) -> str:
    fields = urlencode({"url": url, "enabled_events[]": EVENTS}, doseq=True).encode()
    token = base64.b64encode(f"{key}:".encode()).decode()
    with urlopen(Request(f"{stripe}/v1/webhook_endpoints", fields, {"Authorization": f"Basic {token}"})) as answer:
        return json.load(answer)["secret"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all journeys; each opens windows of its own."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


def window(browser: Browser, site: Site, width: int, **options: object) -> BrowserContext:
    """A new window of `width` CSS pixels on the site, in which nothing moves: no look meets a colour on its way."""
    context = browser.new_context(
        viewport={"width": width, "height": 844},
        base_url=site.url,
        locale="en-GB",
        reduced_motion="reduce",
        **options,
    )
    context.set_default_timeout(PATIENCE)
    return context


@pytest.fixture
def open_page(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """`open_page(width=PHONE, user=None)`: a window of its own, signed in as `user`. Errors in it fail the test."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def opened(width: int = PHONE, user: AbstractBaseUser | None = None) -> Page:
        context = window(browser, site, width)
        contexts.append(context)
        if user is not None:
            context.add_cookies(
                [{"name": "sessionid", "value": signed_in(user).cookies["sessionid"].value, "url": site.url}]
            )
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
        page.on("console", lambda said: wrong.append(f"{page.url}: {said.text}") if _is_ours_to_mend(said) else None)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


def _is_ours_to_mend(said) -> bool:
    # A declined card is answered 402, and the browser says so by itself.
    return said.type == "error" and "status of 402" not in said.text


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A phone that nobody has signed in with."""
    return open_page()


@pytest.fixture
def no_barriers() -> Callable[[Page], None]:
    """`no_barriers(page)` fails with what axe finds on the page as it stands, frames included.

    A click does not wait for the page that it leads to: expect something of that page first.
    """

    def look(page: Page) -> None:
        page.wait_for_load_state()  # on a busy machine the words are there before the style sheets are
        page.evaluate(AXE)  # not a script tag: the page's policy would rightly refuse it
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        assert [f"{one['id']}: {one['nodes'][0]['html']}" for one in found] == [], page.url

    return look
