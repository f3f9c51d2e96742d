"""What the doctor says of letters."""

from datetime import timedelta

from django.utils import timezone

from handfast.mail import doctor
from handfast.mail.models import Letter, Mailbox


def test_site_that_is_not_public_needs_no_mail_server(settings):
    settings.HTTPS = False
    [finding] = doctor.mail_server_answers()
    assert finding.ok


def test_public_site_without_a_mail_server_is_told_how_to_name_one(settings):
    settings.HTTPS = True
    [finding] = doctor.mail_server_answers()
    assert not finding.ok
    assert "EMAIL_URL" in finding.fix


def test_mail_server_that_does_not_answer(settings):
    settings.EMAIL_BACKEND = doctor.SMTP
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    [finding] = doctor.mail_server_answers()
    assert not finding.ok
    assert "ConnectionRefusedError" in finding.message


def test_letters_that_wait_too_long(db):
    mailbox = Mailbox.objects.create(name="Robin & Sam")
    letter = Letter.objects.create(mailbox=mailbox, key="k", to="a@example.org", subject="s", text="t", html="h")
    assert list(doctor.letters_leave()) == []
    Letter.objects.update(written_at=timezone.now() - timedelta(minutes=16))
    [finding] = doctor.letters_leave()
    assert not finding.ok
    letter.done_at = timezone.now()
    letter.save()
    assert list(doctor.letters_leave()) == []
