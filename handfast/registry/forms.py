"""What a guest tells us before the card is asked for."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handfast.core.fields import MoneyField
from handfast.core.money import Money
from handfast.guests.models import Household
from handfast.payments.chargeable import least, most
from handfast.payments.sums import wanted
from handfast.registry.giving import Filled
from handfast.registry.models import Contribution, new_form_token
from handfast.weddings.models import Wedding


class GiftForm(forms.Form):
    """The amount in the wedding's currency, from whom, a message, and where the receipt goes."""

    amount = MoneyField(
        label=gettext_lazy("How much would you like to give?"),
        error_messages={"required": gettext_lazy("Enter an amount, for example 50.")},
    )
    names = forms.CharField(
        label=gettext_lazy("From"),
        max_length=200,
        help_text=gettext_lazy("As the couple should read it. Several names are welcome."),
        error_messages={"required": gettext_lazy("Say whom this gift is from.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    message = forms.CharField(
        label=gettext_lazy("A few words to the couple"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        required=False,
        help_text=gettext_lazy("Your receipt goes there, and nothing else does."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    is_private = forms.BooleanField(
        label=gettext_lazy("Keep this between us and the couple"),
        required=False,
        help_text=gettext_lazy("Other guests then do not see your name. They never see your words or the amount."),
    )
    form_token = forms.CharField(max_length=32, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, *, wedding: Wedding, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.fields["amount"].of(wedding.currency, wedding.locale)  # type: ignore[attr-defined]
        self.wedding = wedding

    def clean_amount(self) -> int:
        """The amount in minor units, within what one card payment can carry."""
        currency, locale = self.wedding.currency, self.wedding.locale
        money: Money = self.cleaned_data["amount"]
        if money.amount < least(currency).amount:
            raise forms.ValidationError(
                _("The smallest amount that a card can pay is %(least)s.") % {"least": least(currency).format(locale)}
            )
        if money.amount > most(currency).amount:
            raise forms.ValidationError(
                _("The largest amount that a card can pay at once is %(most)s.")
                % {"most": most(currency).format(locale)}
            )
        return money.amount

    def filled(self) -> Filled:
        """What was filled in. Call after is_valid()."""
        names = ("amount", "names", "message", "email", "is_private")
        return Filled(**{name: self.cleaned_data[name] for name in names})


def first_values(household: Household) -> dict[str, str]:
    """What an empty form starts with: the household's name, and the first e-mail address that is known of it."""
    with_email = household.guests.exclude(email="").first()
    return {
        "names": household.name,
        "email": with_email.email if with_email else "",
        "form_token": new_form_token(),
    }


def present_values(contribution: Contribution) -> dict[str, Any]:
    """What the form starts with when a gift is to be changed."""
    checkout = contribution.checkout
    return {
        "amount": Money(wanted(checkout), checkout.currency),
        "names": contribution.names,
        "message": contribution.message,
        "email": checkout.payer_email,
        "is_private": contribution.is_private,
        "form_token": contribution.form_token,
    }
