"""What an owner fills in to give money back."""

import secrets

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handfast.core.fields import MoneyField
from handfast.core.money import Money
from handfast.payments.models import RefundRequest


class RefundForm(forms.Form):
    """How much of a gift goes back, and why. `confirmed` says that it was read once more."""

    amount = MoneyField(label=gettext_lazy("How much goes back?"))
    reason = forms.ChoiceField(
        label=gettext_lazy("Why?"), choices=RefundRequest.Reason.choices, widget=forms.RadioSelect
    )
    form_token = forms.CharField(max_length=32, widget=forms.HiddenInput)
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, *, left: Money, locale: str) -> None:
        initial = {
            "amount": left,
            "reason": RefundRequest.Reason.ASKED,
            "form_token": secrets.token_urlsafe(12),
        }
        super().__init__(data, initial=initial)
        self.fields["amount"].of(left.currency, locale)  # type: ignore[attr-defined]
        self.left, self.locale = left, locale

    def clean_amount(self) -> Money:
        """The amount, more than nothing and no more than what is left of the gift."""
        money: Money = self.cleaned_data["amount"]
        if not 0 < money.amount <= self.left.amount:
            raise forms.ValidationError(
                _("Of this gift, up to %(left)s can go back.") % {"left": self.left.format(self.locale)}
            )
        return money
