"""The lines of a bill as a form: a row for each, and some empty ones; a row that is emptied is taken away."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handfast.core.money import Money, NotMoney
from handfast.invoices.drafting import Row
from handfast.invoices.models import Line
from handfast.invoices.showing import plain
from handfast.weddings.models import Wedding

MOST_LINES = 60
_EMPTY_ROWS = 3
# A bill of so many lines at these limits still fits the database's integers.
_MOST_PRICE = 9_999_999_999
_MOST_QUANTITY = Decimal(99_999)


class LineForm(forms.Form):
    """One line. Without words and price it is no line."""

    description = forms.CharField(label=gettext_lazy("For"), required=False, max_length=300)
    quantity = forms.CharField(label=gettext_lazy("Quantity"), required=False, max_length=12, initial="1")
    price = forms.CharField(label=gettext_lazy("Price each"), required=False, max_length=30)
    rate = forms.CharField(label=gettext_lazy("Tax %"), required=False, max_length=8, initial="0")

    def __init__(self, *args: object, wedding: Wedding, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.wedding = wedding
        for name in ("quantity", "price", "rate"):
            self.fields[name].widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    @property
    def is_empty(self) -> bool:
        """Whether the row says nothing. Call after is_valid()."""
        return not (self.cleaned_data.get("description") or self.cleaned_data.get("price"))

    def clean_quantity(self) -> Decimal:
        """More than nothing, with at most three decimals."""
        return _decimal(self.cleaned_data["quantity"] or "1", Decimal("0.001"), _MOST_QUANTITY, places=3)

    def clean_rate(self) -> Decimal:
        """From 0 to 100 per cent, with at most two decimals."""
        return _decimal(self.cleaned_data["rate"].rstrip("% ") or "0", Decimal(0), Decimal(100), places=2)

    def clean(self) -> None:
        """A line has words and a price, or neither."""
        super().clean()
        if self.is_empty:
            return
        if not self.cleaned_data.get("description"):
            self.add_error("description", _("Say what it is for."))
        try:
            self.cleaned_data["unit_price"] = self._price()
        except NotMoney as error:
            self.add_error("price", str(error))

    def _price(self) -> int:
        """In minor units. Raises NotMoney."""
        money = Money.parse(self.cleaned_data.get("price", ""), self.wedding.currency, self.wedding.locale)
        if abs(money.amount) > _MOST_PRICE:
            raise NotMoney(_("That is more than a bill can say."))
        return money.amount

    def row(self) -> Row:
        """The line. Call after is_valid(), of a row that is not empty."""
        data = self.cleaned_data
        return Row(data["description"], data["quantity"], data["unit_price"], data["rate"])


def _decimal(text: str, least: Decimal, most: Decimal, places: int) -> Decimal:
    try:
        value = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        raise forms.ValidationError(_("Enter a number, for example 1 or 2.5.")) from None
    if not value.is_finite() or not least <= value <= most:
        raise forms.ValidationError(_("Enter a number from %(least)s to %(most)s.") % {"least": least, "most": most})
    if value != round(value, places):
        raise forms.ValidationError(_("At most %(places)d decimals.") % {"places": places})
    return value


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
            "quantity": plain(line.item.quantity),
            "price": Money(line.unit_price, line.invoice.currency).typed(wedding.locale),
            "rate": plain(line.item.tax_rate),
        }
        for line in lines
    ]
    rows = _LineForms(data, initial=initial, prefix="lines", form_kwargs={"wedding": wedding})
    rows.extra = empty_rows
    return rows
