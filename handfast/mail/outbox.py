"""Writing letters into the outbox, and sending what waits there."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.utils import timezone

from handfast.core.leases import back_off, claim
from handfast.mail.models import Letter, Mailbox


def write(mailbox: Mailbox, *, key: str, to: str, subject: str, template: str, context: dict) -> None:
    """Puts a letter in the outbox, in the caller's transaction; a second one with the same key is not written.

    `template` is a path without its ending: `.txt` and `.html` are both rendered with `context` (and `subject`).
    """
    context = {**context, "subject": subject, "site_url": settings.SITE_URL}
    letter = Letter(
        mailbox=mailbox,
        key=key,
        to=to,
        subject=" ".join(subject.split())[:200],
        text=render_to_string(f"{template}.txt", context),
        html=render_to_string(f"{template}.html", context),
    )
    Letter.objects.bulk_create([letter], ignore_conflicts=True)


def send_waiting(limit: int = 20) -> int:
    """Sends up to `limit` letters that wait; how many were tried. One that fails waits longer each time.

    The mail server's answer and our note of it cannot be one act: a worker killed between the two sends that one
    letter again when its lease has run out.
    """
    letters = claim(Letter.objects.select_related("mailbox"), limit=limit)
    if not letters:
        return 0
    server = get_connection()
    for letter in letters:
        try:
            _message(letter, server).send()
            letter.done_at, letter.problem = timezone.now(), ""
        except Exception as error:
            letter.problem = f"{type(error).__name__}: {error}"[:500]
            letter.due_at = timezone.now() + back_off(letter.attempts)
        letter.leased_until = None
        letter.save(update_fields=["done_at", "problem", "due_at", "leased_until"])
    return len(letters)


def _message(letter: Letter, server: object) -> EmailMultiAlternatives:
    sender = settings.DEFAULT_FROM_EMAIL
    address = sender[sender.find("<") + 1 : sender.find(">")] if "<" in sender else sender
    name = letter.mailbox.name.replace('"', "")
    message = EmailMultiAlternatives(
        letter.subject,
        letter.text,
        f'"{name}" <{address}>',
        [letter.to],
        reply_to=[letter.mailbox.reply_to] if letter.mailbox.reply_to else None,
        connection=server,
    )
    message.attach_alternative(letter.html, "text/html")
    return message
