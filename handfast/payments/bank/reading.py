"""From a bank's CSV to lines: encodings, delimiters, preambles, days and amounts as banks write them. Pure.

A file of text of two megabytes at most cannot swell, so it is read here and not in a child process.
"""

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from handfast.payments.bank import columns
from handfast.payments.bank.figures import Figures, Unclear

MOST_BYTES = 2_000_000
MOST_LINES = 5_000
_PREAMBLE = 40  # rows that may stand above the headers
_SHOWN = 40  # signs of a cell that is told of
_DAYS = (
    "%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d-%m-%y", "%Y/%m/%d", "%Y%m%d",
    "%d %b %Y", "%d %B %Y", "%d-%b-%Y", "%d-%b-%y", "%m/%d/%Y", "%m/%d/%y",
)  # fmt: skip
_MONTH_FIRST = frozenset({"usd"})


class Unreadable(ValueError):
    """The file is no statement that can be read; its words, for the host, name row and column where there is one."""


@dataclass(frozen=True)
class Read:
    """One incoming line: `row` as the file counts, minor units, and a key made of what the line says."""

    row: int
    key: str
    booked_on: date
    amount: int
    payer: str
    text: str


@dataclass(frozen=True)
class Statement:
    """The incoming lines of a file, and how many others it has: going out, or in another currency."""

    lines: list[Read]
    outgoing: int
    foreign: int


def read(data: bytes, currency: str) -> Statement:
    """The lines of a statement whose account is kept in `currency`. Raises Unreadable; nothing is guessed."""
    rows = _table(_decoded(data))
    head, places = _headers(rows)
    body = [(number, cells) for number, cells in rows if number > head and any(cell.strip() for cell in cells)]
    if len(body) > MOST_LINES:
        raise Unreadable(
            f"This statement has {len(body):,} lines; upload a shorter time, at most {MOST_LINES:,} lines."
        )
    return _Reader(places, currency, body).statement()


