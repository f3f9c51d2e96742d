"""Numbers without gaps: given at issue, in turn, once."""

import threading
from datetime import UTC, datetime

import pytest

from handfast.invoices import drafting, sending
from handfast.invoices.drafting import Recipient, Row, Terms
from handfast.invoices.models import Invoice
from handfast.invoices.numbering import NotReady, issue
from handfast.invoices.tests.conftest import ROOM, in_days
from handfast.mail.models import Letter
from tests.at_once import at_once


def test_a_draft_has_no_number_and_an_issued_bill_the_next(draft):
    first, second = draft(), draft()
    assert first.label == ""
    year = datetime.now(UTC).year
    assert [issue(second).label, issue(first).label] == [f"{year}-0001", f"{year}-0002"]


def test_issued_twice_it_keeps_its_number(draft):
    paper = draft()
    assert issue(paper).label == issue(paper).label
    assert Invoice.objects.filter(issued_at__isnull=False).count() == 1


def test_a_year_begins_at_midnight_where_the_wedding_is(draft, robin_and_sams):
    robin_and_sams.time_zone = "Pacific/Auckland"
    robin_and_sams.save()
    old, new = datetime(2026, 12, 31, 10, 59, tzinfo=UTC), datetime(2026, 12, 31, 11, 1, tzinfo=UTC)
    assert [issue(draft(due_on=in_days(90)), at=at).label for at in (old, new, new)] == [
        "2026-0001",
        "2027-0001",
        "2027-0002",
    ]


def test_weddings_count_each_for_itself(draft, mallorys):
    issue(draft())
    terms = Terms("Mallory & Max", in_days(9))
    [theirs] = drafting.draft(mallorys, [Recipient("The caterer")], terms, [ROOM], "form")
    assert issue(theirs).number == 1


@pytest.mark.parametrize(
    ("rows", "days", "words"),
    [
        ([Row("Nothing", 1, 0, 0)], 30, "comes to nothing"),
        ([Row("A room", 1, 5000, 20), Row("Discount", 1, -500, 0)], 30, "same tax rate"),
        ([Row("A room", 1, 5000, 20)], -1, "has passed"),
    ],
)
def test_what_is_not_ready_gets_no_number(draft, rows, days, words):
    paper = draft(*rows, due_on=in_days(days))
    with pytest.raises(NotReady, match=words):
        issue(paper)
    paper.refresh_from_db()
    assert paper.number is None


def test_many_are_issued_all_or_none_and_no_number_is_lost(draft):
    good, bad = draft(), draft(Row("Nothing", 1, 0, 0))
    with pytest.raises(NotReady):
        sending.send([good, bad])
    assert Letter.objects.count() == 0
    [issued] = sending.send([good])
    assert issued.number == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_issued_at_once_are_numbered_one_to_twenty(draft):
    """Others counted rows, or took the highest number without a lock: two bills of one number, or a gap."""
    waiting, lock = [draft() for _ in range(20)], threading.Lock()

    def issue_one() -> int | None:
        with lock:
            paper = waiting.pop()
        return issue(paper).number

    assert sorted(at_once(issue_one, times=20)) == list(range(1, 21))


@pytest.mark.django_db(transaction=True)
def test_one_draft_issued_five_times_at_once_has_one_number_and_one_letter(draft):
    paper = draft()
    assert set(at_once(lambda: sending.send([paper])[0].number)) == {1}
    assert Letter.objects.count() == 1
