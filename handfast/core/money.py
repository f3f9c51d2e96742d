"""Money as integers: an amount in a currency's minor units, never a float."""

import re
from dataclasses import dataclass
from decimal import Decimal

from babel import Locale
from babel.numbers import format_currency, get_currency_precision, get_currency_symbol

from handfast.core import decimals

# Where Stripe's minor unit differs from ISO 4217's, Stripe's counts, since these amounts are sent to it.
# https://docs.stripe.com/currencies#special-cases
STRIPE_EXPONENTS = {"ISK": 2, "HUF": 2, "TWD": 2, "UGX": 2}

# No book holds more, in minor units: what is far beyond any wedding still fits every column and every sum.
MOST = 10**15


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
        """As people of `locale` type it into a field, and as `parse` reads it again: "80", "1250.50", "1250,50"."""
        whole = self.major.to_integral_value()
        return decimals.typed(whole if whole == self.major else self.major, locale)

    @classmethod
    def parse(cls, text: str, currency: str, locale: str = "en_GB") -> "Money":
        """What a person typed ("£1,250.50", "80", "80,00" in German) as money.

        Raises NotMoney, with words for the person, when the text has no one meaning or more decimals than the currency:
        "1.250" pounds may be a pound and a quarter or, as elsewhere, more than a thousand.
        """
        try:
            value = decimals.read(_without_sign_of(currency, text, locale), locale)
        except decimals.NotAFigure:
            example = decimals.typed(Decimal("50.00") if exponent(currency) else Decimal(50), locale)
            raise NotMoney(f"Enter an amount in {currency.upper()} with digits only, for example {example}.") from None
        minor = value.scaleb(exponent(currency))
        could_be_thousands = value.as_tuple().exponent == -3 != -exponent(currency)
        if minor != minor.to_integral_value() or could_be_thousands:
            raise NotMoney(f"An amount in {currency.upper()} has at most {exponent(currency)} decimal places.")
        if abs(minor) > MOST:
            raise NotMoney("That is more than any amount here can be.")
        return cls(int(minor), currency.lower())


def _without_sign_of(currency: str, text: str, locale: str) -> str:
    """`text` without spaces and the currency's own sign or code, which may stand before or behind.

    Nothing else is passed over in silence: "5O" is not 5, and "€50" is not fifty pounds.
    """
    figures = decimals.without_spaces(text)
    own = get_currency_symbol(currency.upper(), locale=locale.replace("-", "_"))
    for sign in (decimals.without_spaces(own), currency.upper()):
        figures = re.sub(rf"^{re.escape(sign)}|{re.escape(sign)}$", "", figures, flags=re.IGNORECASE)
    return figures
