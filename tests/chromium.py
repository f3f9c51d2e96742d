"""The browser that journeys and pictures use: Debian's Chromium where there is one, else the one Playwright brought."""

import shutil

from playwright.sync_api import Browser, Playwright

_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
_FLAGS += ["--disable-component-update", "--disable-sync"]


def launch(playwright: Playwright) -> Browser:
    """A browser without a screen that asks nobody outside for anything."""
    return playwright.chromium.launch(executable_path=shutil.which("chromium"), args=_FLAGS)
