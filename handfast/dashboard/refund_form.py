"""What an owner fills in to give money back."""

import secrets

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handfast.core.money import Money, NotMoney
from handfast.payments.models import RefundRequest


class RefundForm(forms.Form):
    """How much of a gift goes back, and why. `confirmed` says that it was read once more."""

    amount = forms.CharField(
        label=gettext_lazy("How much goes back?"),
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Why?"), choices=RefundRequest.Reason.choices, widget=forms.RadioSelect
    )
    form_token = forms.CharField(max_length=32, widget=forms.HiddenInput)
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, *, left: Money, locale: str) -> None:
        initial = {
            "amount": str(left.major),
            "reason": RefundRequest.Reason.ASKED,
            "form_token": secrets.token_urlsafe(12),
        }
        super().__init__(data, initial=initial)
        self.left, self.locale = left, locale

    def clean_amount(self) -> Money:
        """The amount, more than nothing and no more than what is left of the gift."""
        try:
            money = Money.parse(self.cleaned_data["amount"], self.left.currency, self.locale)
        except NotMoney as error:
            raise forms.ValidationError(str(error)) from None
        if not 0 < money.amount <= self.left.amount:
            raise forms.ValidationError(
                _("Of this gift, up to %(left)s can go back.") % {"left": self.left.format(self.locale)}
            )
        return money
