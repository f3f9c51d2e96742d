"""What an owner fills in who has seen a transfer in the bank's statement."""

import secrets
from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handfast.core.money import Money, NotMoney
from handfast.payments.chargeable import MOST
from handfast.weddings.forms import DateInput


class ArrivedForm(forms.Form):
    """How much moved, on which day, and what the statement says. The token makes the form count once."""

    amount = forms.CharField(
        label=gettext_lazy("How much?"),
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    day = forms.DateField(label=gettext_lazy("On which day?"), widget=DateInput())
    payer = forms.CharField(label=gettext_lazy("Whose name does the statement give?"), max_length=200, required=False)
    form_token = forms.CharField(max_length=32, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, *, money: Money, today: date, locale: str) -> None:
        initial = {"amount": str(money.major), "day": today, "form_token": secrets.token_urlsafe(12)}
        super().__init__(data, initial=initial)
        self.currency, self.today, self.locale = money.currency, today, locale

    def clean_amount(self) -> int:
        """The amount in minor units, more than nothing. Raises ValidationError."""
        try:
            money = Money.parse(self.cleaned_data["amount"], self.currency, self.locale)
        except NotMoney as error:
            raise forms.ValidationError(str(error)) from None
        if not 0 < money.amount <= MOST:
            raise forms.ValidationError(_("Enter an amount, for example 50."))
        return money.amount

    def clean_day(self) -> date:
        """A day that has been. Raises ValidationError."""
        day: date = self.cleaned_data["day"]
        if day > self.today:
            raise forms.ValidationError(_("This day is still to come."))
        return day
