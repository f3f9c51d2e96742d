"""What a host writes down when they add a household or a guest by hand."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handfast.guests.adding import NewGuest
from handfast.guests.models import Guest, Household
from handfast.guests.sheet import ADDRESS_LABELS, GuestForm

MOST_SEATS = 10
PEOPLE_ASKED_FOR = 2


class NewGuestForm(forms.ModelForm):
    """A person, and how many they may bring along. Left empty, it is nobody."""

    seats = forms.IntegerField(
        label=gettext_lazy("Extra seats"), min_value=0, max_value=MOST_SEATS, initial=0, required=False
    )

    class Meta(GuestForm.Meta):
        model = Guest

    def clean(self) -> dict[str, Any]:
        """Whoever is written down has a name."""
        cleaned = super().clean() or self.cleaned_data
        if any(cleaned.values()) and not (cleaned.get("first_name") or cleaned.get("last_name")):
            self.add_error("first_name", _("A guest needs a first or a last name."))
        return cleaned

    def guest(self) -> NewGuest | None:
        """Who was written down, if anybody. Call after is_valid()."""
        said = {**self.cleaned_data, "seats": self.cleaned_data["seats"] or 0}
        return NewGuest(**said) if any(said.values()) else None


class AnywayForm(forms.Form):
    """Whether somebody of a name that is on the list already is meant to be added; asked only then."""

    anyway = forms.BooleanField(label=gettext_lazy("They are somebody else of the same name: add them"), required=False)


class NewHouseholdForm(forms.ModelForm):
    """What a new household is called, and its address; all of it may wait."""

    class Meta:
        model = Household
        fields = ["name", *ADDRESS_LABELS]
        labels = {"name": gettext_lazy("What the household is called"), **ADDRESS_LABELS}
        help_texts = {"name": gettext_lazy("Left empty, it is called after its people.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = False


class NewHousehold:
    """The forms of a new household: its people first, then the household itself."""

    def __init__(self, data: QueryDict | None = None) -> None:
        self.people = [NewGuestForm(data, prefix=f"person-{number}") for number in range(PEOPLE_ASKED_FOR)]
        self.household = NewHouseholdForm(data, prefix="household")
        self.anyway = AnywayForm(data)

    @property
    def forms(self) -> list[forms.BaseForm]:
        """All of them."""
        return [*self.people, self.household, self.anyway]

    def is_valid(self) -> bool:
        """Whether a household can be made of it; somebody must be in it."""
        wrong = [form for form in self.forms if not form.is_valid()]
        if not wrong and not self.guests():
            self.people[0].add_error("first_name", _("Write down at least one person."))
            return False
        return not wrong

    def guests(self) -> list[NewGuest]:
        """Who was written down. Call after is_valid()."""
        return [guest for form in self.people if (guest := form.guest())]
