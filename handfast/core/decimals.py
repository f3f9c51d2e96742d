"""Figures as people of a locale type them into a field and read them there: "2.5" in English, "2,5" in German.

One way for all forms: what a field starts with is what it reads again, so that a form sent as it came changes nothing.
"""

import re
from decimal import Decimal, InvalidOperation

from babel.numbers import get_decimal_symbol, get_group_symbol

# Between the digits people put spaces of all kinds, Swiss ones apostrophes; text pasted from elsewhere has marks of
# direction that nobody sees.
_BETWEEN = re.compile(r"[\s\u00a0\u2009\u202f\u200e\u200f'’]")
_LONGEST = 40


class NotAFigure(ValueError):
    """A text that is no number, or could be read as two."""


def typed(value: Decimal, locale: str) -> str:
    """As it is typed into a field, with the decimals that it has and nothing between the thousands."""
    return f"{value:f}".replace(".", get_decimal_symbol(_code(locale)))


def read(text: str, locale: str) -> Decimal:
    """What was typed, finite and never guessed: "1,250.50" is English, and no number in German; "0.500" is no number in
    German either, and half of one in English. Raises NotAFigure."""
    point, group = get_decimal_symbol(_code(locale)), get_group_symbol(_code(locale))
    bare = without_spaces(text).replace("−", "-")
    if len(bare) > _LONGEST or not re.fullmatch(r"[-+]?[0-9.,]+", bare):
        raise NotAFigure(text)
    whole, *rest = bare.split(point)
    grouped = rf"[-+]?[1-9]\d{{0,2}}({re.escape(group)}\d{{3}})+"
    if group != point and group in whole and not re.fullmatch(grouped, whole):
        raise NotAFigure(text)
    try:
        return Decimal(".".join([whole.replace(group, ""), *rest]))
    except InvalidOperation:
        raise NotAFigure(text) from None


def without_spaces(text: str) -> str:
    """`text` without what only stands between its signs."""
    return _BETWEEN.sub("", text)


def _code(locale: str) -> str:
    return locale.replace("-", "_")
