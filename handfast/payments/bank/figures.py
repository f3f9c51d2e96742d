"""Amounts as banks write them, in one file all alike: "1.234,50", "1,234.50", "1 234,50", "80.00-". Pure."""

import re
from collections.abc import Iterable
from decimal import Decimal

from handfast.core.money import MOST, exponent


class Unclear(ValueError):
    """A cell that is no amount, has more decimals than the currency, or is more than any amount here can be."""


class Figures:
    """Reads the amounts of one file; which sign is the decimal one is learnt from all of them."""

    def __init__(self, currency: str, cells: Iterable[str]) -> None:
        self.places = exponent(currency)
        self.currency = currency
        self.point = self._decimal_sign([self._bare(cell) for cell in cells])

    def minor(self, cell: str) -> int:
        """The amount in minor units; negative where a minus stands before or behind. Raises Unclear."""
        bare = self._bare(cell)
        grouped = bare.replace("." if self.point == "," else ",", "")
        plain = grouped.replace(self.point, ".")
        if not re.fullmatch(r"[+-]?\d+(\.\d*)?[+-]?", plain):
            raise Unclear(cell)
        value = Decimal(plain.strip("+-")).scaleb(self.places)
        if value != value.to_integral_value() or abs(value) > MOST:
            raise Unclear(cell)
        return -int(value) if "-" in plain else int(value)

    def _bare(self, cell: str) -> str:
        """Without spaces, apostrophes, the currency's code and signs; a long minus is a minus."""
        text = re.sub(r"[\s\u00a0\u202f'’]|[A-Za-z]{3}$|^[A-Za-z]{3}|[£$€¥]", "", cell)
        return text.replace("−", "-").replace("–", "-")

    def _decimal_sign(self, cells: list[str]) -> str:
        """The last sign of a cell that has both, or that stands before one or two digits; else a point."""
        for cell in cells:
            signs = [sign for sign in cell if sign in ".,"]
            if len(set(signs)) == 2:
                return signs[-1]
            if len(signs) == 1 and re.search(r"[.,]\d{1,2}[+-]?$", cell):
                return signs[0]
            if len(signs) > 1:  # one sign several times only groups
                return "," if signs[0] == "." else "."
        return self._of_three(cells)

    def _of_three(self, cells: list[str]) -> str:
        """Where every sign stands before three digits, it groups in a currency without decimals. Elsewhere it is taken
        for the decimal one, so that "1,250" is refused in pounds rather than read as a guess."""
        sign = next((sign for cell in cells for sign in cell if sign in ".,"), ".")
        if self.places:
            return sign
        return "," if sign == "." else "."
