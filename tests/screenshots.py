"""`./run screenshots`: takes the pictures of the docs, of a demo on data and ports of its own, at 390 and 1280 px."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.chromium import launch
from tests.ports import two_free_ports

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs/images"
HEIGHTS = {390: 844, 1280: 860}
# Addresses under the wedding's own; the name of the picture is the address's last part.
GUEST_PAGES = {"home": "", "reply": "reply/", "gifts": "gifts/", "give": "gifts/give/"}
HOST_PAGES = {
    "overview": "host/",
    "guests": "host/guests/",
    "import": "host/guests/imports/",
    "money": "host/money/",
    "letters": "host/letters/",
    "health": "host/health/",
}


@contextmanager
def demo() -> Iterator[dict]:
    """A fresh demo; what it printed when it was ready."""
    with tempfile.TemporaryDirectory(prefix="handfast-pictures-") as data:
        environment = {**os.environ, "HANDFAST_DATA": data, "STRIPE_SANDBOX_HOME": f"{data}/sandbox"}
        command = [ROOT / "run", "demo", "--json", "--port", str(two_free_ports())]
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)


def main() -> int:
    """Writes the pictures into docs/images."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with demo() as ready, sync_playwright() as playwright:
        browser = launch(playwright)
        for width in HEIGHTS:
            _take(_guest(browser, width, ready), _wedding(ready), GUEST_PAGES, width)
            _take(_host(browser, width, ready), _wedding(ready), HOST_PAGES, width)
        _front(browser)
        browser.close()
    return 0


def _wedding(ready: dict) -> str:
    return f"{ready['site']}/{ready['wedding']}/"


def _window(browser: Browser, width: int) -> Page:
    size = {"width": width, "height": HEIGHTS[width]}
    return browser.new_context(viewport=size, locale="en-GB", reduced_motion="reduce").new_page()


def _guest(browser: Browser, width: int, ready: dict) -> Page:
    page = _window(browser, width)
    page.goto(ready["guest"]["link"])
    page.get_by_role("main").get_by_role("button").first.click()
    page.wait_for_url(_wedding(ready))
    return page


def _host(browser: Browser, width: int, ready: dict) -> Page:
    page = _window(browser, width)
    page.goto(f"{ready['site']}/accounts/login/")
    page.locator("input[name=login]").fill(ready["host"]["email"])
    page.locator("input[name=password]").fill(ready["host"]["password"])
    page.get_by_role("main").get_by_role("button").first.click()
    page.wait_for_url(lambda url: "login" not in url)
    return page


def _take(page: Page, wedding: str, pages: dict[str, str], width: int) -> None:
    for name, address in pages.items():
        page.goto(wedding + address, wait_until="networkidle")
        page.screenshot(path=IMAGES / f"{name}-{width}.png")
    page.context.close()


def _front(browser: Browser) -> None:
    """The README's picture: a guest's phone beside the hosts' desk."""
    page = browser.new_context(viewport={"width": 1320, "height": 640}).new_page()
    page.goto((Path(__file__).parent / "front.html").as_uri(), wait_until="networkidle")
    page.screenshot(path=IMAGES / "front.png")
    page.context.close()


if __name__ == "__main__":
    sys.exit(main())
