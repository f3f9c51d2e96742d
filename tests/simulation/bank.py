"""The couple's own bank: what really moved there, which no one but the couple can look up."""

import csv
import io
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime

from tests.simulation.clock import Clock

HEADINGS = ("Date", "Amount", "Name", "Reference", "Transaction ID")


@dataclass(frozen=True)
class Moved:
    """A line of the bank's statement: minor units, negative for what the couple sent. `token` is the checkout that it
    is meant for, which the bank does not know."""

    number: int
    day: date
    amount: int
    payer: str
    text: str
    token: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as the bank's CSV has it."""
        return self.day.isoformat(), typed(self.amount), self.payer, self.text, f"T{self.number:06}"


class Bank:
    """Keeps every line, and for which checkouts payers ever said that money is under way."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.lines: list[Moved] = []
        self.announced: set[str] = set()

    def moves(self, amount: int, payer: str, text: str, token: str) -> Moved:
        """Money comes (positive) or goes: a line is added today."""
        day = datetime.fromtimestamp(self._clock.now, UTC).date()
        self.lines.append(Moved(len(self.lines), day, amount, payer, text, token))
        return self.lines[-1]

    def statement(self, lines: list[Moved]) -> bytes:
        """Those lines as the bank's site offers them."""
        file = io.StringIO()
        rows = csv.writer(file)
        rows.writerow(HEADINGS)
        rows.writerows(line.cells for line in lines)
        return file.getvalue().encode()

    def brought(self) -> Counter[str]:
        """What came for each checkout, less what was sent back, by the checkout's token."""
        found: Counter[str] = Counter()
        for line in self.lines:
            found[line.token] += line.amount
        return found

    def came(self) -> Counter[str]:
        """What came for each checkout, whatever was sent back, by the checkout's token."""
        found: Counter[str] = Counter()
        for line in self.lines:
            found[line.token] += max(line.amount, 0)
        return found

    def has_moved_for(self, token: str) -> bool:
        """Whether any line is about that checkout."""
        return any(line.token == token for line in self.lines)


def typed(amount: int) -> str:
    """Minor units of pounds or euros as one types them: "12.50"."""
    whole, hundredths = divmod(abs(amount), 100)
    return f"{'-' if amount < 0 else ''}{whole}.{hundredths:02}"
