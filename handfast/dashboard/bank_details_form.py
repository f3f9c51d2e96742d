"""What an owner fills in so that guests can pay by bank transfer."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from handfast.accounts import limits
from handfast.accounts.models import User
from handfast.payments.bank.details import WrongNumber, checked
from handfast.payments.models import BankDetails

NUMBERS = ("iban", "bic", "bank_code", "account_number")


class BankDetailsForm(forms.Form):
    """The account, and the owner's own password: whoever changes this leads the guests' money somewhere else.

    An empty holder closes the way. The password is compared under the same limits as at sign-in.
    """

    kind = forms.ChoiceField(label=_("How your account is named"), choices=BankDetails.Kind.choices)
    holder = forms.CharField(
        label=_("Account holder"),
        max_length=70,
        required=False,
        help_text=_("As the bank has it. Empty: no transfers are offered."),
    )
    iban = forms.CharField(label=_("IBAN"), max_length=42, required=False)
    bic = forms.CharField(label=_("BIC"), max_length=14, required=False, help_text=_("Only for an IBAN."))
    bank_code = forms.CharField(
        label=_("Sort code, routing number, BSB or bank"),
        max_length=40,
        required=False,
        help_text=_("Only where there is no IBAN."),
    )
    account_number = forms.CharField(
        label=_("Account number"), max_length=40, required=False, help_text=_("Only where there is no IBAN.")
    )
    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        help_text=_("Once more, because guests send money to what stands here. Every owner gets a letter about it."),
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )

    def __init__(self, request: HttpRequest, owner: User, present: BankDetails | None) -> None:
        names = ("kind", "holder", *NUMBERS)
        first = {name: getattr(present, name) for name in names} if present else {}
        super().__init__(request.POST if request.method == "POST" and "kind" in request.POST else None, initial=first)
        self.request, self.owner = request, owner
        for name in ("holder", *NUMBERS):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean_password(self) -> str:
        """Refuses another password than the owner's, and too many tries. Raises ValidationError."""
        try:
            this = limits.begin(self.request, self.owner.email)
        except limits.TooManyAttempts as many:
            raise ValidationError(str(many)) from None
        if not self.owner.check_password(self.cleaned_data["password"]):
            raise ValidationError(_("This is not your password."))
        this.succeeded()
        return ""

    def clean(self) -> dict[str, Any]:
        """Checks the numbers of the account, unless the way is closed."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("holder", "").strip() and "kind" in cleaned:
            try:
                cleaned |= checked(cleaned["kind"], {name: cleaned.get(name) or "" for name in NUMBERS})
            except WrongNumber as wrong:
                self.add_error(wrong.field, str(wrong.words))
        else:
            cleaned |= dict.fromkeys(NUMBERS, "")
        return cleaned

    def details(self) -> dict[str, str]:
        """What is kept. Call after is_valid()."""
        return {name: self.cleaned_data[name].strip() for name in ("kind", "holder", *NUMBERS)}
