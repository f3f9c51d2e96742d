"""What an uploaded list of gifts would do, pure: rows and today's gifts become a plan that a host reads.

A row is the gift of its name. A blank cell, or a column that is not there, changes nothing. Imports nothing of Django.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

from handfast.core.money import Money, NotMoney
from handfast.guests.wording.columns import normal
from handfast.registry import shops

ADD, CHANGE, SAME = "add", "change", "same"
ROWS = 500
PIECES = 1_000
LONGEST_NAME, LONGEST_WORDS = 200, 5_000
MOST_MONEY = 99_999_999

# How columns are called, by what they hold; compared without case, spaces and punctuation.
_CALLED = {
    "name": "name gift item product title thing",
    "words": "description words note notes details",
    "price": "price amount cost value",
    "quantity": "quantity qty wanted count number pieces",
    "shops": "supplierurl url link shop shopurl website producturl",
}
# How a spreadsheet's own numbers come, whatever its people write. No locale groups by one or two digits.
_A_CELLS_NUMBER = re.compile(r"\d+\.\d{1,2}")
COLUMNS = {called: what for what, names in _CALLED.items() for called in names.split()}


@dataclass(frozen=True)
class Listed:
    """A gift as it is on the list; `price` in minor units."""

    name: str
    words: str = ""
    price: int | None = None
    quantity: int = 1
    shops: tuple[str, ...] = ()


@dataclass(frozen=True)
class Planned:
    """What would be done about one row: the gift as it would be, and which of its facts would be others."""

    row: int
    action: str
    gift: Listed
    changes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Problem:
    """What is wrong in the file and where: the row as a spreadsheet numbers it, the column as it calls it."""

    row: int
    column: str
    message: str


@dataclass(frozen=True)
class Plan:
    """All that an uploaded list would do. One with problems is not applied."""

    rows: tuple[Planned, ...] = ()
    problems: tuple[Problem, ...] = ()
    left_out: tuple[str, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)

    def as_json(self) -> dict:
        """The plan as JSON's own values."""
        return json.loads(json.dumps(asdict(self)))


class Unreadable(ValueError):
    """No row of the list could be understood; the words are for the host."""


def make(rows: list[tuple[int, list[str]]], today: Iterable[Listed], currency: str, locale: str) -> Plan:
    """The plan of a sheet's `rows`, (number, cells) each, the first with the columns' names. Raises Unreadable."""
    if not rows:
        raise Unreadable("This file is empty.")
    headers = rows[0][1]
    if "name" not in {COLUMNS.get(normal(header)) for header in headers}:
        raise Unreadable("No column is called “name”. The first row must say what the columns hold.")
    if len(rows) - 1 > ROWS:
        raise Unreadable(f"This list has {len(rows) - 1} rows; up to {ROWS} can be read at once.")
    problems: list[Problem] = []
    known = {gift.name.casefold(): gift for gift in today}
    planned: dict[str, Planned] = {}
    for number, cells in rows[1:]:
        row = _Row(number, headers, cells, problems)
        one = row.planned(known, currency, locale)
        if one and one.gift.name.casefold() in planned:
            row.complain("name", f"“{one.gift.name}” stands in row {planned[one.gift.name.casefold()].row} already.")
        elif one:
            planned[one.gift.name.casefold()] = one
    found = tuple(planned.values())
    counts = {action: sum(one.action == action for one in found) for action in (ADD, CHANGE, SAME)}
    left_out = tuple(header for header in headers if header and normal(header) not in COLUMNS)
    return Plan(found, tuple(problems), left_out, counts)


def digest(plan: dict, today: Iterable[Listed]) -> str:
    """Stands for `plan` (as JSON) and the gifts it was made against."""
    facts = json.dumps([plan, [asdict(gift) for gift in today]], sort_keys=True)
    return hashlib.sha256(facts.encode()).hexdigest()


class _Row:
    """One row while it is read: what is wrong with it goes to `problems`."""

    def __init__(self, number: int, headers: list[str], cells: list[str], problems: list[Problem]) -> None:
        self.number, self.problems = number, problems
        self.called: dict[str, str] = {}
        self.said: dict[str, str] = {}
        for header, cell in zip(headers, cells, strict=False):
            what = COLUMNS.get(normal(header))
            if what and what not in self.said and cell.strip():
                self.called[what], self.said[what] = header, cell.strip()

    def complain(self, what: str, message: str) -> None:
        """Notes a problem with the cell of `what`."""
        self.problems.append(Problem(self.number, self.called.get(what, what), message))

    def planned(self, known: dict[str, Listed], currency: str, locale: str) -> Planned | None:
        """What would be done; None where the row has problems, or says nothing."""
        if not self.said:
            return None
        before = len(self.problems)
        name = self._text("name", LONGEST_NAME)
        if not name and len(self.problems) == before:
            self.complain("name", "This row has no name.")
        there = known.get(name.casefold())
        old = there or Listed(name)
        said: dict = {"words": self._text("words", LONGEST_WORDS) or old.words}
        said["price"] = self._price(currency, locale) or old.price
        said["quantity"] = self._quantity() or old.quantity
        said["shops"] = self._shops() or old.shops
        if len(self.problems) > before:
            return None
        changes = tuple(what for what, value in said.items() if value != getattr(old, what))
        action = ADD if there is None else CHANGE if changes else SAME
        return Planned(self.number, action, Listed(old.name, **said), changes if there else ())

    def _text(self, what: str, longest: int) -> str:
        text = self.said.get(what, "")
        if len(text) > longest:
            self.complain(what, f"This has {len(text)} characters; up to {longest} fit.")
        return text

    def _price(self, currency: str, locale: str) -> int | None:
        text = self.said.get("price")
        if text is None:
            return None
        try:
            price = Money.parse(text, currency, "en" if _A_CELLS_NUMBER.fullmatch(text) else locale).amount
        except NotMoney as error:
            self.complain("price", f"“{text[:40]}”: {error}")
            return None
        if not 0 < price <= MOST_MONEY:
            self.complain("price", f"“{text[:40]}” is no price that can be paid.")
        return price

    def _quantity(self) -> int | None:
        text = self.said.get("quantity", "").removesuffix(".0")
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and 0 < int(text[:9]) <= PIECES):
            self.complain("quantity", f"“{text[:40]}” is not a number from 1 to {PIECES}.")
            return None
        return int(text)

    def _shops(self) -> tuple[str, ...]:
        found = tuple(self.said.get("shops", "").split())
        for address in found:
            if not shops.is_web_address(address):
                self.complain("shops", f"“{address[:60]}” is not a web address; one begins with https://.")
        if len(found) > shops.MOST:
            self.complain("shops", f"{len(found)} addresses; up to {shops.MOST} fit.")
        return found
