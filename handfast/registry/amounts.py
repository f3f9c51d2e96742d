"""Which amounts are suggested to a giver; which a card can carry at all, payments.chargeable says."""

from collections.abc import Sequence

from babel.numbers import get_currency_symbol

from handfast.core.money import Money, exponent

# Suggestions are 25, 50, 100 and 200 pounds, or about as much where the unit is smaller.
_SUGGESTED = (25, 50, 100, 200)
_UNITS = {
    "jpy": 200,
    "huf": 400,
    "isk": 200,
    "czk": 20,
    "thb": 40,
    "mxn": 20,
    "sek": 10,
    "nok": 10,
    "dkk": 10,
    "hkd": 10,
}


def suggestions(currency: str, locale: str, chosen: Sequence[int] = ()) -> list[dict[str, str]]:
    """Amounts to choose from: `value` as it is typed into the field, `label` as it is read.

    `chosen` are the couple's own, in minor units; without them they are ours.
    """
    whole = 10 ** exponent(currency)
    amounts = chosen or [amount * _UNITS.get(currency, 1) * whole for amount in _SUGGESTED]
    found = [Money(amount, currency) for amount in amounts]
    return [{"value": one.typed(locale), "label": one.format(locale, whole=one.amount % whole == 0)} for one in found]


def symbol(currency: str, locale: str) -> str:
    """The currency's sign as people of `locale` know it: "£"."""
    return get_currency_symbol(currency.upper(), locale=locale)
