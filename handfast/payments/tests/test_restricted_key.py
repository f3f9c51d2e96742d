"""The restricted key that the docs describe: enough for all that this site does, and each line of it needed."""

import re
from pathlib import Path

import pytest
from django.utils import timezone

from handfast.payments import doctor, endpoints, enquiries, pay, refunds
from handfast.payments.models import Account, Entry
from handfast.payments.reconcile import reconcile

pytestmark = pytest.mark.django_db

PAGE = Path(__file__).parents[3] / "docs/going-live.md"


def of_the_docs() -> list[str]:
    """The permissions in the page's table, by Stripe's names; who may write may read as well."""
    rows = re.findall(r"^\| ([A-Z][a-z ]+) \| (read|write) \|$", PAGE.read_text(encoding="utf-8"), flags=re.M)
    return [f"{what.lower().replace(' ', '_')}_{may}" for what, most in rows for may in ({"read"} | {most})]


@pytest.fixture
def key(guest, settings) -> str:
    """A restricted key that the site uses from now on."""
    settings.STRIPE_SECRET_KEY = guest.KEY.replace("sk_", "rk_")
    return settings.STRIPE_SECRET_KEY


def test_it_is_enough_to_be_paid_to_give_back_and_to_compare(checkout, guest, key, robin_and_sams, robin):
    guest.world.rule(key, permissions=frozenset(of_the_docs()))
    pay.client_secret(checkout)
    guest.confirm(checkout.intent_id, "pm_card_createDisputeInquiry")
    guest.later()
    reconcile()
    wish = refunds.ask(checkout, amount=3000, reason="duplicate", by=robin, form_token=str(timezone.now()))
    refunds.send(wish)
    assert set(Entry.objects.values_list("kind", flat=True)) == {"payment", "fee", "refund"}
    assert all(finding.ok for finding in doctor.stripe_keys())
    assert list(endpoints.judge(enquiries.endpoints(Account()), ""))


NEEDED = sorted(name for name in of_the_docs() if name.endswith("_read") and name != "webhook_endpoints_read")


@pytest.mark.parametrize("missing", NEEDED)
def test_a_line_that_is_left_out_is_missed_by_the_doctor(guest, key, missing):
    guest.world.rule(key, permissions=frozenset(of_the_docs()) - {missing})
    assert not all(finding.ok for finding in doctor.stripe_keys())
