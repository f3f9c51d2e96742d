"""Which amounts a card can pay, by currency. Minor units unless it says otherwise."""

from handfast.core.money import Money, exponent

# The least that Stripe charges, in major units of the currency. https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts
_LEAST = {
    "usd": "0.50", "aud": "0.50", "brl": "0.50", "cad": "0.50", "chf": "0.50", "eur": "0.50", "inr": "0.50",
    "nzd": "0.50", "sgd": "0.50", "gbp": "0.30", "bgn": "1", "aed": "2", "myr": "2", "pln": "2", "ron": "2",
    "dkk": "2.50", "nok": "3", "sek": "3", "hkd": "4", "mxn": "10", "thb": "10", "czk": "15", "jpy": "50", "huf": "175",
}  # fmt: skip
MOST = 99_999_999  # eight digits, whatever the currency

# Counted in hundredths, yet nothing smaller than one whole can be charged. https://docs.stripe.com/currencies#special-cases
_WHOLE_ONLY = frozenset({"isk", "ugx"})


def least(currency: str) -> Money:
    """The smallest payment: what Stripe charges at least, and never less than one whole unit elsewhere."""
    return Money.parse(_LEAST.get(currency, "1"), currency)


def most(currency: str) -> Money:
    """The largest amount that one card payment can carry."""
    return Money(MOST, currency)


def step(currency: str) -> int:
    """What every amount in `currency` (lower case) must be a multiple of: 1 for most, 10 where there are three decimals
    (the last is always 0), 100 for those that are counted in hundredths which nobody has."""
    if currency in _WHOLE_ONLY:
        return 100
    return 10 if exponent(currency) == 3 else 1
