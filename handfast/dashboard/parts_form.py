"""What of one transfer is for which gift or bill: a sum beside each that a transfer was asked for."""

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
    """A field for each of `checkouts`, those that are named or wait for the bank before those that have all they asked
    for. `left`: what of the transfer was uncounted when it was shown, minor units. `other_than` is ticked on the page
    beside what counts already: its value names the newest of that.
    """

    left = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    other_than = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None,
        *,
        wedding: Wedding,
        waiting: Sequence[Checkout],
        others: Sequence[Checkout],
        first: Mapping[int, int],
        left: int = 0,
    ) -> None:
        super().__init__(data, initial={"left": left})
        self.wedding, self.waiting, self.others = wedding, waiting, others
        for checkout in self.checkouts:
            amount = first.get(checkout.pk)
            field = MoneyField(
                label=checkout.payer_name or _("Somebody"),
                required=False,
                initial=Money(amount, wedding.currency) if amount else None,
            )
            field.of(wedding.currency, wedding.locale)
            self.fields[_name(checkout)] = field

    @property
    def checkouts(self) -> list[Checkout]:
        """All that a part may be said to be for."""
        return [*self.waiting, *self.others]

    @property
    def rows(self) -> list[Part]:
        """Those that are named or wait, one after the other, for the page."""
        return self._rows(self.waiting)

    @property
    def other_rows(self) -> list[Part]:
        """Those that have all they asked for."""
        return self._rows(self.others)

    @property
    def shows_others(self) -> bool:
        """Whether something was typed beside one of those."""
        return len(self.in_question) > len(self.waiting)

    @property
    def in_question(self) -> list[Checkout]:
        """Those that are named or wait, and those beside which something was typed."""
        return [*self.waiting, *(one for one in self.others if self.data.get(_name(one)))]

    @property
    def newest_other(self) -> int:
        """The newest of what counts already that the host says to be other money; 0 for none. Call after is_valid()."""
        return self.cleaned_data["other_than"] or 0

    def _rows(self, of: Sequence[Checkout]) -> list[Part]:
        return [Part(checkout, still_due(checkout), self[_name(checkout)]) for checkout in of]

    def parts(self) -> dict[int, int]:
        """What is for which: primary key and minor units, without those of which nothing is said. Call after
        is_valid()."""
        said = {checkout.pk: self.cleaned_data[_name(checkout)] for checkout in self.checkouts}
        return {pk: money.amount for pk, money in said.items() if money and money.amount}

    def within(self, most: int) -> bool:
        """Whether the parts come to something, and to no more than `most` (minor units); else the form says why not.
        Call after is_valid()."""
        parts = self.parts()
        for checkout in self.checkouts:
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
