"""What hosts say of the things and funds on their list."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handfast.core.fields import MoneyField
from handfast.core.money import Money, NotMoney
from handfast.payments.chargeable import MOST
from handfast.registry import shops
from handfast.registry.models import Fund, Gift, Picture
from handfast.registry.pictures import BYTES, NotAPicture, keep
from handfast.weddings.models import Wedding

MOST_PIECES = 1_000


def within_reason(money: Money | None, wedding: Wedding) -> int | None:
    """The amount in minor units, None for none; above nothing and what can be paid. Raises ValidationError."""
    if money is None:
        return None
    if not 0 < money.amount <= MOST:
        most = Money(MOST, wedding.currency).format(wedding.locale)
        raise ValidationError(_("Enter an amount above nothing and up to %(most)s.") % {"most": most})
    return money.amount


class ThingForm(forms.ModelForm):
    """A thing on the list."""

    price = MoneyField(label=gettext_lazy("Price of one"), required=False)
    quantity = forms.IntegerField(
        label=gettext_lazy("How many you would like"), min_value=1, max_value=MOST_PIECES, initial=1
    )
    shops = forms.CharField(
        label=gettext_lazy("Shops that have it"), required=False, max_length=10_000,
        help_text=gettext_lazy("Web addresses, one a line."), widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("Picture"), required=False,
        help_text=gettext_lazy("JPEG, PNG, WebP or GIF, up to %(mb)d MB. Where it was taken is removed from it.")
        % {"mb": BYTES // 1_000_000},
        error_messages={"empty": gettext_lazy("This file is empty.")},
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
    )  # fmt: skip
    without_picture = forms.BooleanField(label=gettext_lazy("Take the picture away"), required=False)

    class Meta:
        model = Gift
        fields = ("name", "words", "price", "quantity", "is_shared", "shops", "is_hidden")
        labels = {
            "name": gettext_lazy("What it is"),
            "words": gettext_lazy("What you would like to say about it"),
            "is_shared": gettext_lazy("Several guests may give it together"),
            "is_hidden": gettext_lazy("Hide it from guests"),
        }
        help_texts = {
            "words": "",
            "is_shared": gettext_lazy("They pay their parts here, by card or transfer, and you buy it."),
        }
        widgets = {"words": forms.Textarea(attrs={"rows": 3})}
        error_messages = {"name": {"required": gettext_lazy("Say what it is.")}}

    def __init__(self, data: QueryDict | None, files: MultiValueDict | None, *, gift: Gift) -> None:
        price = Money(gift.price, gift.wedding.currency) if gift.price else None
        super().__init__(data, files, instance=gift, initial={"price": price, "shops": "\n".join(gift.shops)})
        self.fields["price"].of(gift.wedding.currency, gift.wedding.locale)  # type: ignore[attr-defined]
        if gift.picture is None:
            del self.fields["without_picture"]

    def clean_price(self) -> int | None:
        """Minor units."""
        return within_reason(self.cleaned_data["price"], self.instance.wedding)

    def clean_shops(self) -> list[str]:
        """The addresses, each of which is one of the web."""
        return shops_of(self.cleaned_data["shops"].split())

    def clean(self) -> dict:
        """A shared gift has a price and is wanted once; a new picture takes the old one's place."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("is_shared"):
            if not cleaned.get("price") and "price" not in self.errors:
                self.add_error("price", _("Say what it costs, so that guests can see what is still missing."))
            if cleaned.get("quantity", 1) != 1:
                self.add_error("quantity", _("What several give together is wanted once. For two, add it twice."))
        if not self.errors and (cleaned.get("file") or cleaned.get("without_picture")):
            self.instance.picture = self._kept(cleaned.get("file"))
        return cleaned

    def _kept(self, file: UploadedFile | None) -> Picture | None:
        """The picture that was uploaded, kept now that all else is well; None where there is none to be."""
        if file is None:
            return None
        try:
            return keep(self.instance.wedding, file.read(BYTES + 1))
        except NotAPicture as refused:
            self.add_error("file", str(refused))
            return None


def shops_of(addresses: list[str]) -> list[str]:
    """Addresses of shops. Raises ValidationError, which names the one that is none."""
    for address in addresses:
        if not shops.is_web_address(address):
            raise ValidationError(
                _("“%(address)s” is not a web address; one begins with https://.") % {"address": address[:100]}
            )
    if len(addresses) > shops.MOST:
        raise ValidationError(_("Name up to %(count)d shops.") % {"count": shops.MOST})
    return addresses


class FundForm(forms.ModelForm):
    """Something that any amount may be given to."""

    goal = MoneyField(
        label=gettext_lazy("Goal"),
        required=False,
        help_text=gettext_lazy("Guests see how much of it is there. Leave it empty to show nothing."),
    )
    suggested = forms.CharField(
        label=gettext_lazy("Amounts to suggest"), required=False, max_length=200,
        help_text=gettext_lazy("With a semicolon between, such as 20; 50; 100. Guests may always give another amount."),
    )  # fmt: skip

    class Meta:
        model = Fund
        fields = ("name", "words", "goal", "suggested", "is_hidden")
        labels = {
            "name": gettext_lazy("What it is for"),
            "words": gettext_lazy("What you would like to say about it"),
            "is_hidden": gettext_lazy("Hide it from guests"),
        }
        help_texts = {"words": ""}
        widgets = {"words": forms.Textarea(attrs={"rows": 3})}
        error_messages = {"name": {"required": gettext_lazy("Say what it is for.")}}

    def __init__(self, data: QueryDict | None, *, fund: Fund) -> None:
        wedding = fund.wedding
        amounts = [Money(amount, wedding.currency).typed(wedding.locale) for amount in fund.suggested]
        goal = Money(fund.goal, wedding.currency) if fund.goal else None
        super().__init__(data, instance=fund, initial={"goal": goal, "suggested": "; ".join(amounts)})
        self.fields["goal"].of(wedding.currency, wedding.locale)  # type: ignore[attr-defined]

    def clean_goal(self) -> int | None:
        """Minor units."""
        return within_reason(self.cleaned_data["goal"], self.instance.wedding)

    def clean_suggested(self) -> list[int]:
        """Minor units, six at most, smallest first."""
        parts = [part.strip() for part in self.cleaned_data["suggested"].split(";")]
        amounts = {self._suggestion(part) for part in parts if part}
        if len(amounts) > 6:
            raise ValidationError(_("Suggest up to six amounts."))
        return sorted(amount for amount in amounts if amount)

    def _suggestion(self, text: str) -> int | None:
        wedding = self.instance.wedding
        try:
            return within_reason(Money.parse(text, wedding.currency, wedding.locale), wedding)
        except NotMoney as error:
            raise ValidationError(str(error)) from None
