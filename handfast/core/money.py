"""Money as integers: an amount in a currency's minor units, never a float."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from babel import Locale
from babel.numbers import (
    format_currency,
    get_currency_precision,
    get_currency_symbol,
    get_decimal_symbol,
    get_group_symbol,
)

# Where Stripe's minor unit differs from ISO 4217's, Stripe's counts, since these amounts are sent to it.
# https://docs.stripe.com/currencies#special-cases
STRIPE_EXPONENTS = {"ISK": 2, "HUF": 2, "TWD": 2, "UGX": 2}


class NotMoney(ValueError):
    """A text that is not an amount of money; its words are meant for the person who typed it."""


def exponent(currency: str) -> int:
    """How many decimal places `currency` (any case) has in Stripe's minor units: 2 for gbp, 0 for jpy, 3 for kwd."""
    code = currency.upper()
    return STRIPE_EXPONENTS.get(code, get_currency_precision(code))


@dataclass(frozen=True)
class Money:
    """An amount in minor units (pence, yen) of a currency (lower case, as Stripe writes it)."""

    amount: int
    currency: str

    def format(self, locale: str = "en_GB", *, whole: bool = False) -> str:
        """As people of `locale` write it: `£80.00`, `80,00 €`, `¥8,000`; `whole` leaves out the decimals."""
        places = 0 if whole else exponent(self.currency)
        locale = locale.replace("-", "_")
        pattern = Locale.parse(locale).currency_formats["standard"].pattern
        pattern = pattern.replace("0.00", f"0.{'0' * places}" if places else "0")
        return format_currency(self.major, self.currency.upper(), format=pattern, locale=locale, currency_digits=False)

    @property
    def major(self) -> Decimal:
        """The amount in major units, exactly: Decimal('80.00')."""
        return Decimal(self.amount).scaleb(-exponent(self.currency))

    def typed(self, locale: str = "en_GB") -> str:
        """As people of `locale` type it into a field, and as `parse` reads it again: "1250.50", "1250,50"."""
        return str(self.major).replace(".", get_decimal_symbol(locale.replace("-", "_")))

    @classmethod
    def parse(cls, text: str, currency: str, locale: str = "en_GB") -> "Money":
        """What a person typed ("£1,250.50", "80", "80,00" in German) as money.

        Raises NotMoney, with words for the person, when the text has no one meaning or more decimals than the currency.
        """
        locale = locale.replace("-", "_")
        point, group = get_decimal_symbol(locale), get_group_symbol(locale)
        digits = _without_sign_of(currency, text, locale)
        whole, *rest = digits.split(point)
        if group != point and group in whole and not re.fullmatch(rf"\d{{1,3}}({re.escape(group)}\d{{3}})+", whole):
            raise NotMoney("Write the amount with digits only, for example 50 or 50.00.")
        plain = ".".join([whole.replace(group, ""), *rest])
        try:
            value = Decimal(plain)
        except InvalidOperation:
            raise NotMoney("Enter an amount, for example 50.") from None
        minor = value.scaleb(exponent(currency))
        if minor != minor.to_integral_value():
            raise NotMoney(f"An amount in {currency.upper()} has at most {exponent(currency)} decimal places.")
        return cls(int(minor), currency.lower())


def _without_sign_of(currency: str, text: str, locale: str) -> str:
    """`text` without spaces and the currency's own sign or code. Raises NotMoney for whatever else is no figure.

    Nothing is passed over in silence: "5O" is not 5, and "€50" is not fifty pounds.
    """
    figures = re.sub(r"[\s\u00a0\u202f\u200e\u200f'’]", "", text)
    for sign in (get_currency_symbol(currency.upper(), locale=locale).replace("\u00a0", ""), currency.upper()):
        figures = re.sub(rf"^{re.escape(sign)}|{re.escape(sign)}$", "", figures, flags=re.IGNORECASE)
    if not re.fullmatch(r"[-+]?[0-9.,]+", figures):
        raise NotMoney(f"Enter an amount in {currency.upper()}, for example 50.")
    return figures
