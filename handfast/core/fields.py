"""Fields of forms for money and for figures, as they are typed in a locale: a form sent as it came changes nothing.

The form says which locale (and currency) once it knows: `self.fields["amount"].of(wedding.currency, wedding.locale)`.
"""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from handfast.core import decimals
from handfast.core.decimals import NotAFigure
from handfast.core.money import Money, NotMoney


class _TypedField(forms.CharField):
    """A text that stands for a number; `initial` is the number, and so is what it cleans to (None where empty)."""

    locale = "en_GB"

    def __init__(self, **options: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(**{"max_length": 30, "widget": forms.TextInput(attrs=attrs), **options})

    def clean(self, value: Any) -> Any:
        """Raises ValidationError, with words for who typed it."""
        text = super().clean(value)
        return self.read(text) if text else None

    def read(self, text: str) -> Any:
        """The number that `text` stands for. Raises ValidationError."""
        raise NotImplementedError


class MoneyField(_TypedField):
    """An amount of money: `Money` in, `Money` out. Which amounts will do, the form says."""

    currency = "gbp"

    def of(self, currency: str, locale: str) -> None:
        """Says in which currency and as people of which locale it is typed."""
        self.currency, self.locale = currency, locale

    def read(self, text: str) -> Money:
        """The money. Raises ValidationError."""
        try:
            return Money.parse(text, self.currency, self.locale)
        except NotMoney as error:
            raise ValidationError(str(error)) from None

    def prepare_value(self, value: Any) -> Any:
        """What the field starts with, as it is typed there."""
        return value.typed(self.locale) if isinstance(value, Money) else value


class FigureField(_TypedField):
    """A number from `least` to `most` with at most so many decimal `places`: `Decimal` in, `Decimal` out."""

    def __init__(self, *, least: Decimal, most: Decimal, places: int, **options: Any) -> None:
        super().__init__(**options)
        self.least, self.most, self.places = least, most, places

    def of(self, locale: str) -> None:
        """Says as people of which locale it is typed."""
        self.locale = locale

    def read(self, text: str) -> Decimal:
        """The number. Raises ValidationError."""
        try:
            value = decimals.read(text.removesuffix("%"), self.locale)
        except NotAFigure:
            example = self._typed(Decimal("2.5"))
            raise ValidationError(_("Enter a number, for example 1 or %(half)s.") % {"half": example}) from None
        if not self.least <= value <= self.most:
            ends = {"least": self._typed(self.least), "most": self._typed(self.most)}
            raise ValidationError(_("Enter a number from %(least)s to %(most)s.") % ends)
        if value != round(value, self.places):
            raise ValidationError(_("At most %(places)d decimals.") % {"places": self.places})
        return value

    def prepare_value(self, value: Any) -> Any:
        """What the field starts with, as it is typed there."""
        return self._typed(value) if isinstance(value, Decimal) else value

    def _typed(self, value: Decimal) -> str:
        return decimals.typed(value.normalize(), self.locale)
