"""Which amounts may be given by card, and which are suggested. Minor units unless it says otherwise."""

from babel.numbers import get_currency_symbol

from handfast.core.money import Money, exponent

# The least that Stripe charges, in major units of the currency. https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts
_LEAST = {
    "usd": "0.50", "aud": "0.50", "brl": "0.50", "cad": "0.50", "chf": "0.50", "eur": "0.50", "inr": "0.50",
    "nzd": "0.50", "sgd": "0.50", "gbp": "0.30", "bgn": "1", "aed": "2", "myr": "2", "pln": "2", "ron": "2",
    "dkk": "2.50", "nok": "3", "sek": "3", "hkd": "4", "mxn": "10", "thb": "10", "czk": "15", "jpy": "50", "huf": "175",
}  # fmt: skip
MOST = 99_999_999  # eight digits, whatever the currency

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


def least(currency: str) -> Money:
    """The smallest gift: what Stripe charges at least, and never less than one whole unit elsewhere."""
    return Money.parse(_LEAST.get(currency, "1"), currency)


def most(currency: str) -> Money:
    """The largest gift that one card payment can carry."""
    return Money(MOST, currency)


def suggestions(currency: str, locale: str) -> list[dict[str, str]]:
    """Amounts to choose from: `value` as it is typed into the field, `label` as it is read."""
    units = [amount * _UNITS.get(currency, 1) for amount in _SUGGESTED]
    return [
        {"value": str(unit), "label": Money(unit * 10 ** exponent(currency), currency).format(locale, whole=True)}
        for unit in units
    ]


def symbol(currency: str, locale: str) -> str:
    """The currency's sign as people of `locale` know it: "£"."""
    return get_currency_symbol(currency.upper(), locale=locale)
