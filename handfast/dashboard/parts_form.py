"""What of one transfer is for which gift or bill: a sum beside each that waits for the bank."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _

from handfast.core.fields import MoneyField
from handfast.core.money import Money
from handfast.payments.models import Checkout
from handfast.payments.sums import still_due
from handfast.weddings.models import Wedding


@dataclass(frozen=True)
class Part:
    """One that waits, what is still due of it (minor units), and the field for its part."""

    checkout: Checkout
    due: int
    field: BoundField


class PartsForm(forms.Form):
    """A field for each of `waiting`. `left`: what of the transfer was uncounted when it was shown, minor units."""

    left = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None,
        *,
        wedding: Wedding,
        waiting: Sequence[Checkout],
        first: Mapping[int, int],
        left: int = 0,
    ) -> None:
        super().__init__(data, initial={"left": left})
        self.wedding, self.waiting = wedding, waiting
        for checkout in waiting:
            amount = first.get(checkout.pk)
            field = MoneyField(
                label=checkout.payer_name or _("Somebody"),
                required=False,
                initial=Money(amount, wedding.currency) if amount else None,
            )
            field.of(wedding.currency, wedding.locale)
            self.fields[_name(checkout)] = field

    @property
    def rows(self) -> list[Part]:
        """One after the other, for the page."""
        return [Part(checkout, still_due(checkout), self[_name(checkout)]) for checkout in self.waiting]

    def parts(self) -> dict[int, int]:
        """What is for which: primary key and minor units, without those of which nothing is said. Call after
        is_valid()."""
        said = {checkout.pk: self.cleaned_data[_name(checkout)] for checkout in self.waiting}
        return {pk: money.amount for pk, money in said.items() if money and money.amount}

    def within(self, most: int) -> bool:
        """Whether the parts come to something, and to no more than `most` (minor units); else the form says why not.
        Call after is_valid()."""
        parts = self.parts()
        for checkout in self.waiting:
            if parts.get(checkout.pk, 0) < 0:
                self.add_error(_name(checkout), _("Enter an amount above nothing, or leave it empty."))
        total = sum(parts.values())
        if not parts:
            self.add_error(None, _("Say what of it is for which."))
        elif total > most:
            figures = {"all": self._written(total), "most": self._written(most)}
            self.add_error(None, _("These come to %(all)s; %(most)s of the transfer is there to divide.") % figures)
        return not self.errors

    def _written(self, amount: int) -> str:
        return Money(amount, self.wedding.currency).format(self.wedding.locale)


def _name(checkout: Checkout) -> str:
    return f"part-{checkout.pk}"


def shares(most: int, of: Sequence[Checkout]) -> dict[int, int]:
    """What each is likely to get of `most`: what it still lacks, as long as there is some."""
    found = {}
    for checkout in of:
        found[checkout.pk] = min(still_due(checkout), most)
        most -= found[checkout.pk]
    return found
