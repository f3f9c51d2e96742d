"""Robin and Sam read their bank's statement, each in a window of their own: by hand, and by the bank's file."""

from collections.abc import Callable, Mapping
from functools import partial

from handfast.accounts.models import User
from handfast.dashboard import arrived, dividing, not_come, undoing
from tests.simulation import asides, counted
from tests.simulation.actors.guest import PATIENCE
from tests.simulation.actors.statement import Statement, as_parts, unshared
from tests.simulation.actors.window import Window
from tests.simulation.bank import Moved, typed
from tests.simulation.browser import filled_in
from tests.simulation.counted import judged
from tests.simulation.simulation import Simulation

TOKENS = "SELECT token FROM payments_checkout ORDER BY id"


class Bookkeeper:
    """Two people with one statement. What their book has, they do not write down again; but they misread it now and
    then, and put that right when they notice."""

    def __init__(self, run: Simulation, *owners: User) -> None:
        self.run, self.dice = run, run.dice
        self.windows = [Window(run, each) for each in owners]
        self.statement = Statement(run)

    def lives(self) -> list[Callable[[], None]]:
        """What each of them does meanwhile."""
        return [partial(self._live, window) for window in self.windows]

    def _live(self, window: Window) -> None:
        """Looks at the bank every now and then."""
        deeds = (self._by_hand, self._by_hand, self._by_file, self._send_back, self._go_on, self._say_not_come)
        between = len(self.windows) * self.run.weather.length / self.run.habits.looks_at_bank
        while True:
            self.run.scheduler.sleep(self.dice.uniform(5, 2 * between))
            self.dice.choice(deeds)(window)

    def settles(self) -> None:
        """In the end all that has not come, and the whole statement: by file, and by hand what that could not tell."""
        window, lines = self.windows[0], self.run.bank.lines
        for token in self._said_in_vain():
            window.press(not_come.not_come, {}, token=token)
        for _ in range(PATIENCE):
            if all(judged(line).is_right for line in lines):
                return
            for line in lines:
                self._put_right(window, line)
                self._count_rest(window, line)
            read = self.statement.read(window, lines)
            if read:
                self.statement.apply(window, *read)
            for line in self._missing():
                self._write(window, line, line.meant)

    def _missing(self) -> list[Moved]:
        """The lines of which the book has nothing."""
        return [line for line in self.run.bank.lines if judged(line).is_missing]

    def _by_hand(self, window: Window) -> None:
        missing = self._missing()
        if missing:
            line = self.dice.choice(missing)
            self.run.counts["host counts a transfer by hand"] += 1
            self._write(window, line, self._understood(line))

    def _understood(self, line: Moved) -> Mapping[str, int]:
        """What a host takes the line to be for: as it is meant, or something else."""
        if self.dice.random() >= self.run.habits.misreads:
            return line.meant
        self.run.counts["host misreads a line"] += 1
        [taken] = self.dice.choice(asides.ask(TOKENS))
        return {self.run.bank.misreads(line, taken): line.amount}

    def _by_file(self, window: Window) -> None:
        """Perhaps half of the statement, perhaps sent in two windows."""
        lines = self.run.bank.lines
        first = self.dice.choice((0, 0, len(lines) // 2))
        read = self.statement.read(window, lines[first:]) if lines else None
        if read:
            self.run.scheduler.sleep(self.dice.uniform(0, 60))
            for _ in range(self.dice.choice((1, 1, 2))):
                window.aside(lambda: self.statement.apply(window, *read))

    def _send_back(self, window: Window) -> None:
        """Some of what came, at the bank first, then written down."""
        there = counted.by_checkout() & self.run.bank.brought()
        if there and self.dice.random() < 0.5:
            token = self.dice.choice(sorted(there))
            self.run.counts["host sends a transfer back"] += 1
            line = self.run.bank.moves("too much", {token: -self.dice.randint(1, there[token])})
            self._write(window, line, line.meant)

    def _go_on(self, window: Window) -> None:
        """With what was begun: what is in the book wrongly, or only in part."""
        for line in self.run.bank.lines:
            self._put_right(window, line)
            self._count_rest(window, line)

    def _say_not_come(self, window: Window) -> None:
        """Or from a page that was open for a while, in which it may have come and been counted."""
        for token in self._said_in_vain()[:1]:
            self.run.counts["host says that it has not come"] += 1
            window.aside(partial(window.press, not_come.not_come, {}, token=token))

    def _said_in_vain(self) -> list[str]:
        """The checkouts whose payers said that a transfer is under way, of which the bank knows nothing."""
        return [token for token in sorted(self.run.bank.announced) if not self.run.bank.has_moved_for(token)]

    def _write(self, window: Window, line: Moved, parts: Mapping[str, int]) -> None:
        """Opens the form for a line that the book lacks, and sends it. Where the site asks whether this is other money
        than it has by now, she looks again: it is, if the book lacks it still."""
        view, where, fields = _form_for(line, parts)
        page = window.open(view, **where)
        for _ in range(PATIENCE):
            if page is None or page.status_code not in (200, 422) or not judged(line).is_missing:
                return
            typed_in = {"day": line.day.isoformat(), "payer": line.payer, **fields}
            self.run.scheduler.sleep(self.dice.uniform(0, 60))
            page = window.press(view, unshared(filled_in(page)) | typed_in, **where)
            self.run.counts["host is asked whether it is other money"] += bool(page and page.status_code == 422)

    def _put_right(self, window: Window, line: Moved) -> None:
        """Takes off what the line was never for, and leaves what was right."""
        for row, entries in judged(line).wrong.items():
            self.run.counts["host undoes a transfer"] += 1
            window.press(undoing.undo, {"part": entries}, line_id=row)

    def _count_rest(self, window: Window, line: Moved) -> None:
        """Says what the rest of it is for."""
        now = judged(line)
        if not (now.right and now.lacking):
            return
        page = window.open(dividing.of_rest, line_id=now.right[0])
        if page is not None and page.status_code == 200:
            self.run.counts["host says what the rest is for"] += 1
            fields = unshared(filled_in(page)) | as_parts(now.lacking)
            window.press(dividing.of_rest, fields, line_id=now.right[0])


def _form_for(line: Moved, parts: Mapping[str, int]) -> tuple[Callable, dict[str, object], dict[str, str]]:
    """Where such a line is written down: the page, the rest of its address, and the sums that are typed there."""
    amount = {"amount": typed(abs(line.amount))}
    if len(parts) > 1:
        return dividing.by_hand, {}, amount | as_parts(parts)
    [token] = parts
    return arrived.arrived if line.amount > 0 else arrived.sent_back, {"token": token}, amount
