"""A host who bills, and who puts right what was billed while payers are at it."""

from collections.abc import Callable
from functools import partial

from handfast.accounts.models import User
from handfast.guests.models import Household
from handfast.invoices import correction_pages, draft_pages, sending_pages
from tests.simulation import asides
from tests.simulation.bank import typed
from tests.simulation.browser import Browser
from tests.simulation.simulation import Simulation

DRAFTS = "SELECT id FROM invoices_invoice WHERE corrects_id IS NULL AND issued_at IS NULL ORDER BY id"
BILLS = "SELECT id FROM invoices_invoice WHERE corrects_id IS NULL AND issued_at IS NOT NULL ORDER BY id"
LINES = "SELECT description, quantity, unit_price, tax_rate FROM invoices_line WHERE invoice_id = ? ORDER BY position"
RATES = ("0", "20", "5.5", "19")
MOST_BILLS = 3

# A line as one fills it in: words, quantity, price in minor units, tax rate.
Row = tuple[str, str, int, str]


class Biller:
    """Robin, with the invoices open."""

    def __init__(self, run: Simulation, robin: User, households: list[Household]) -> None:
        self.run, self.dice, self.households = run, run.dice, households
        self.browser = Browser(robin)
        self.forms = 0

    def live(self) -> None:
        """Bills at once, and corrects every now and then as long as the run lasts."""
        self._bill()
        deeds = (self._bill, self._credit, self._credit, self._void, self._edit, self._remind, self._renew)
        while True:
            self.run.scheduler.sleep(self.dice.uniform(5, 2 * self.run.weather.length / self.run.habits.corrections))
            self.dice.choice(deeds)()

    def _bill(self) -> None:
        """Writes a draft and issues what is there, now or the next time; either button pressed twice now and then."""
        if len(asides.ask(BILLS)) < MOST_BILLS:
            fields = self._terms() | as_form([self._row() for _ in range(self.dice.randint(1, 3))])
            self._press("bills", lambda: self.browser.post(draft_pages.new, fields))
            self.run.scheduler.sleep(self.dice.uniform(0, 30))
        if asides.ask(BILLS) and self.dice.random() < 0.5:
            return
        for (draft,) in asides.ask(DRAFTS):
            self._press("issues", partial(self.browser.post, sending_pages.issue, invoice_id=draft))

    def _terms(self) -> dict[str, str]:
        """To a household, or to somebody who is on no list and has no e-mail."""
        outside = {"to_name": "Fernhill Coaches"}
        to = self.dice.choice([outside, *({"household": str(each.pk)} for each in self.households)])
        return {"sender": "Robin and Sam", "due_on": "2027-03-01", "form_token": self._new_form(), **to}

    def _new_form(self) -> str:
        self.forms += 1
        return f"bill-{self.forms}"

    def _row(self) -> Row:
        quantity = self.dice.choice(("1", "2", "1.5", "0.333"))
        return "A room", quantity, self.dice.randint(500, 20_000), self.dice.choice(RATES)

    def _some(self, which: str) -> int | None:
        found = asides.ask(which)
        return self.dice.choice(found)[0] if found else None

    def _edit(self) -> None:
        """A draft; one that is issued at this very moment stays as it is."""
        draft = self._some(DRAFTS)
        if draft:
            fields = self._terms() | as_form([self._row()])
            self._press("changes a draft", partial(self.browser.post, draft_pages.edit, fields, invoice_id=draft))

    def _credit(self) -> None:
        """Of some of its lines all or a part, whatever is left of it."""
        bill = self._some(BILLS)
        if bill is None:
            return
        lines = [(words, str(quantity), price, str(rate)) for words, quantity, price, rate in asides.ask(LINES, bill)]
        chosen = self.dice.sample(lines, self.dice.randint(1, len(lines)))
        part = self.dice.choice((1, 2, 3))
        rows = [(words, quantity, price // part, rate) for words, quantity, price, rate in chosen]
        fields = {"why": "One night less", "form_token": self._new_form()} | as_form(rows)
        self._press("credits", partial(self.browser.post, correction_pages.credit, fields, invoice_id=bill))

    def _void(self) -> None:
        bill = self._some(BILLS)
        if bill and self.dice.random() < 0.5:
            fields = {"why": "Billed by mistake", "form_token": self._new_form()}
            self._press("voids", partial(self.browser.post, correction_pages.void, fields, invoice_id=bill))

    def _remind(self) -> None:
        bill = self._some(BILLS)
        if bill:
            self._press("reminds", partial(self.browser.post, sending_pages.remind, invoice_id=bill))

    def _renew(self) -> None:
        bill = self._some(BILLS)
        if bill:
            self._press("renews a link", partial(self.browser.post, sending_pages.renew_link, invoice_id=bill))

    def _press(self, what: str, button: Callable) -> None:
        for _ in range(self.dice.choice((1, 1, 2))):
            self.run.scheduler.spawn("host", partial(self._once, what, button), self.dice.choice((0.0, 0.1)))

    def _once(self, what: str, button: Callable) -> None:
        answer = self.run.in_the_site(button)
        if answer is not None:
            self.run.counts[f"host {what}" if answer.status_code == 302 else f"host {what}, in vain"] += 1


def as_form(rows: list[Row]) -> dict[str, str]:
    """The lines as the site's form sends them."""
    fields = {"lines-TOTAL_FORMS": str(len(rows)), "lines-INITIAL_FORMS": "0"}
    for place, (words, quantity, price, rate) in enumerate(rows):
        cells = {"description": words, "quantity": quantity, "price": typed(price), "rate": rate}
        fields |= {f"lines-{place}-{name}": cell for name, cell in cells.items()}
    return fields
