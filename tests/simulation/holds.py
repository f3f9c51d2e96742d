"""What of a thing is given, promised and free, reckoned from its rows without the site's own code.

As docs/gifts.md has it: a claim keeps its pieces for seven days, an unpaid share its part for thirty minutes, a
transfer that was sent for fourteen days, and what a bank is at work on until that is known.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from tests.simulation import asides

MINUTE, DAY = 60.0, 86_400.0
CLAIM, SHARE, TRANSFER = 7 * DAY, 30 * MINUTE, 14 * DAY

THING = "SELECT is_shared, price, quantity FROM registry_gift WHERE id = ?"
CLAIMS = "SELECT id, count, claimed_at, bought_at FROM registry_claim WHERE gift_id = ?"
SHARES = """
    SELECT s.id, c.token, c.amount - c.fee_added, s.held_from, t.sent_at, c.fee_added,
        (SELECT coalesce(sum(amount), 0) FROM payments_entry WHERE checkout_id = c.id AND bank_line_id IS NULL
            AND kind IN ('payment', 'payment_undone')),
        (SELECT coalesce(sum(amount), 0) FROM payments_entry WHERE checkout_id = c.id AND bank_line_id IS NOT NULL
            AND kind IN ('payment', 'payment_undone')),
        (SELECT -coalesce(sum(amount), 0) FROM payments_entry WHERE checkout_id = c.id
            AND kind IN ('refund', 'refund_returned', 'dispute', 'dispute_returned')),
        (SELECT status FROM payments_observation WHERE checkout_id = c.id ORDER BY asked_at DESC, id DESC LIMIT 1)
    FROM registry_contribution s JOIN payments_checkout c ON c.id = s.checkout_id
    LEFT JOIN payments_transfer t ON t.checkout_id = c.id WHERE s.gift_id = ? ORDER BY s.id
"""
AT_WORK = ("processing", "requires_capture", "succeeded")


@dataclass(frozen=True)
class Claimed:
    """A household's claim; times in seconds since 1970, UTC."""

    id: int
    count: int
    claimed_at: float
    bought_at: float | None

    @property
    def came(self) -> int:
        """Pieces that are bought."""
        return self.count if self.bought_at else 0

    def keeps(self, now: float) -> int:
        """Pieces that nobody else may promise."""
        return 0 if self.bought_at or now >= self.claimed_at + CLAIM else self.count

    @property
    def promise(self) -> tuple:
        """What changes when it is promised, or bought, (anew)."""
        return self.count, self.claimed_at, self.bought_at


@dataclass(frozen=True)
class Share:
    """A household's part of a price: minor units, `wanted` without the fee; times in seconds since 1970, UTC."""

    id: int
    token: str
    wanted: int
    held_from: float
    sent_at: float | None
    fee: int
    by_card: int
    by_bank: int
    back: int
    status: str | None

    @property
    def came(self) -> int:
        """What it has brought and not given back, without what was added for the fee."""
        return max(0, self.by_card - min(self.fee, self.by_card) + self.by_bank - self.back)

    def keeps(self, now: float) -> int:
        """What of the price nobody else may promise, beside what came."""
        age, received = now - self.held_from, self.by_card + self.by_bank
        if received > 0:
            lacks = 0 if self.by_card else max(0, self.wanted - self.by_bank)
            return lacks if age < TRANSFER else 0
        if self.status in AT_WORK:
            return self.wanted
        return self.wanted if age < (TRANSFER if self.sent_at else SHARE) else 0

    @property
    def promise(self) -> tuple:
        """What changes when it is promised (anew)."""
        return (self.held_from,)


@dataclass(frozen=True)
class Thing:
    """A thing on the list: pieces where guests buy it, minor units where they give it together."""

    is_shared: bool
    wanted: int
    promises: list[Claimed] | list[Share]

    @property
    def given(self) -> int:
        """What is given for good."""
        return sum(each.came for each in self.promises)

    def promised(self, now: float) -> int:
        """What is kept for those who promised it."""
        return sum(each.keeps(now) for each in self.promises)

    def free(self, now: float) -> int:
        """What anybody may promise."""
        return max(0, self.wanted - self.given - self.promised(now))


def thing(id: int) -> Thing:
    """The thing of that primary key as its rows have it."""
    [(is_shared, price, quantity)] = asides.ask(THING, id)
    if not is_shared:
        rows = asides.ask(CLAIMS, id)
        return Thing(False, quantity, [Claimed(pk, count, at(when), at(bought)) for pk, count, when, bought in rows])
    rows = [list(row) for row in asides.ask(SHARES, id)]
    return Thing(True, price, [Share(*row[:3], at(row[3]), at(row[4]), *row[5:]) for row in rows])


def at(kept: datetime | None) -> float | None:
    """A time as SQLite's driver hands it over: in UTC, and without saying so."""
    return kept.replace(tzinfo=UTC).timestamp() if kept else None
