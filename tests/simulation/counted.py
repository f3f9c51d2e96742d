"""What the site's book has of the bank's lines, read from its rows without the site's own code."""

from collections import Counter

from tests.simulation import asides

LINES = """
    SELECT l.id, l.amount, c.token, sum(e.amount) FROM payments_bankline l
    JOIN payments_entry e ON e.bank_line_id = l.id JOIN payments_checkout c ON c.id = e.checkout_id
    GROUP BY l.id, c.id ORDER BY l.id
"""


def standing() -> Counter[tuple[str, int]]:
    """How often an amount counts for a checkout, by the checkout's token and minor units; what was undone does not."""
    return Counter((token, amount) for _id, amount, token, sum in asides.ask(LINES) if sum)


def by_checkout() -> Counter[str]:
    """What came by bank for each checkout and was not sent back, minor units."""
    found: Counter[str] = Counter()
    for _id, _amount, token, sum in asides.ask(LINES):
        found[token] += sum
    return found


def more_than_once() -> list[int]:
    """The lines that count for more than they are; by primary key."""
    times: Counter[int] = Counter()
    for id, amount, _token, sum in asides.ask(LINES):
        times[id] += sum // amount
    return [id for id, count in times.items() if count > 1]
