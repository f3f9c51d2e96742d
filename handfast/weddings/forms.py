"""What hosts fill in: the first run, the site's own words, who else may help."""

import datetime
import zoneinfo
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from handfast.accounts.cards import plain_words
from handfast.accounts.forms import PASSWORD_HELP
from handfast.weddings.choices import currency_choices, time_zone_choices
from handfast.weddings.founding import setup_code
from handfast.weddings.models import Host, Wedding, validate_slug_is_free

NOON = datetime.time(12)


class DateInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """The browser's own clock."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class PasswordForm(forms.Form):
    """A name and a password for a person who signs in for the first time."""

    name = forms.CharField(label=_("Your name"), max_length=150, widget=forms.TextInput({"autocomplete": "name"}))
    password = forms.CharField(
        label=_("A password"),
        help_text=PASSWORD_HELP,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        """Refuses a password that is too short, too long or too common. Raises ValidationError."""
        validate_password(self.cleaned_data["password"])
        return self.cleaned_data["password"]


class SetupForm(PasswordForm):
    """The first owner and their wedding."""

    code = forms.CharField(
        label=_("The setup words"),
        help_text=_(
            "They show that the server is yours. Its log has them, and the command “handfast init --code” prints them."
        ),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail"),
        max_length=150,
        help_text=_("You sign in with it."),
        widget=forms.EmailInput({"autocomplete": "username"}),
    )
    partner_one = forms.CharField(label=_("First name of one of you"), max_length=60)
    partner_two = forms.CharField(label=_("First name of the other"), max_length=60)
    day = forms.DateField(label=_("The day"), required=False, widget=DateInput())
    time = forms.TimeField(label=_("The time"), required=False, widget=TimeInput())
    place = forms.CharField(label=_("The place"), max_length=200, required=False)
    slug = forms.SlugField(
        label=_("Address of your site"),
        max_length=50,
        required=False,
        help_text=_("Small letters, digits and hyphens. Left empty, it is made of your names."),
        validators=[validate_slug_is_free],
    )
    time_zone = forms.ChoiceField(label=_("Time zone of the place"), initial="Europe/London", choices=time_zone_choices)
    currency = forms.ChoiceField(label=_("Currency of gifts"), initial="gbp", choices=currency_choices)

    field_order = ("code", "name", "email", "password")

    def clean_code(self) -> str:
        """Refuses other words than the setup code's. Raises ValidationError."""
        if plain_words(self.cleaned_data["code"]) != plain_words(setup_code()):
            raise ValidationError(_("These are not the setup words of this server."))
        return self.cleaned_data["code"]

    def clean(self) -> dict:
        """Makes the address of the names when none was given, and asks for one when they have no letters for it."""
        cleaned = super().clean() or self.cleaned_data
        slug = (cleaned.get("slug") or slug_of(cleaned.get("partner_one", ""), cleaned.get("partner_two", ""))).lower()
        if not slug and not self.errors:
            self.add_error("slug", _("Please choose an address; your names have no letters for one."))
        return {**cleaned, "slug": slug}

    def wedding(self) -> dict:
        """What `found_wedding` takes."""
        wanted = ("slug", "partner_one", "partner_two", "place", "time_zone", "currency")
        moment = starts_at(self.cleaned_data["day"], self.cleaned_data["time"], self.cleaned_data["time_zone"])
        return {name: self.cleaned_data[name] for name in wanted} | {"starts_at": moment}


class SiteForm(forms.ModelForm):
    """The couple's names, the day, the place and their own words, as guests see them."""

    day = forms.DateField(label=_("The day"), required=False, widget=DateInput())
    time = forms.TimeField(
        label=_("The time"), required=False, help_text=_("As the clocks there show it."), widget=TimeInput()
    )
    reply_by = forms.DateField(
        label=_("Please reply by"),
        required=False,
        help_text=_("Until the end of this day guests can reply, and change what they said."),
        widget=DateInput(),
    )

    class Meta:
        model = Wedding
        fields = ("partner_one", "partner_two", "place", "welcome", "reply_by")
        widgets = {"welcome": forms.Textarea({"rows": 6})}

    field_order = ("partner_one", "partner_two", "day", "time", "place", "welcome", "reply_by")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if begins := self.instance.starts_at:
            here = begins.astimezone(self.instance.tz)
            self.initial.update(day=here.date(), time=here.time())

    def clean(self) -> dict:
        """Refuses a reply-by day after the wedding. Raises ValidationError."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("reply_by") and cleaned.get("day") and cleaned["reply_by"] > cleaned["day"]:
            self.add_error("reply_by", _("This is after the wedding."))
        return cleaned

    def save(self, commit: bool = True) -> Wedding:
        """Keeps what was filled in; letters carry the couple's new names too."""
        wedding = self.instance
        wedding.starts_at = starts_at(self.cleaned_data["day"], self.cleaned_data["time"], wedding.time_zone)
        wedding.mailbox.name = wedding.title
        wedding.mailbox.save(update_fields=["name"])
        return super().save(commit)


class InviteForm(forms.Form):
    """Whom to ask to help."""

    email = forms.EmailField(label=_("Their e-mail"), max_length=150)
    role = forms.ChoiceField(
        label=_("What they may do"),
        choices=[(Host.Role.HELPER, _("Help: guests and replies, no money")), (Host.Role.OWNER, _("Everything"))],
        initial=Host.Role.HELPER,
        widget=forms.RadioSelect,
    )


def slug_of(partner_one: str, partner_two: str) -> str:
    """An address made of two names ("robin-and-sam"); empty when one of them has no letter that may stand in it."""
    names = [slugify(partner_one), slugify(partner_two)]
    return "-and-".join(names)[:50].strip("-") if all(names) else ""


def starts_at(day: datetime.date | None, time: datetime.time | None, zone: str) -> datetime.datetime | None:
    """The moment (aware) when clocks in `zone` show `day` and `time`; at noon when only the day is known yet."""
    return datetime.datetime.combine(day, time or NOON, zoneinfo.ZoneInfo(zone)) if day else None
