"""One household and its people as a form: what it is called, where it lives, and each person's particulars."""

import re
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handfast.guests.models import Guest, Household
from handfast.guests.side_by_side import SideBySideForm

_NO_COMPLETION = {"autocomplete": "off"}
_FIELD_OF_A_GUEST = re.compile(r"guest-(\d+)-.*")

ADDRESS_LABELS = {
    "address_line_1": gettext_lazy("Address"),
    "address_line_2": gettext_lazy("Second line"),
    "city": gettext_lazy("Town or city"),
    "county": gettext_lazy("County"),
    "country": gettext_lazy("Country"),
    "postcode": gettext_lazy("Postcode"),
}


class HouseholdForm(SideBySideForm):
    """What a household is called, and its address."""

    class Meta:
        model = Household
        fields = ["name", *ADDRESS_LABELS]
        labels = {"name": gettext_lazy("What the household is called"), **ADDRESS_LABELS}
        widgets = dict.fromkeys(fields, forms.TextInput(_NO_COMPLETION))


class GuestForm(SideBySideForm):
    """A person's name, e-mail address and telephone number."""

    class Meta:
        model = Guest
        fields = ["first_name", "last_name", "email", "phone", "title"]
        labels = {
            "title": gettext_lazy("Title"),
            "first_name": gettext_lazy("First name"),
            "last_name": gettext_lazy("Last name"),
            "email": gettext_lazy("E-mail"),
            "phone": gettext_lazy("Telephone"),
        }
        widgets = {
            **dict.fromkeys(["title", "first_name", "last_name", "phone"], forms.TextInput(_NO_COMPLETION)),
            "email": forms.EmailInput(_NO_COMPLETION),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.called = str(self.instance)  # as they are called now, whatever is being written

    def clean(self) -> dict[str, Any]:
        """Everybody but an extra seat has a name."""
        cleaned = super().clean()
        named = cleaned.get("first_name") or cleaned.get("last_name") or not {"first_name", "last_name"} <= set(cleaned)
        if not named and not self.instance.is_extra_seat:
            self.add_error("first_name", _("A guest needs a first or a last name."))
        return cleaned


class Sheet:
    """The forms of a household and of each of its guests, sent together. Whose guests they are is decided here, never
    by the browser: a field of anybody else is told of, and nothing is saved."""

    def __init__(self, household: Household, guests: list[Guest], data: QueryDict | None = None) -> None:
        self.household = HouseholdForm(data, instance=household, prefix="household")
        self.guests = [_form_of(guest, data) for guest in guests]
        self.gone = _guests_in(data or {}) - {guest.pk for guest in guests}

    @property
    def forms(self) -> list[SideBySideForm]:
        """All of them, the household's first."""
        return [self.household, *self.guests]

    def is_valid(self) -> bool:
        """Whether all of it may be saved. Each form says what it has to say, also when another is wrong."""
        sent = [form.is_valid() for form in self.forms if form.is_bound]
        return all(sent) and not self.gone

    def save(self) -> bool:
        """Saves whatever differs from the rows; whether anything did. Call after is_valid()."""
        changed = [form for form in self.forms if form.is_bound and _differs(form)]
        for form in changed:
            form.save()
        return bool(changed)


def _differs(form: SideBySideForm) -> bool:
    return any(form.cleaned_data[name] != form.initial[name] for name in form.cleaned_data)


def _form_of(guest: Guest, data: QueryDict | None) -> GuestForm:
    """A guest who has come into the household while a host was writing is shown as they are."""
    prefix = f"guest-{guest.pk}"
    sent = data is not None and any(name.startswith(f"{prefix}-") for name in data)
    return GuestForm(data if sent else None, instance=guest, prefix=prefix)


def _guests_in(data: QueryDict | dict) -> set[int]:
    return {int(match[1]) for name in data if (match := _FIELD_OF_A_GUEST.fullmatch(name))}
