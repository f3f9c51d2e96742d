"""What an owner fills in who has seen a transfer in the bank's statement."""

import secrets
from datetime import date

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handfast.core.fields import MoneyField
from handfast.core.money import Money
from handfast.payments.bank.arrivals import Seen
from handfast.payments.chargeable import MOST
from handfast.weddings.forms import DateInput
from handfast.weddings.models import Wedding


class ArrivedForm(forms.Form):
    """How much moved, on which day, and what the statement says. The token makes the form count once.

    `other_than` is ticked on the page beside what counts already: its value names the newest of that.
    """

    amount = MoneyField(label=gettext_lazy("How much?"))
    day = forms.DateField(label=gettext_lazy("On which day?"), widget=DateInput())
    payer = forms.CharField(label=gettext_lazy("Whose name does the statement give?"), max_length=200, required=False)
    form_token = forms.CharField(max_length=32, widget=forms.HiddenInput)
    other_than = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, *, wedding: Wedding, money: Money | None = None) -> None:
        self.today = timezone.localdate(timezone=wedding.tz)
        initial = {"amount": money, "day": self.today, "form_token": secrets.token_urlsafe(12)}
        super().__init__(data, initial=initial)
        self.fields["amount"].of(wedding.currency, wedding.locale)  # type: ignore[attr-defined]

    def clean_amount(self) -> int:
        """The amount in minor units, more than nothing. Raises ValidationError."""
        money: Money = self.cleaned_data["amount"]
        if not 0 < money.amount <= MOST:
            raise forms.ValidationError(_("Enter an amount, for example 50."))
        return money.amount

    def clean_day(self) -> date:
        """A day that has been. Raises ValidationError."""
        day: date = self.cleaned_data["day"]
        if day > self.today:
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def seen(self, sign: int = 1) -> Seen:
        """The line as the host read it; `sign` -1 for what was sent back. Call after is_valid()."""
        said = self.cleaned_data
        return Seen(f"hand_{said['form_token'][:30]}", said["day"], sign * said["amount"], said["payer"])

    @property
    def newest_other(self) -> int:
        """The newest of what counts already that the host says to be other money; 0 for none. Call after is_valid()."""
        return self.cleaned_data["other_than"] or 0
