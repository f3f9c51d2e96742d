"""One form for one household: a question for each of its people, and for nobody else."""

import re

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handfast.guests.models import Guest
from handfast.rsvps.answers import Seat
from handfast.rsvps.replying import Answer

_WRITTEN = {True: "yes", False: "no", None: ""}
_FIELD_OF_A_GUEST = re.compile(r"(?:coming|name)_(.*)")


class ReplyForm(forms.Form):
    """Yes or no for each guest, a name for each extra seat, a message. A question left open stays open.

    A post that names anybody who is not of the household's `seats` is refused as a whole: whose guests they are is
    decided here, never by the browser.
    """

    message = forms.CharField(
        label=gettext_lazy("A few words to the couple"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: QueryDict | None, *, seats: list[Seat], message: str) -> None:
        super().__init__(data, initial={"message": message})
        self.guests = [seat.guest for seat in seats]
        for seat in seats:
            self.fields[f"coming_{seat.guest.pk}"] = _question(seat)
            if seat.guest.is_extra_seat:
                self.fields[f"name_{seat.guest.pk}"] = _name(seat.guest)
        self.fields["message"] = self.fields.pop("message")

    def questions(self) -> list[tuple[forms.BoundField, forms.BoundField | None]]:
        """Each person's question with the field of their name, for an extra seat, or None."""
        return [
            (self[f"coming_{guest.pk}"], self[f"name_{guest.pk}"] if guest.is_extra_seat else None)
            for guest in self.guests
        ]

    def clean(self) -> dict:
        """Refuses strangers, and a companion who would come without the guest who brings them."""
        cleaned = super().clean() or {}
        asked = {match[1] for name in self.data if (match := _FIELD_OF_A_GUEST.fullmatch(name))}
        if asked - {str(guest.pk) for guest in self.guests}:
            raise forms.ValidationError(
                _("This reply names somebody who is not of your household, so nothing of it was saved. Please reload.")
            )
        for guest in self.guests:
            if guest.guest_of and cleaned.get(f"coming_{guest.pk}") == "yes":
                self._check_company(guest, guest.guest_of, cleaned.get(f"coming_{guest.guest_of.pk}"))
        return cleaned

    def _check_company(self, guest: Guest, bringer: Guest, theirs: str | None) -> None:
        if theirs == "no":
            self.add_error(
                f"coming_{guest.pk}",
                _("%(name)s is not coming, so nobody can come along with them.") % {"name": bringer.full_name},
            )

    def answers(self) -> list[Answer]:
        """What the household answered for each of its people that it answered for. Call after is_valid()."""
        answers = []
        for guest in self.guests:
            answer = self.cleaned_data[f"coming_{guest.pk}"]
            name = self.cleaned_data.get(f"name_{guest.pk}") if f"name_{guest.pk}" in self.data else None
            if answer or name is not None:
                answers.append(Answer(guest.pk, {"yes": True, "no": False}.get(answer), name))
        return answers

    def words(self) -> str:
        """The message as it now stands; what was not sent along stays as it was. Call after is_valid()."""
        return self.cleaned_data["message"] if "message" in self.data else self.initial["message"]


def _question(seat: Seat) -> forms.ChoiceField:
    guest, bringer = seat.guest, seat.guest.guest_of
    if bringer:
        label = _("Will %(name)s bring someone?") % {"name": bringer.first_name or bringer.full_name}
        choices = [("yes", _("Yes, gladly")), ("no", _("No, thank you"))]
    else:
        label = _("Will %(name)s come?") % {"name": guest.full_name}
        choices = [("yes", _("Yes, with pleasure")), ("no", _("Sadly not"))]
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.RadioSelect,
        initial=_WRITTEN[seat.coming],
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
