"""One form for one household: a question for each of its people, and for nobody else."""

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handfast.guests.models import Guest
from handfast.rsvps.replying import Answer

_FIELD_OF_A_GUEST = re.compile(r"(?:coming|name)_(.*)")


class ReplyForm(forms.Form):
    """Yes or no for each guest, a name for each extra seat, a message. A question left open stays open.

    `guests` are the household's, with `coming` (see answers.with_answers). A post that names any other guest is refused
    as a whole: whose guests they are is decided here, never by the browser.
    """

    message = forms.CharField(
        label=gettext_lazy("A few words to the couple"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: object, guests: list[Guest], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.guests = guests
        for guest in guests:
            self.fields[f"coming_{guest.pk}"] = _question(guest)
            if guest.is_extra_seat:
                self.fields[f"name_{guest.pk}"] = _name(guest)
        self.fields["message"] = self.fields.pop("message")

    def questions(self) -> list[tuple[forms.BoundField, forms.BoundField | None]]:
        """Each person's question with the field of their name, for an extra seat, or None."""
        return [
            (self[f"coming_{guest.pk}"], self[f"name_{guest.pk}"] if guest.is_extra_seat else None)
            for guest in self.guests
        ]

    def clean(self) -> dict:
        """Refuses strangers, and a companion who would come without the guest who brings them."""
        cleaned = super().clean()
        asked = {match[1] for name in self.data if (match := _FIELD_OF_A_GUEST.fullmatch(name))}
        if asked - {str(guest.pk) for guest in self.guests}:
            raise forms.ValidationError(
                _("This reply names somebody who is not of your household, so nothing of it was saved. Please reload.")
            )
        for guest in self.guests:
            if guest.is_extra_seat and cleaned.get(f"coming_{guest.pk}") == "yes":
                self._check_company(guest, cleaned.get(f"coming_{guest.guest_of_id}"))
        return cleaned

    def _check_company(self, seat: Guest, brought: str | None) -> None:
        if brought == "no":
            self.add_error(
                f"coming_{seat.pk}",
                _("%(name)s is not coming, so nobody can come along with them.") % {"name": seat.guest_of.full_name},
            )

    def answers(self) -> list[Answer]:
        """What the household answered for each of its people that it answered for. Call after is_valid()."""
        answers = []
        for guest in self.guests:
            answer = self.cleaned_data[f"coming_{guest.pk}"]
            name = self.cleaned_data.get(f"name_{guest.pk}")
            if answer or name is not None:
                answers.append(Answer(guest.pk, {"yes": True, "no": False}.get(answer), name))
        return answers


def _question(guest: Guest) -> forms.ChoiceField:
    if guest.is_extra_seat:
        label = _("Will %(name)s bring someone?") % {"name": guest.guest_of.first_name or guest.guest_of.full_name}
        choices = [("yes", _("Yes, gladly")), ("no", _("No, thank you"))]
    else:
        label = _("Will %(name)s come?") % {"name": guest.full_name}
        choices = [("yes", _("Yes, with pleasure")), ("no", _("Sadly not"))]
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.RadioSelect,
        initial={True: "yes", False: "no"}.get(guest.coming),
        error_messages={"invalid_choice": _("Choose yes or no.")},
    )


def _name(guest: Guest) -> forms.CharField:
    return forms.CharField(
        label=_("Their name"),
        required=False,
        max_length=100,
        initial=guest.full_name,
        help_text=_("Leave this empty while you do not know; you can come back."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
