"""What the site's book has of the bank's lines, read from its rows without the site's own code."""

from collections import Counter
from dataclasses import dataclass

from tests.simulation import asides
from tests.simulation.bank import Moved

# What counts at present: an entry that no contrary one takes back.
STANDING = """
    SELECT l.id, l.payer, e.id, c.token, e.amount FROM payments_bankline l
    JOIN payments_entry e ON e.bank_line_id = l.id JOIN payments_checkout c ON c.id = e.checkout_id
    WHERE e.kind IN ('payment', 'refund') AND NOT EXISTS (
        SELECT 1 FROM payments_entry u WHERE u.bank_line_id = l.id AND u.stripe_id = e.stripe_id
        AND u.kind IN ('payment_undone', 'refund_returned')
    ) ORDER BY l.id, e.id
"""
LINES = """
    SELECT l.id, l.amount, sum(e.amount) FROM payments_bankline l
    JOIN payments_entry e ON e.bank_line_id = l.id GROUP BY l.id ORDER BY l.id
"""

TWICE = """
    SELECT DISTINCT l.id FROM payments_bankline l JOIN payments_entry e ON e.bank_line_id = l.id
    WHERE l.key LIKE 'hand%' AND e.kind IN ('payment', 'refund') GROUP BY l.id, e.checkout_id HAVING count(*) > 1
"""


def by_line() -> dict[str, Counter[str]]:
    """What counts for which checkout (by its token, minor units) of each line that is known by its payer."""
    found: dict[str, Counter[str]] = {}
    for _row, payer, _entry, token, part in asides.ask(STANDING):
        found.setdefault(payer, Counter())[token] += part
    return found


def by_checkout() -> Counter[str]:
    """What came by bank for each checkout and was not sent back, minor units."""
    found: Counter[str] = Counter()
    for _row, _payer, _entry, token, part in asides.ask(STANDING):
        found[token] += part
    return found


@dataclass(frozen=True)
class Judged:
    """A line of the bank's against what the book has of it: what is lacking for which checkout, the rows that hold some
    of it rightly, and those that count what was not meant, with the entries by which they do. By primary keys."""

    lacking: dict[str, int]
    right: list[int]
    wrong: dict[int, list[int]]

    @property
    def is_missing(self) -> bool:
        """Whether the book has nothing of it."""
        return not (self.right or self.wrong)

    @property
    def is_right(self) -> bool:
        """Whether the book has all of it, and nothing else."""
        return not (self.lacking or self.wrong)


def judged(line: Moved) -> Judged:
    """How the book stands to that line."""
    sign = 1 if line.amount > 0 else -1
    lacking = Counter({token: sign * part for token, part in line.meant.items()})
    right: dict[int, None] = {}
    wrong: dict[int, list[int]] = {}
    for row, payer, entry, token, part in asides.ask(STANDING):
        if payer != line.payer:
            continue
        if 0 < sign * part <= lacking[token]:
            lacking[token] -= sign * part
            right[row] = None
        else:
            wrong.setdefault(row, []).append(entry)
    return Judged({token: sign * left for token, left in lacking.items() if left}, list(right), wrong)


def forms_that_counted_twice() -> list[int]:
    """The notes by hand that were written for one checkout more than once; by primary key."""
    return [row for (row,) in asides.ask(TWICE)]


def more_than_they_are() -> list[int]:
    """The lines of the book of which more counts than moved; by primary key."""
    return [row for row, amount, counted in asides.ask(LINES) if abs(counted) > abs(amount) or counted * amount < 0]
