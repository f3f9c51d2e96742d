"""A dispute among a gift's steps: why, until when, and how it went, each change once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from handfast.dashboard.disputes import disputed
from handfast.payments import pay
from handfast.payments.models import Observation

NOW = timezone.now()
DUE_BY = 1_790_000_000  # 21 September 2026, 14:13 UTC


def seen(minutes: int, status: str, reason: str = "fraudulent") -> Observation:
    at = NOW + timedelta(minutes=minutes)
    dispute = {"id": "du_1", "status": status, "amount": 8000, "currency": "gbp", "reason": reason, "due_by": DUE_BY}
    return Observation(pk=minutes, first_asked_at=at, asked_at=at, snapshot={"disputes": [dispute]})


def words(*observations: Observation) -> list[str]:
    return [f"{what} / {note}" for _at, what, note in disputed(observations, "en_GB")]


def test_reason_and_date_are_told_while_the_bank_waits():
    told = "The giver’s bank disputes £80.00: they say that somebody else used the card."
    assert words(seen(1, "needs_response")) == [f"{told} / answer it at Stripe by 21 September 2026, 14:13 (UTC); du_1"]


def test_each_change_stands_once_and_in_the_order_of_time():
    found = words(seen(4, "lost"), seen(1, "needs_response"), seen(2, "needs_response"), seen(3, "under_review"))
    assert len(found) == 3
    assert found[1] == "The bank reads what you answered to the dispute. / du_1"
    assert found[2].startswith("The dispute is lost: £80.00 stays with the giver")


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("warning_needs_response", "No money has moved."),
        ("warning_under_review", "no money has moved."),
        ("warning_closed", "no money has moved."),
        ("won", "£80.00 is yours."),
        ("prevented", "was prevented."),
        ("appeal_needs_response", "once more"),
        ("appeal_under_review", "second dispute."),
        ("a_status_of_next_year", "a status of next year"),
    ],
)
def test_every_status_has_words(status, told):
    assert told in words(seen(1, status))[0]


def test_a_reason_of_next_year_is_told_as_it_is():
    assert "a new reason" in words(seen(1, "needs_response", "a_new_reason"))[0]


def test_what_was_seen_without_a_dispute_has_no_such_step():
    assert words(Observation(first_asked_at=NOW, snapshot={})) == []


def test_the_money_page_shows_it(as_robin, robin_and_sams):
    checkout = pay.open_checkout(robin_and_sams.book, amount=8000, description="A gift")
    lost = seen(1, "lost", "debit_not_authorized")
    lost.checkout, lost.status = checkout, "succeeded"
    lost.save()
    shown = as_robin.get("/robin-and-sam/host/money/").content.decode()
    assert "The dispute is lost: £80.00 stays with the giver (they say that they never allowed the debit)." in shown