def _decoded(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise Unreadable("This file is larger than 2 MB. Upload a statement of a shorter time.")
    if data.startswith((b"PK", b"%PDF", b"\xd0\xcf\x11\xe0")):
        raise Unreadable("This is not a CSV file. Your bank's site offers CSV beside PDF or Excel; choose that.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if "\0" in text or not text.strip():
        raise Unreadable("This file holds no text. Export the statement as CSV once more.")
    return text


def _table(text: str) -> list[tuple[int, list[str]]]:
    """Rows with their numbers, split by whichever delimiter makes the headers known."""
    hint = re.match(r'"?sep=(.)"?\r?\n', text, re.IGNORECASE)
    delimiters = hint[1] if hint else ";,\t|"
    tables = [_split(text[hint.end() :] if hint else text, delimiter) for delimiter in delimiters]
    return next((rows for rows in tables if _find_headers(rows)), tables[0])


def _split(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    try:
        return list(enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1))
    except csv.Error as error:
        raise Unreadable(f"This file is damaged: {error}.") from None


def _find_headers(rows: list[tuple[int, list[str]]]) -> tuple[int, dict[str, list[int]]] | None:
    found = ((number, columns.known(cells)) for number, cells in rows[:_PREAMBLE])
    return next(((number, places) for number, places in found if columns.is_statement(places)), None)


def _headers(rows: list[tuple[int, list[str]]]) -> tuple[int, dict[str, list[int]]]:
    found = _find_headers(rows)
    if found is None:
        raise Unreadable(
            "No row of this file names a date and an amount. Upload the CSV as your bank gives it, headings included."
        )
    return found


class _Reader:
    """Reads the rows of one file under the columns that its headers named."""

    def __init__(self, places: dict[str, list[int]], currency: str, body: list[tuple[int, list[str]]]) -> None:
        self.places, self.currency, self.body = places, currency, body
        amounts = (columns.AMOUNT, columns.CREDIT, columns.DEBIT)
        self.figures = Figures(currency, [cell for kind in amounts for cell in self._all(kind)])
        self.layouts = (
            sorted(_DAYS, key=lambda layout: not layout.startswith("%m")) if currency in _MONTH_FIRST else _DAYS
        )
        self.days = self._day_format()

    def statement(self) -> Statement:
        lines: list[Read] = []
        seen: Counter[str] = Counter()
        outgoing = foreign = 0
        for number, cells in self.body:
            amount = self._amount(number, cells)
            if amount is None or amount <= 0:
                outgoing += amount is not None
            elif (code := self._cell(cells, columns.CURRENCY).lower()) and code != self.currency and len(code) == 3:
                foreign += 1
            else:
                lines.append(self._line(number, cells, amount, seen))
        return Statement(lines, outgoing, foreign)

    def _line(self, number: int, cells: list[str], amount: int, seen: Counter[str]) -> Read:
        day = self._day(number, cells)
        payer, text = self._cell(cells, columns.PAYER), " ".join(filter(None, self._cells(cells, columns.TEXT)))
        said = "|".join((day.isoformat(), str(amount), payer, text, self._cell(cells, columns.IDENTITY)))
        seen[said] += 1  # two equal gifts of one day are two lines, in whichever file they stand
        key = hashlib.sha256(f"{said}|{seen[said]}".encode()).hexdigest()[:24]
        return Read(number, key, day, amount, payer[:200], text[:500])

    def _amount(self, number: int, cells: list[str]) -> int | None:
        """What came in (positive) or went out; None for a row without any figure, such as a closing line."""
        try:
            if columns.AMOUNT in self.places and (cell := self._cell(cells, columns.AMOUNT)):
                amount = self.figures.minor(cell)
                return -abs(amount) if self._went_out(cells) else amount
            if cell := self._cell(cells, columns.CREDIT):
                came = self.figures.minor(cell)
                if came:
                    return came
            cell = self._cell(cells, columns.DEBIT)
            return -abs(self.figures.minor(cell)) if cell else None
        except Unclear as unclear:
            raise Unreadable(
                f"Row {number}: “{str(unclear)[:_SHOWN]}” is not an amount in {self.currency.upper()}."
            ) from None

    def _went_out(self, cells: list[str]) -> bool:
        return columns.plain(self._cell(cells, columns.SIGN)) in ("s", "soll", "d", "dr", "dbit", "debit", "af", "debe")

    def _day_format(self) -> str:
        """The one format that fits every day of the file; where two do, day before month but for dollars."""
        days = [self._day_of(cells) for _number, cells in self.body if self._is_line(cells)]
        for layout in self.layouts:
            if days and all(_parsed(day, layout) for day in days):
                return layout
        return ""

    def _is_line(self, cells: list[str]) -> bool:
        return any(self._cell(cells, kind) for kind in (columns.AMOUNT, columns.CREDIT, columns.DEBIT))

    def _day(self, number: int, cells: list[str]) -> date:
        cell = self._day_of(cells)
        day = _parsed(cell, self.days) if self.days else None
        if day is None:
            raise Unreadable(
                f"Row {number}: “{cell[:_SHOWN]}” is not a day that can be read like the others of this file."
            )
        return day

    def _day_of(self, cells: list[str]) -> str:
        return re.sub(r"[T ]\d{1,2}:\d\d.*$", "", self._cell(cells, columns.DATE))

    def _all(self, kind: str) -> Iterator[str]:
        return (cell for _number, cells in self.body if (cell := self._cell(cells, kind)))

    def _cell(self, cells: list[str], kind: str) -> str:
        return next(iter(self._cells(cells, kind)), "")

    def _cells(self, cells: list[str], kind: str) -> list[str]:
        return [" ".join(cells[place].split()) for place in self.places.get(kind, ()) if place < len(cells)]


def _parsed(day: str, layout: str) -> date | None:
    try:
        return datetime.strptime(day, layout).date()
    except ValueError:
        return None
