"""Rows as a queue: claimed by one, given back by a worker that dies."""

from datetime import timedelta
from threading import Event

import pytest
from django.utils import timezone

from handfast.core import chores, worker
from handfast.core.leases import back_off, claim, waiting
from handfast.core.models import Heartbeat
from handfast.mail.models import Letter, Mailbox


@pytest.fixture
def letters(db) -> list[Letter]:
    mailbox = Mailbox.objects.create(name="Robin & Sam")
    now = timezone.now()
    return [
        Letter.objects.create(mailbox=mailbox, key=str(n), to="a@example.org", due_at=now - timedelta(seconds=10 - n))
        for n in range(3)
    ]


def test_claimed_rows_are_the_oldest_and_nobody_elses(letters):
    first = claim(Letter.objects.all(), limit=2)
    assert [row.key for row in first] == ["0", "1"]
    assert [row.attempts for row in first] == [1, 1]
    assert [row.key for row in claim(Letter.objects.all(), limit=2)] == ["2"]
    assert claim(Letter.objects.all(), limit=2) == []


def test_lease_that_ran_out_gives_the_row_back(letters):
    claim(Letter.objects.all(), limit=3, lease=timedelta(seconds=-1))
    assert [row.attempts for row in claim(Letter.objects.all(), limit=3)] == [2, 2, 2]


def test_rows_not_due_or_done_do_not_wait(letters):
    Letter.objects.filter(key="0").update(due_at=timezone.now() + timedelta(hours=1))
    Letter.objects.filter(key="1").update(done_at=timezone.now())
    assert [row.key for row in waiting(Letter.objects.all(), timezone.now())] == ["2"]


def test_nothing_to_claim_takes_no_lock(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        claim(Letter.objects.all(), limit=5)


def test_back_off_doubles_and_stays_under_an_hour():
    assert [back_off(n).total_seconds() for n in (0, 1, 2, 3, 4)] == [5, 5, 10, 20, 40]
    assert back_off(10_000).total_seconds() == 3600


def test_chore_that_fails_is_noted_and_the_loop_goes_on(db):
    def fail() -> int:
        raise ValueError("the mail server said no")

    assert worker.run_once(chores.Chore("mail.fail", 1, fail)) is None
    assert Heartbeat.objects.get().problem == "ValueError: the mail server said no"
    assert worker.run_once(chores.Chore("mail.fail", 1, lambda: 2)) == 2
    assert Heartbeat.objects.get().problem == ""


def test_chore_that_keeps_failing_is_tried_ever_more_seldom_but_at_least_twice_a_minute():
    often, seldom = chores.Chore("a", 0.2, int), chores.Chore("b", 300, int)
    assert [worker.pause(often, failures) for failures in (0, 1, 2, 3, 5, 6, 5000)] == [0.2, 1, 2, 4, 16, 30, 30]
    assert [worker.pause(seldom, failures) for failures in (0, 1, 5000)] == [300, 300, 300]


@pytest.mark.django_db(transaction=True)
def test_worker_runs_every_chore_until_told_to_stop(monkeypatch):
    stop, seen = Event(), []

    def note(name: str, last: bool) -> int:
        seen.append(name)
        if last and len(seen) >= 4:
            stop.set()
        return 1

    fake = [chores.Chore("a", 0, lambda: note("a", False)), chores.Chore("b", 0, lambda: note("b", True))]
    monkeypatch.setattr(worker, "all_chores", lambda: fake)
    worker.run(stop)
    assert seen == ["a", "b", "a", "b"]
