"""The couple's own bank: what really moved there, which no one but the couple can look up."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from tests.simulation.clock import Clock

HEADINGS = ("Date", "Amount", "Name", "Reference", "Transaction ID")


@dataclass(frozen=True)
class Moved:
    """A line of the bank's statement: minor units, negative for what the couple sent. `meant` are the checkouts that it
    is for, by their tokens, and what of it is for each; the bank knows nothing of that."""

    number: int
    day: date
    payer: str
    text: str
    meant: Mapping[str, int]

    @property
    def amount(self) -> int:
        """All of it."""
        return sum(self.meant.values())

    @property
    def token(self) -> str:
        """The checkout that it is for, or the first of them."""
        return next(iter(self.meant))

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as the bank's CSV has it."""
        return self.day.isoformat(), typed(self.amount), self.payer, self.text, f"T{self.number:06}"


class Bank:
    """Keeps every line, and for which checkouts payers ever said that money is under way. Also which lines hosts have
    misread, by their numbers, and for which checkouts they counted those."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.lines: list[Moved] = []
        self.announced: set[str] = set()
        self.misread: set[int] = set()
        self.mistaken: set[str] = set()

    def misreads(self, line: Moved, token: str) -> str:
        """A host takes the line to be for that checkout, and is wrong."""
        self.misread.add(line.number)
        self.mistaken.add(token)
        return token

    def moves(self, text: str, meant: Mapping[str, int]) -> Moved:
        """Money comes (positive) or goes: a line is added today. The bank writes a number of its own beside the payer's
        name, so that no two of its lines read alike."""
        day, number = datetime.fromtimestamp(self._clock.now, UTC).date(), len(self.lines)
        self.lines.append(Moved(number, day, f"NAIR P {number:06}", text, meant))
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
        for token, amount in self._meant():
            found[token] += amount
        return found

    def came(self) -> Counter[str]:
        """What came for each checkout, whatever was sent back, by the checkout's token."""
        found: Counter[str] = Counter()
        for token, amount in self._meant():
            found[token] += max(amount, 0)
        return found

    def has_moved_for(self, token: str) -> bool:
        """Whether any line is about that checkout."""
        return any(token in line.meant for line in self.lines)

    def _meant(self) -> Iterator[tuple[str, int]]:
        return (part for line in self.lines for part in line.meant.items())


def typed(amount: int) -> str:
    """Minor units of pounds or euros as one types them: "12.50"."""
    whole, hundredths = divmod(abs(amount), 100)
    return f"{'-' if amount < 0 else ''}{whole}.{hundredths:02}"
