"""What payers say of their transfers, what hosts say back, and what hosts count: looked at after each commit."""

from datetime import datetime

from tests.simulation import asides, counted
from tests.simulation.bank import Bank
from tests.simulation.findings import Findings
from tests.simulation.scheduler import Scheduler

SAID = """
    SELECT c.token, t.sent_at, c.payer_email,
        (SELECT coalesce(sum(amount), 0) FROM payments_entry WHERE checkout_id = c.id AND kind IN
            ('payment', 'payment_undone'))
    FROM payments_transfer t JOIN payments_checkout c ON c.id = t.checkout_id ORDER BY t.id
"""


class Words:
    """Watches who says what of the bank's lines; `letters` are those that are due because a transfer has not come, by
    their keys."""

    def __init__(self, bank: Bank, scheduler: Scheduler, findings: Findings) -> None:
        self._bank, self._scheduler, self._findings = bank, scheduler, findings
        self._said: dict[str, datetime | None] = {}
        self.letters: list[str] = []

    def look(self) -> None:
        """Nothing was said since the last look that is not so."""
        self._not_come()
        self._counted_once()

    def _not_come(self) -> None:
        """Whatever hosts said not to have come had been said to be sent, and nothing of it was there."""
        for token, sent_at, email, came in asides.ask(SAID):
            before, self._said[token] = self._said.get(token), sent_at
            if before and sent_at is None and self._is_host():
                if came:
                    self._findings.add("lost", f"of what is said not to have come for {token}, {came} is in the book")
                if email:
                    self.letters.append(f"not come {token} {before:%Y-%m-%dT%H:%M:%S.%f}")

    def _counted_once(self) -> None:
        """A line that no host has misread counts for what it is meant for, and never for more. In the end hosts would
        put that right, and hide it."""
        book = counted.by_line()
        for line in self._bank.lines:
            if line.number not in self._bank.misread and line.payer in book:
                too_much = {
                    token: part for token, part in book[line.payer].items() if abs(part) > abs(line.meant.get(token, 0))
                }
                if too_much:
                    self._findings.add("doubled", f"{too_much} was counted of what the bank moved: {line}")

    def _is_host(self) -> bool:
        """Whether it is a host who acts just now, and not the payer."""
        return self._scheduler.current is not None and self._scheduler.current.name == "host"
