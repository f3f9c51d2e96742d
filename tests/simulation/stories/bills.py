"""Bills: issued, paid in parts by card and by bank, credited and voided meanwhile."""

from collections.abc import Callable
from functools import partial

from handfast.invoices import paying
from handfast.invoices.chores import keep_payments_in_line
from handfast.payments.chores import close_cards_after_transfers
from handfast.payments.models import BankDetails
from tests.simulation import dues
from tests.simulation.actors.biller import Biller
from tests.simulation.actors.bookkeeper import Bookkeeper
from tests.simulation.actors.payer import Payer
from tests.simulation.chore import Chore
from tests.simulation.demands import Demands
from tests.simulation.simulation import Simulation
from tests.simulation.stories.story import ROBIN, SAM, Story, households, owner


class Bills(Story):
    """A host bills, payers pay, and two read the bank's statement."""

    def __init__(self, run: Simulation) -> None:
        super().__init__(run)
        self.watched = Demands(run)
        self.bookkeeper = Bookkeeper(run, owner(ROBIN), owner(SAM))
        run.chores = (Chore(run, keep_payments_in_line), Chore(run, close_cards_after_transfers))

    def begins(self) -> None:
        """Up to three bills, and two payers or more."""
        guests = households()
        [wedding] = {each.wedding for each in guests}
        BankDetails.objects.create(book=wedding.book, holder="Robin and Sam", iban="GB82WEST12345698765432")
        for live in (Biller(self.run, owner(ROBIN), guests).live, *self.bookkeeper.lives()):
            self.run.scheduler.spawn("host", live)
        for number in range(self.run.habits.payers):
            payer = Payer(self.run, self.watched, str(number))
            self.run.scheduler.spawn("guest", payer.begin, self.dice.uniform(0, self.run.weather.length / 2))

    def watch(self) -> None:
        """Nobody is asked for more than is due, at no time."""
        self.watched.look()
        self.run.words.look()

    def settles(self) -> None:
        """The couple goes through the whole statement once more."""
        self.bookkeeper.settles()

    def asks(self) -> None:
        """How the bills stand."""
        self.watched.add_up()

    def late_payers(self) -> list[Callable[[], None]]:
        """Of each bill on which something is due."""
        bills = [each.id for each in dues.papers() if each.corrects is None]
        return [partial(self._pay_rest, bill) for bill in bills if self.watched.payable(bill) >= LEAST]

    def _pay_rest(self, bill: int) -> None:
        payer = Payer(self.run, self.watched, "late")
        payer.invoice = bill
        payer.take_up_link()
        attempt = payer._give(self.watched.payable(bill))
        if attempt is None:
            self.run.findings.add("stuck", f"the rest of bill {bill} can never be paid")
            return
        self.pay(attempt.checkout, lambda _checkout: payer.browser.post(paying.intent, bill=payer.bill))


LEAST = 50  # minor units of euros, and more than pounds need: so little no card can pay
