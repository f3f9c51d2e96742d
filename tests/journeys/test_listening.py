"""What people do with Stripe's own command line: forward events to the site, set one off, look what came of it."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.conf import settings as configured
from playwright.sync_api import expect

from handfast.payments.models import Delivery, Entry
from tests.journeys.conftest import DESK, Site
from tests.journeys.test_giving import wait_until

pytestmark = pytest.mark.money


def sandbox_command(site: Site, *arguments: str) -> list[str]:
    key = configured.STRIPE_SECRET_KEY
    return [sys.executable, "-m", "stripe_sandbox", *arguments, "--api-key", key, "--api-base", site.stripe.url]


@pytest.fixture
def listening(site, settings) -> Iterator[Site]:
    """The site with `listen --forward-to …/invoices/wh` at work in another window, as the couple's notes have it."""
    address = f"{site.url}/invoices/wh"
    command = sandbox_command(site, "listen", "--forward-to", address)
    secret = subprocess.run([*command, "--print-secret"], capture_output=True, text=True, check=True).stdout.strip()
    settings.STRIPE_WEBHOOK_SECRETS = [*settings.STRIPE_WEBHOOK_SECRETS, secret]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as listen:
        try:
            assert "Ready!" in listen.stdout.readline()
            yield site
        finally:
            listen.terminate()


def test_an_event_that_belongs_to_nobody_is_kept_and_shown_as_not_ours(listening, open_page, robin, robin_and_sams):
    command = sandbox_command(listening, "trigger", "payment_intent.succeeded")
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Trigger succeeded!" in told
    host = open_page(DESK, robin)
    events = Delivery.objects.filter(type="payment_intent.succeeded", outcome="not ours")
    wait_until(host, events.exists)
    host.goto(f"/{robin_and_sams.slug}/host/money/deliveries/")
    row = host.get_by_role("row").filter(has_text=events.get().event_id)
    expect(row).to_contain_text("payment_intent.succeeded")
    expect(row).to_contain_text("not ours")
    assert Entry.objects.count() == 0
