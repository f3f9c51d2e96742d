"""How allauth behaves here: hosts only, by invitation, with our own limits."""

import logging
from threading import Thread

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from handfast.accounts import limits
from handfast.accounts.models import User

log = logging.getLogger(__name__)


class Adapter(DefaultAccountAdapter):
    """Sign-up is closed: the first owner comes by the first-run page, everyone else by a host's invitation."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("This e-mail and this password do not belong together."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: str) -> User | None:
        """The host whom e-mail and password belong to, or None. Raises ValidationError after too many failures.

        allauth's own limit counts by e-mail alone, so that a stranger could lock a host out; ours does not.
        """
        name = credentials.get("email") or credentials.get("username") or ""
        try:
            attempt = limits.begin(request, f"host {name.lower()}")
        except limits.TooManyAttempts as refusal:
            raise ValidationError(str(refusal)) from refusal
        user = super().authenticate(request, **credentials)
        if user:
            attempt.succeeded()
        return user

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Home, where the message says that it was kept."""
        return reverse("front")

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link of a reset letter, from SITE_URL: never from the Host header of whoever asked for the letter."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.SITE_URL + path.replace("UID-KEY", key)

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Sends allauth's letter at once but beside the request, so that the answer to a known address takes no longer
        than to an unknown one. It stays out of the outbox: whoever stole the database would find the link in it."""
        message = self.render_mail(template_prefix, email, context)
        Thread(target=_send, args=[message], name="reset letter").start()


def _send(message: EmailMessage) -> None:
    try:
        message.send()
    except Exception:
        log.exception("A letter to reset a password could not be sent")
