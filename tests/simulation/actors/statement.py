"""The bank's statement as a file: uploaded, divided where one line is for several, read, and applied as it was read."""

import re
from collections.abc import Mapping, Sequence

from django.http import HttpResponse

from handfast.dashboard import bank_files, dividing
from handfast.payments.bank import files
from handfast.payments.bank.plan import KNOWN, MATCH, PROPOSE, Found, Plan
from handfast.payments.models import BankFile
from tests.simulation import asides
from tests.simulation.actors.window import Window
from tests.simulation.bank import Moved, typed
from tests.simulation.browser import filled_in
from tests.simulation.counted import judged
from tests.simulation.simulation import Simulation

CHECKOUT = "SELECT id FROM payments_checkout WHERE token = ?"


class Statement:
    """What hosts do with the bank's file. They know which gift a line is for, and apply nothing that says otherwise,
    but for a slip of the hand."""

    def __init__(self, run: Simulation) -> None:
        self.run, self.dice = run, run.dice

    def read(self, window: Window, lines: Sequence[Moved]) -> tuple[int, dict[str, str]] | None:
        """Uploads those lines and divides what is for several: the file, and the form that has the rest of it done;
        None where the site was killed, or would do what is wrong."""
        self.run.counts["host uploads a statement"] += 1
        statement = self.run.bank.statement(lines)
        answer = self.run.in_the_site(lambda: window.browser.upload(bank_files.bank, "statement.csv", statement))
        kept = re.search(r"/bank/(\d+)/$", getattr(answer, "url", ""))
        if kept is None:
            return None
        file = int(kept[1])
        for found in self._found(file):
            line = lines[found.line.row - 2]
            if found.action != KNOWN and len(line.meant) > 1 and judged(line).is_missing:
                self._divide(window, file, found.line.key, line)
        plan = self._plan(file)
        if plan is None or any(not _is_right(one, lines) for one in plan.of(MATCH)):
            return None
        return file, {"digest": plan.digest, **self._chosen(plan.of(PROPOSE), lines)}

    def apply(self, window: Window, file: int, fields: dict[str, str]) -> HttpResponse | None:
        """Sends the form."""
        return self.run.in_the_site(lambda: window.browser.post(bank_files.bank_file, fields, file_id=file))

    def _plan(self, file: int) -> Plan | None:
        return self.run.in_the_site(lambda: files.plan_of(BankFile.objects.select_related("book").get(pk=file)))

    def _found(self, file: int) -> list[Found]:
        plan = self._plan(file)
        return plan.found if plan else []

    def _divide(self, window: Window, file: int, key: str, line: Moved) -> None:
        """What of it is for which, or for the first of them alone."""
        where = {"file_id": file, "key": key}
        page = window.open(dividing.of_file, **where)
        if page is None or page.status_code != 200:
            return
        self.run.counts["host divides a line of the file"] += 1
        parts = dict(list(line.meant.items())[: self.dice.choice((1, None, None))])
        self.run.scheduler.sleep(self.dice.uniform(0, 60))
        window.press(dividing.of_file, unshared(filled_in(page)) | as_parts(parts), **where)

    def _chosen(self, proposals: Sequence[Found], lines: Sequence[Moved]) -> dict[str, str]:
        """Of what is proposed, the right ones that the book lacks; now and then one that is wrong. Of what was written
        down by hand already, that it is the same."""
        chosen = {}
        for found in proposals:
            answer = self._answer(found, lines[found.line.row - 2])
            if answer:
                chosen[f"line-{found.line.key}"] = answer
        return chosen

    def _answer(self, found: Found, line: Moved) -> str:
        """What is chosen beside a line that a host is asked about; "" for nothing."""
        now = judged(line)
        notes = [note for note in found.same if note in now.right]
        if now.is_right and notes:
            self.run.counts["host says that it is the same money"] += 1
            return f"{files.SAME}{notes[0]}"
        if not now.is_missing:
            return ""
        if self.dice.random() < self.run.habits.misreads:
            self.run.counts["host misreads a line"] += 1
            return self.run.bank.misreads(line, self.dice.choice(found.proposed))
        is_right = len(line.meant) == 1 and line.token in found.proposed
        self.run.counts["host accepts a proposal"] += is_right
        return line.token if is_right else ""


def _is_right(found: Found, lines: Sequence[Moved]) -> bool:
    """Whether the book lacks all of the line, and it is for that gift alone."""
    line = lines[found.line.row - 2]
    return list(line.meant) == [found.token] and judged(line).is_missing


def unshared(fields: dict[str, str]) -> dict[str, str]:
    """A form that says nothing yet of what is for which."""
    return {name: "" if name.startswith("part-") else value for name, value in fields.items()}


def as_parts(parts: Mapping[str, int]) -> dict[str, str]:
    """What is for which, by the checkouts' tokens, as the site's form sends it."""
    return {f"part-{asides.ask(CHECKOUT, token)[0][0]}": typed(part) for token, part in parts.items()}
