"""The lines of a bill as a form: a row for each, and some empty ones; a row that is emptied is taken away."""

from collections.abc import Iterable
from decimal import Decimal

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handfast.core.fields import FigureField, MoneyField
from handfast.core.money import Money
from handfast.invoices.drafting import Row
from handfast.invoices.models import Line
from handfast.weddings.models import Wedding

MOST_LINES = 60
_EMPTY_ROWS = 3
# A bill of so many lines at these limits still fits the database's integers.
_MOST_PRICE = 9_999_999_999
_MOST_QUANTITY = Decimal(99_999)


class LineForm(forms.Form):
    """One line. Without words and price it is no line."""

    description = forms.CharField(label=gettext_lazy("For"), required=False, max_length=300)
    quantity = FigureField(
        label=gettext_lazy("Quantity"), required=False, max_length=12, initial=Decimal(1),
        least=Decimal("0.001"), most=_MOST_QUANTITY, places=3,
    )  # fmt: skip
    price = MoneyField(label=gettext_lazy("Price each"), required=False)
    rate = FigureField(
        label=gettext_lazy("Tax %"), required=False, max_length=8, initial=Decimal(0),
        least=Decimal(0), most=Decimal(100), places=2,
    )  # fmt: skip

    def __init__(self, *args: object, wedding: Wedding, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.wedding = wedding
        self.fields["price"].of(wedding.currency, wedding.locale)  # type: ignore[attr-defined]
        for name in ("quantity", "rate"):
            self.fields[name].of(wedding.locale)  # type: ignore[attr-defined]

    @property
    def is_empty(self) -> bool:
        """Whether the row says nothing. Call after is_valid()."""
        return not (self.cleaned_data.get("description") or self.cleaned_data.get("price"))

    def clean_quantity(self) -> Decimal:
        """One where nothing is said."""
        return self.cleaned_data["quantity"] or Decimal(1)

    def clean_rate(self) -> Decimal:
        """No tax where nothing is said."""
        return self.cleaned_data["rate"] or Decimal(0)

    def clean_price(self) -> Money | None:
        """No more than a bill can say, either way: a discount is below zero."""
        money: Money | None = self.cleaned_data["price"]
        if money and abs(money.amount) > _MOST_PRICE:
            raise forms.ValidationError(_("That is more than a bill can say."))
        return money

    def clean(self) -> None:
        """A line has words and a price, or neither."""
        super().clean()
        if self.is_empty or "price" in self.errors:
            return
        if not self.cleaned_data.get("description"):
            self.add_error("description", _("Say what it is for."))
        if self.cleaned_data.get("price") is None:
            self.add_error("price", _("Enter an amount, for example 50."))

    def row(self) -> Row:
        """The line. Call after is_valid(), of a row that is not empty."""
        data = self.cleaned_data
        return Row(data["description"], data["quantity"], data["price"].amount, data["rate"])


class _Lines(forms.BaseFormSet):
    def clean(self) -> None:
        """A bill has at least one line."""
        if not any(self.errors) and not self.rows():
            raise forms.ValidationError(_("Say what the bill is for: a line needs words and a price."))

    def rows(self) -> list[Row]:
        """The lines that were filled in, in their order. Call after is_valid()."""
        return [form.row() for form in self.forms if not form.is_empty]  # type: ignore[attr-defined]


_LineForms: type[_Lines] = forms.formset_factory(  # type: ignore[assignment]
    LineForm, _Lines, extra=_EMPTY_ROWS, max_num=MOST_LINES, absolute_max=MOST_LINES, validate_max=True
)


def line_forms(
    data: QueryDict | None, wedding: Wedding, lines: Iterable[Line] = (), *, empty_rows: int = _EMPTY_ROWS
) -> _Lines:
    """The rows of a bill: those of `lines`, then empty ones."""
    initial = [
        {
            "description": line.description,
            "quantity": line.item.quantity,
            "price": Money(line.unit_price, line.invoice.currency),
            "rate": line.item.tax_rate,
        }
        for line in lines
    ]
    rows = _LineForms(data, initial=initial, prefix="lines", form_kwargs={"wedding": wedding})
    rows.extra = empty_rows
    return rows
