"""The doctor's look at letters: does the mail server answer, and do letters leave?"""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.core.mail import get_connection
from django.utils import timezone

from handfast.core.doctor import Finding, examination, vital
from handfast.mail.models import Letter

SMTP = "django.core.mail.backends.smtp.EmailBackend"
LATE = timedelta(minutes=15)


@examination
def mail_server_answers() -> Iterator[Finding]:
    """The mail server lets us in; without one, only a site that is not public yet is well."""
    fix = "Set EMAIL_URL, such as smtp+tls://name:password@mail.example.org:587"
    if settings.EMAIL_BACKEND != SMTP:
        message = "No mail server is named: letters can be read on the site, and none is sent."
        yield Finding("mail", not settings.HTTPS, message, fix if settings.HTTPS else "")
        return
    try:
        with get_connection():
            yield Finding("mail", True, f"The mail server {settings.EMAIL_HOST} answers.")
    except Exception as error:
        yield Finding("mail", False, f"The mail server {settings.EMAIL_HOST}: {type(error).__name__}: {error}", fix)


@vital
def letters_leave() -> Iterator[Finding]:
    """No letter has been waiting for longer than a quarter of an hour."""
    late = Letter.objects.filter(done_at=None, written_at__lt=timezone.now() - LATE).count()
    if late:
        message = f"Letters that have waited for more than 15 minutes: {late}."
        yield Finding("mail", False, message, "Read why on the Letters page; they are tried again by themselves.")
