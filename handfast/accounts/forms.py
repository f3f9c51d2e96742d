"""allauth's forms in our words."""

from typing import TYPE_CHECKING, Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ResetPasswordForm, ResetPasswordKeyForm
from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PASSWORD_HELP = _("At least 8 characters. Four words that you will remember are better than a short riddle.")


class SignInForm(LoginForm):
    """A host's e-mail and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "login", _("E-mail"))
        _say(self, "password", _("Password"))
        _say(self, "remember", _("Keep me signed in on this device for 30 days"))


class ForgottenPasswordForm(ResetPasswordForm):
    """The e-mail that a letter with a link goes to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "email", _("E-mail"))


class NewPasswordForm(ResetPasswordKeyForm):
    """The new password of somebody who followed the letter's link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "password1", _("New password"), PASSWORD_HELP)
        _say(self, "password2", _("New password, once more"))


class OwnPasswordForm(ChangePasswordForm):
    """A signed-in host's old and new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "oldpassword", _("The password you have now"))
        _say(self, "password1", _("New password"), PASSWORD_HELP)
        _say(self, "password2", _("New password, once more"))


def _say(form: forms.Form, name: str, label: "StrOrPromise", help_text: "StrOrPromise" = "") -> None:
    field = form.fields[name]
    field.label, field.help_text = label, help_text
    # What stands in a field before it is filled in reads like an answer, and disappears when it is needed.
    field.widget.attrs.pop("placeholder", None)
