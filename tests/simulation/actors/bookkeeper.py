"""Robin and Sam read their bank's statement, each in a window of their own: by hand, and by the bank's file."""

import re
from collections import Counter
from collections.abc import Callable
from functools import partial

from django.http import HttpResponse

from handfast.accounts.models import User
from handfast.dashboard import arrived, bank_files
from handfast.payments.bank import files
from handfast.payments.bank.plan import PROPOSE, Found
from handfast.payments.models import BankFile
from tests.simulation import counted
from tests.simulation.actors.guest import PATIENCE
from tests.simulation.bank import Moved, typed
from tests.simulation.browser import Browser, filled_in
from tests.simulation.simulation import Simulation


class Bookkeeper:
    """Two people with one statement. They take care: what their book has, they do not write down again."""

    def __init__(self, run: Simulation, *owners: User) -> None:
        self.run, self.dice = run, run.dice
        self.browsers = [Browser(each) for each in owners]

    def live(self) -> None:
        """One or the other looks at the bank every now and then."""
        while True:
            self.run.scheduler.sleep(self.dice.uniform(5, self.run.weather.length / 3))
            deed = self.dice.choice((self._by_hand, self._by_hand, self._by_file, self._send_back))
            deed(self.dice.choice(self.browsers))

    def settles(self) -> None:
        """In the end the whole statement once more, and by hand what the file could not tell."""
        browser = self.browsers[0]
        read = self._read_statement(browser, 0) if self.run.bank.lines else None
        if read:
            self._apply(browser, *read)
        for line in self._missing():
            self._write(browser, line)

    def _missing(self) -> list[Moved]:
        """The lines of the statement that the book lacks."""
        there = counted.standing()
        missing = []
        for line in self.run.bank.lines:
            if there[line.token, line.amount] > 0:
                there[line.token, line.amount] -= 1
            else:
                missing.append(line)
        return missing

    def _by_hand(self, browser: Browser) -> None:
        missing = self._missing()
        if missing:
            self.run.counts["host counts a transfer by hand"] += 1
            self._write(browser, self.dice.choice(missing))

    def _send_back(self, browser: Browser) -> None:
        """Some of what came, at the bank first, then written down."""
        there = {token: sum for token, sum in counted.by_checkout().items() if sum > 0}
        if there and self.dice.random() < 0.5:
            token = self.dice.choice(sorted(there))
            self.run.counts["host sends a transfer back"] += 1
            self._write(browser, self.run.bank.moves(-self.dice.randint(1, there[token]), "NAIR P", "too much", token))

    def _write(self, browser: Browser, line: Moved) -> None:
        """Opens the form for a line that the book lacks, and sends it. Where the site asks whether this is other money
        than it has by now, she looks again: it is, if the book lacks it still."""
        view = arrived.arrived if line.amount > 0 else arrived.sent_back
        page = self.run.in_the_site(lambda: browser.get(view, token=line.token))
        for _ in range(PATIENCE):
            if page is None or page.status_code not in (200, 422) or line not in self._missing():
                return
            typed_in = {"amount": typed(abs(line.amount)), "day": line.day.isoformat(), "payer": line.payer}
            fields = filled_in(page) | typed_in
            self.run.scheduler.sleep(self.dice.uniform(0, 60))
            page = self._send(browser, view, fields, line.token)
            self.run.counts["host is asked whether it is other money"] += bool(page and page.status_code == 422)

    def _send(self, browser: Browser, view: Callable, fields: dict[str, str], token: str) -> HttpResponse | None:
        """Perhaps pressed twice. Where the site is killed, until it answers: what is sent again is the same form."""
        if self.dice.random() < 0.3:
            self._in_a_window(lambda: self.run.in_the_site(lambda: browser.post(view, fields, token=token)))
        for _ in range(PATIENCE):
            answer = self.run.in_the_site(lambda: browser.post(view, fields, token=token))
            if answer:
                return answer
            self.run.scheduler.sleep(self.dice.uniform(1, 20))
        return None

    def _in_a_window(self, do: Callable[[], object]) -> None:
        self.run.scheduler.spawn("host", do, self.dice.choice((0.0, 0.1, 30.0)))

    def _by_file(self, browser: Browser) -> None:
        """Perhaps half of the statement, perhaps sent in two windows."""
        lines = self.run.bank.lines
        read = self._read_statement(browser, self.dice.choice((0, 0, len(lines) // 2))) if lines else None
        if read is None:
            return
        self.run.scheduler.sleep(self.dice.uniform(0, 60))
        for _ in range(self.dice.choice((1, 1, 2))):
            self._in_a_window(partial(self._apply, browser, *read))

    def _read_statement(self, browser: Browser, first: int) -> tuple[int, dict[str, str]] | None:
        """Uploads the lines from that number on and reads what would be done: the file, and the form that has it done;
        None where the site was killed."""
        lines = self.run.bank.lines[first:]
        self.run.counts["host uploads a statement"] += 1
        statement = self.run.bank.statement(lines)
        answer = self.run.in_the_site(lambda: browser.upload(bank_files.bank, "statement.csv", statement))
        kept = re.search(r"/bank/(\d+)/$", getattr(answer, "url", ""))
        if kept is None:
            return None
        file = int(kept[1])
        plan = self.run.in_the_site(lambda: files.plan_of(BankFile.objects.select_related("book").get(pk=file)))
        return (file, {"digest": plan.digest, **self._chosen(plan.of(PROPOSE), lines)}) if plan else None

    def _apply(self, browser: Browser, file: int, fields: dict[str, str]) -> HttpResponse | None:
        return self.run.in_the_site(lambda: browser.post(bank_files.bank_file, fields, file_id=file))

    def _chosen(self, proposals: list[Found], lines: list[Moved]) -> dict[str, str]:
        """Of what is proposed, the right ones that the book lacks; nothing that she has written down by hand."""
        lacks = Counter((line.token, line.amount) for line in self._missing())
        chosen = {}
        for found in proposals:
            line = lines[found.line.row - 2]
            if line.token in found.proposed and lacks[line.token, line.amount] > 0:
                lacks[line.token, line.amount] -= 1
                self.run.counts["host accepts a proposal"] += 1
                chosen[f"line-{found.line.key}"] = line.token
        return chosen
