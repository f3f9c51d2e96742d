"""Letters are written once, with the fact they report, and sent once, after it is committed."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone

from handfast.core.leases import claim
from handfast.mail import outbox
from handfast.mail.models import Letter, Mailbox


@pytest.fixture
def mailbox(db) -> Mailbox:
    return Mailbox.objects.create(name="Robin & Sam", reply_to="robin@example.org")


@pytest.fixture
def templates(settings, tmp_path):
    """A letter of our own, on the paper that every letter is written on."""
    (tmp_path / "hello.txt").write_text(
        '{% extends "mail/base.txt" %}{% block first %}Dear {{ name }}, thank you.{% endblock %}'
    )
    (tmp_path / "hello.html").write_text(
        '{% extends "mail/base.html" %}{% block first %}Dear {{ name }}, thank you.{% endblock %}'
        '{% block button %}{% include "mail/button.html" with url=site_url label="Open the site" %}{% endblock %}'
    )
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]


@pytest.fixture
def write(mailbox, templates):
    def write(key: str = "hello", **changes: object) -> None:
        letter = {"to": "priya@example.org", "subject": "Thank you", "context": {"name": "Priya & Omar"}}
        outbox.write(mailbox, key=key, template="hello", **{**letter, **changes})

    return write


def test_letter_says_the_same_in_text_and_html(write):
    write()
    letter = Letter.objects.get()
    assert "Dear Priya & Omar, thank you." in letter.text
    assert "Dear Priya &amp; Omar, thank you." in letter.html
    assert letter.text.rstrip().endswith("Answers to it reach them.")
    assert 'href="http://localhost:8000"' in letter.html


def test_letter_fetches_nothing_and_tracks_nobody(write):
    write()
    html = Letter.objects.get().html
    assert "<img" not in html
    assert "src=" not in html
    assert "{%" not in html


def test_same_fact_is_told_once(write):
    write("receipt:1")
    write("receipt:1", subject="Again")
    write("receipt:2")
    assert list(Letter.objects.order_by("key").values_list("key", "subject")) == [
        ("receipt:1", "Thank you"),
        ("receipt:2", "Thank you"),
    ]


def test_same_key_is_another_fact_for_another_wedding(mailbox, templates):
    other = Mailbox.objects.create(name="Mallory & Max")
    for box in (mailbox, other):
        outbox.write(box, key="k", to="a@example.org", subject="s", template="hello", context={"name": "A"})
    assert Letter.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_letter_of_a_fact_that_was_undone_does_not_exist(write):
    with transaction.atomic():
        write()
        transaction.set_rollback(True)  # the fact did not happen
    assert outbox.send_waiting() == 0
    assert mail.outbox == []


def test_sent_as_the_couple_and_answered_to_them(write):
    write()
    assert outbox.send_waiting() == 1
    [message] = mail.outbox
    assert message.message()["From"] == "Robin & Sam <wedding@localhost>"
    assert message.reply_to == ["robin@example.org"]
    assert message.to == ["priya@example.org"]
    assert [kind for _, kind in message.alternatives] == ["text/html"]
    letter = Letter.objects.get()
    assert letter.done_at is not None
    assert letter.leased_until is None


def test_sent_letter_is_not_sent_again(write):
    write()
    outbox.send_waiting()
    assert outbox.send_waiting() == 0
    assert len(mail.outbox) == 1


def test_subject_never_breaks_a_header(write):
    write(subject="Thank you\nBcc: everyone@example.org")
    outbox.send_waiting()
    assert mail.outbox[0].message()["Subject"] == "Thank you Bcc: everyone@example.org"
    assert mail.outbox[0].recipients() == ["priya@example.org"]


def test_every_attempt_carries_the_same_message_id(write, settings):
    write("one")
    write("two")
    one, two = Letter.objects.order_by("key")
    assert outbox.message_id(one) == outbox.message_id(one)
    assert outbox.message_id(one) != outbox.message_id(two)
    outbox.send_waiting()
    assert {message.message()["Message-ID"] for message in mail.outbox} == {
        outbox.message_id(one),
        outbox.message_id(two),
    }


def test_failed_letter_keeps_its_reason_and_waits_longer_each_time(write, settings, tmp_path):
    write()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    for attempt, wait in ((1, 5), (2, 10), (3, 20)):
        before = timezone.now()
        Letter.objects.update(due_at=timezone.now())
        assert outbox.send_waiting() == 1
        letter = Letter.objects.get()
        assert letter.attempts == attempt
        assert letter.done_at is None
        assert "ConnectionRefusedError" in letter.problem
        assert before <= letter.due_at - timedelta(seconds=wait) <= timezone.now()
    Letter.objects.update(due_at=timezone.now() + timedelta(hours=1))
    assert outbox.send_waiting() == 0, "it is not due yet"


def test_one_letter_that_cannot_be_sent_keeps_no_other_waiting(write):
    write("bad", to="not an address\r\nBcc: x@example.org")
    write("good")
    outbox.send_waiting()
    assert [message.to for message in mail.outbox] == [["priya@example.org"]]
    assert Letter.objects.get(key="bad").problem


def test_letter_of_a_killed_worker_is_sent_when_its_lease_has_run_out(write):
    write()
    claim(Letter.objects.all(), limit=1, lease=outbox.LEASE)  # a worker took it, and was killed
    assert outbox.send_waiting() == 0
    Letter.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    assert outbox.send_waiting() == 1
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_letter_once(write):
    for n in range(12):
        write(f"letter {n:02}")
    start, sent = Barrier(3), []

    def work() -> None:
        start.wait()
        while outbox.send_waiting(limit=3):
            pass
        connection.close()

    workers = [Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    sent = [message.message()["Message-ID"] for message in mail.outbox]
    assert len(sent) == len(set(sent)) == 12
    assert not Letter.objects.filter(done_at=None).exists()
