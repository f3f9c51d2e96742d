"""What a password that a person chooses must be, beside what Django checks (settings.AUTH_PASSWORD_VALIDATORS)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from handfast.accounts.models import User


class MaximumLengthValidator:
    """At most 128 characters (ASVS 5.0, 6.2): enough for any sentence, and stretching it stays cheap."""

    def __init__(self, max_length: int = 128) -> None:
        self.max_length = max_length

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError for a longer password."""
        if len(password) > self.max_length:
            raise ValidationError(
                _("This password is too long. It can have at most %(max)d characters.") % {"max": self.max_length}
            )

    def get_help_text(self) -> str:
        """The rule in words."""
        return _("Your password can have at most %(max)d characters.") % {"max": self.max_length}
