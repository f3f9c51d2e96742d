"""What does not fit: every kind has its remedy, and the page at Stripe is the right one."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from handfast.dashboard.remedies import REMEDIES
from handfast.payments.at_stripe import page_of
from handfast.payments.models import Account, Discrepancy

PAYMENTS = Path(__file__).parents[2] / "payments"


def kinds_in_the_code() -> set[str]:
    """Every kind that payments may find: the first argument of a Mismatch, or `kind=` of a Discrepancy."""
    found: set[str] = set()
    for file in PAYMENTS.glob("*.py"):
        text = file.read_text(encoding="utf-8")
        found |= set(re.findall(r'Mismatch\(\s*"([a-z_]+)"', text)) | set(re.findall(r'\bkind="([a-z_]+)"', text))
    return found


def test_every_kind_has_a_remedy_and_no_other():
    assert set(REMEDIES) == kinds_in_the_code()


@pytest.mark.parametrize(
    ("live", "base", "url"),
    [
        (False, "", "https://dashboard.stripe.com/test/payments/pi_1"),
        (True, "", "https://dashboard.stripe.com/payments/pi_1"),
        (False, "http://127.0.0.1:8001", "http://127.0.0.1:8001/#payments/pi_1"),
    ],
)
def test_the_page_of_a_payment_at_stripe(settings, live, base, url):
    settings.STRIPE_API_BASE = base
    assert page_of("pi_1", Account(livemode=live)) == url
    assert page_of(None, Account(livemode=live)) == ""


@pytest.mark.parametrize("kind", sorted(REMEDIES))
def test_a_host_reads_what_to_do(as_robin, robin_and_sams, kind):
    account = robin_and_sams.book.account
    Discrepancy.objects.create(account=account, kind=kind, about="pi_odd", message="It does not fit.")
    shown = as_robin.get(reverse("dashboard:money", kwargs={"slug": "robin-and-sam"}))
    [odd] = shown.context["open"]
    assert odd.remedy == REMEDIES[kind]
    assert odd.url.endswith("payments/pi_odd")
    assert odd.url in shown.content.decode()
