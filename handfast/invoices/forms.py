"""What a payer and a host fill in about a bill; the lines have a file of their own (line_forms.py)."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handfast.core.fields import MoneyField
from handfast.core.money import Money
from handfast.guests.models import Household
from handfast.invoices.collecting import NotPayable, most_payable, refuse
from handfast.invoices.drafting import Recipient, Terms, recipient
from handfast.invoices.models import Invoice, new_form_token
from handfast.invoices.standing import Standing
from handfast.weddings.models import Wedding


class AmountForm(forms.Form):
    """How much of a bill is paid now."""

    amount = MoneyField(
        label=gettext_lazy("How much do you pay now?"),
        error_messages={"required": gettext_lazy("Enter an amount, for example 50.")},
    )

    def __init__(self, data: QueryDict | None, *, now: Standing) -> None:
        whole = Money(most_payable(now) or now.payable, now.invoice.currency)
        super().__init__(data, initial={"amount": whole})
        self.fields["amount"].of(whole.currency, now.invoice.wedding.locale)  # type: ignore[attr-defined]
        self.now = now

    @property
    def by_bank(self) -> bool:
        """Whether the payer pressed the button for a transfer."""
        return self.data.get("way") == "bank"

    def clean_amount(self) -> Money:
        """The amount, within what may be paid of the bill in the way that was chosen."""
        money: Money = self.cleaned_data["amount"]
        try:
            refuse(self.now, money.amount, by_bank=self.by_bank)
        except NotPayable as error:
            raise forms.ValidationError(str(error)) from None
        return money


class TermsForm(forms.Form):
    """What stands on a bill beside its lines and whom it is to."""

    due_on = forms.DateField(
        label=gettext_lazy("Due by"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": gettext_lazy("Say by when it is due.")},
    )
    sender = forms.CharField(
        label=gettext_lazy("From"),
        help_text=gettext_lazy("Who bills, a line each: name, address, tax number if you have one."),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    words = forms.CharField(
        label=gettext_lazy("Words for its foot"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    form_token = forms.CharField(max_length=32, widget=forms.HiddenInput, initial=new_form_token)

    def terms(self) -> Terms:
        """What was filled in. Call after is_valid()."""
        data = self.cleaned_data
        return Terms(data["sender"], data["due_on"], data["words"])


class HouseholdChoice(forms.ModelChoiceField):
    """A household, by its name."""

    def label_from_instance(self, obj: Household) -> str:
        """Its name."""
        return obj.name


class DraftForm(TermsForm):
    """A bill to one household, or to anybody with an address."""

    household = HouseholdChoice(
        label=gettext_lazy("Household"),
        queryset=Household.objects.none(),
        required=False,
        empty_label=gettext_lazy("Somebody who is not on the list"),
        help_text=gettext_lazy("What you leave empty below is taken from the guest list."),
    )
    to_name = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=200)
    to_address = forms.CharField(
        label=gettext_lazy("Address"), required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 3})
    )
    to_email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        help_text=gettext_lazy(
            "The bill, reminders and receipts go there. Without one, you pass the link on yourselves."
        ),
    )

    def __init__(self, data: QueryDict | None, *, wedding: Wedding, initial: dict[str, object]) -> None:
        super().__init__(data, initial=initial)
        households = Household.objects.filter(wedding=wedding).order_by("name", "pk")
        self.fields["household"].queryset = households  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Somebody must be named."""
        super().clean()
        if not (self.cleaned_data.get("household") or self.cleaned_data.get("to_name")):
            self.add_error("to_name", _("Choose a household, or say whom it is to."))

    def recipient(self) -> Recipient:
        """Whom it is to; what was left empty is the household's. Call after is_valid()."""
        data, household = self.cleaned_data, self.cleaned_data["household"]
        known = recipient(household) if household else Recipient("")
        return Recipient(
            data["to_name"] or known.name,
            data["to_address"] or known.address,
            data["to_email"] or known.email,
            household,
        )


class HouseholdsChoice(forms.ModelMultipleChoiceField):
    """Households, by their names."""

    def label_from_instance(self, obj: Household) -> str:
        """Its name."""
        return obj.name


class ManyForm(TermsForm):
    """The same bill to each of several households."""

    households = HouseholdsChoice(
        label=gettext_lazy("To which households?"),
        queryset=Household.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one household.")},
    )

    def __init__(self, data: QueryDict | None, *, wedding: Wedding, initial: dict[str, object]) -> None:
        super().__init__(data, initial=initial)
        households = Household.objects.filter(wedding=wedding).prefetch_related("guests").order_by("name", "pk")
        self.fields["households"].queryset = households  # type: ignore[attr-defined]

    def recipients(self) -> list[Recipient]:
        """Whom they are to. Call after is_valid()."""
        return [recipient(household) for household in self.cleaned_data["households"]]


class WhyForm(forms.Form):
    """Why an invoice is voided or credited; it stands on the paper."""

    why = forms.CharField(label=gettext_lazy("Why?"), max_length=300)
    form_token = forms.CharField(max_length=32, widget=forms.HiddenInput, initial=new_form_token)


def present_values(paper: Invoice) -> dict[str, object]:
    """What the form of a draft starts with when it is changed."""
    names = ("household", "to_name", "to_address", "to_email", "due_on", "sender", "words", "form_token")
    return {name: getattr(paper, name) for name in names}
