"""From a guest's sign-in to a paid gift, with every log turned up: nothing secret is written down anywhere."""

import io
import logging
import logging.config
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import settings as configured
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from handfast.registry.models import Contribution
from tests.journeys.card import GOOD, pay
from tests.journeys.conftest import DESK
from tests.journeys.test_giving import fee_is_known, start_giving, wait_until

pytestmark = pytest.mark.money

LOUD = ("", "stripe", "httpx", "urllib3", "django")  # loggers; the settings quieten some of them


class Logs:
    """What was logged: `raw` as the libraries said it, `written` as the site's own console has it."""

    def __init__(self) -> None:
        self._streams = {"raw": io.StringIO(), "written": io.StringIO()}
        self.handlers = {name: logging.StreamHandler(stream) for name, stream in self._streams.items()}
        own = logging.config.DictConfigurator(configured.LOGGING)
        self.handlers["written"].setFormatter(own.configure_formatter(configured.LOGGING["formatters"]["plain"]))

    def __getattr__(self, name: str) -> str:
        return self._streams[name].getvalue()


@pytest.fixture
def logs() -> Iterator[Logs]:
    """Everything that any part of the site logs meanwhile, at the lowest level there is."""
    found, before = Logs(), {name: logging.getLogger(name).level for name in LOUD}
    for name in LOUD:
        logging.getLogger(name).setLevel(logging.DEBUG)
    for handler in found.handlers.values():
        logging.getLogger().addHandler(handler)
    yield found
    for handler in found.handlers.values():
        logging.getLogger().removeHandler(handler)
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)


def tables() -> str:
    """Every row of every table, and what sessions hold, as text."""
    rows = [row for model in apps.get_models() for row in model._base_manager.values()]
    return "\n".join(map(str, [*rows, *(session.get_decoded() for session in Session.objects.all())]))


@pytest.fixture
def paid(logs, page: Page, open_page, site, robin, robin_and_sams, priya, words_of) -> Page:
    """Priya signs in by her card's words and pays; then a host looks at Money and at Health."""
    card = words_of(priya)
    page.goto(f"/{robin_and_sams.slug}/")
    page.get_by_label("Your code").fill(card.code)
    page.get_by_label("Your four words").fill(card.words)
    page.get_by_role("button", name="Open our invitation").click()
    expect(page.get_by_role("heading", name="Robin & Sam")).to_be_visible()
    start_giving(page, robin_and_sams.slug, "80")
    pay(page)
    expect(page.get_by_text("has been received")).to_be_visible()
    wait_until(page, fee_is_known)
    host = open_page(DESK, robin)
    for where in ("money", "money/deliveries", "health"):
        host.goto(f"/{robin_and_sams.slug}/host/{where}/")
    return page


@pytest.fixture
def secrets(paid: Page, site, words_of, priya) -> dict[str, str]:
    """All that nobody may ever read, as this journey used it."""
    intent_id = Contribution.objects.get().checkout.intent_id
    [intent] = [one for one in _intents(site) if one["id"] == intent_id]
    card = words_of(priya)
    return {
        "the secret key": configured.STRIPE_SECRET_KEY,
        "the webhook's secret": configured.STRIPE_WEBHOOK_SECRETS[0],
        "the intent's client secret": intent["client_secret"],
        "the card's number": GOOD,
        "the card's number in groups": " ".join(GOOD[at : at + 4] for at in range(0, 16, 4)),
        "the household's words": card.words,
        "the household's link": card.link,
    }


def _intents(site) -> list:
    return [one for account in site.stripe.world.accounts.values() for one in account.kinds["payment_intent"]]


def test_nothing_secret_stands_in_any_log_or_table(secrets, paid, logs):
    session = next(cookie["value"] for cookie in paid.context.cookies() if cookie["name"] == "sessionid")
    written, kept = logs.written, tables()
    assert [what for what, secret in {**secrets, "the session": session}.items() if secret in written] == []
    assert [what for what, secret in secrets.items() if secret in kept] == []

    # The test would notice: Stripe's library did say the secret, and the tables do hold the gift.
    assert secrets["the intent's client secret"] in logs.raw
    assert Contribution.objects.get().checkout.token in kept
