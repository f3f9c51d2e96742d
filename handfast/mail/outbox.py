"""Writing letters into the outbox, and sending what waits there."""

import uuid
from datetime import timedelta
from email.utils import formataddr, parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import timezone

from handfast.core.leases import back_off, claim
from handfast.mail.models import Letter, Mailbox

# Longer than a mail server can take over one letter: each step of the talk may last settings.EMAIL_TIMEOUT.
LEASE = timedelta(minutes=5)


def write(mailbox: Mailbox, *, key: str, to: str, subject: str, template: str, context: dict) -> None:
    """Puts a letter in the outbox, in the caller's transaction; a second one with the same key is not written.

    `template` is a path without its ending: `.txt` and `.html` are both rendered with `context`, `subject`, `mailbox`
    and `site_url`.
    """
    subject = " ".join(subject.split())[:200]
    context = {**context, "subject": subject, "mailbox": mailbox, "site_url": settings.SITE_URL}
    letter = Letter(
        mailbox=mailbox,
        key=key,
        to=to,
        subject=subject,
        text=render_to_string(f"{template}.txt", context),
        html=render_to_string(f"{template}.html", context),
    )
    Letter.objects.bulk_create([letter], ignore_conflicts=True)


def send_waiting(limit: int = 10) -> int:
    """Sends up to `limit` letters that wait; how many were tried. One that fails waits longer each time.

    Letters are claimed one by one, so that none waits under a lease behind a slow one. The mail server's answer and our
    note of it cannot be one act: a worker killed between the two sends that letter again when its lease has run out.
    """
    server = get_connection()
    for tried in range(limit):
        letters = claim(Letter.objects.select_related("mailbox"), limit=1, lease=LEASE)
        if not letters:
            return tried
        _send(letters[0], server)
    return limit


def _send(letter: Letter, server: BaseEmailBackend) -> None:
    try:
        _message(letter, server).send()
        letter.done_at, letter.problem = timezone.now(), ""
    except Exception as error:
        letter.problem = f"{type(error).__name__}: {error}"[:500]
        letter.due_at = timezone.now() + back_off(letter.attempts)
    letter.leased_until = None
    letter.save(update_fields=["done_at", "problem", "due_at", "leased_until"])


def message_id(letter: Letter) -> str:
    """The same for every attempt, so that a mail program shows a letter once that had to be sent twice."""
    site = urlsplit(settings.SITE_URL).hostname
    return f"<{uuid.uuid5(uuid.NAMESPACE_URL, f'{settings.SITE_URL}/{letter.mailbox_id}/{letter.key}')}@{site}>"


def _message(letter: Letter, server: BaseEmailBackend) -> EmailMultiAlternatives:
    _, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    message = EmailMultiAlternatives(
        letter.subject,
        letter.text,
        formataddr((letter.mailbox.name, address)),
        [letter.to],
        reply_to=[letter.mailbox.reply_to] if letter.mailbox.reply_to else None,
        headers={"Message-ID": message_id(letter), "Auto-Submitted": "auto-generated"},
        connection=server,
    )
    message.attach_alternative(letter.html, "text/html")
    return message
