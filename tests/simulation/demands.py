"""No payer is asked for more than is due, and every bill adds up: looked at after each commit, and in the end."""

from collections import Counter

from handfast.invoices.ageing import issued_standings
from handfast.invoices.journal import postings
from handfast.weddings.models import Wedding
from tests.simulation import dues, truth
from tests.simulation.dues import Attempt, Paper
from tests.simulation.simulation import Simulation


class Demands:
    """Watches every bill of the run."""

    def __init__(self, run: Simulation) -> None:
        self.run = run
        self._asked: dict[str, int] = {}
        self._void: set[int] = set()

    def look(self) -> None:
        """Whatever is asked for since the last look is due, and what was voided since was free of money."""
        attempts = dues.attempts()
        for each in attempts:
            if self._asked.get(each.token) != each.amount:
                self._asked[each.token] = each.amount
                self._was_due(each, attempts)
        for paper in dues.papers():
            if paper.is_void and paper.id not in self._void:
                self._void.add(paper.id)
                self._was_free_of_money(paper, attempts)

    def _was_due(self, asked: Attempt, attempts: list[Attempt]) -> None:
        self.run.claims.tide()
        if self.run.claims.was_ever_at_work(asked.token):  # then it may stand at what was taken, whatever is due by now
            return
        papers = dues.papers()
        [bill] = [each for each in papers if each.id == asked.invoice]
        of_it = [each for each in attempts if each.invoice == bill.id]
        paid = sum(each.received - each.back for each in of_it)
        under_way = sum(each.under_way for each in of_it if each is not asked)
        due = max(0, dues.owed(bill, papers, dues.nets()) - paid) - under_way
        if asked.amount > due:
            self.run.findings.add("doubled", f"{asked.amount} is asked for bill {bill.number}, of which {due} is due")

    def _was_free_of_money(self, bill: Paper, attempts: list[Attempt]) -> None:
        for each in attempts:
            if each.invoice == bill.id and (each.under_way or each.received != each.back):
                self.run.findings.add("lost", f"bill {bill.number} was voided while money for it was known of: {each}")

    def payable(self, invoice: int) -> int:
        """What is to be paid of a bill now, as far as the site can know."""
        papers = dues.papers()
        [bill] = [each for each in papers if each.id == invoice]
        of_it = [each for each in dues.attempts() if each.invoice == invoice]
        paid = sum(each.received - each.back + each.under_way for each in of_it)
        return max(0, dues.owed(bill, papers, dues.nets()) - paid)

    def add_up(self) -> None:
        """Each bill stands as Stripe's and the bank's books say; numbers have no gaps; what is open asks for no more
        than is due."""
        papers, by, wedding = dues.papers(), dues.nets(), Wedding.objects.get()
        self._count_up(papers)
        paid = self._truly_paid()
        said = {one.invoice.pk: one for one in issued_standings(wedding)}
        balance = 0
        for bill in (each for each in papers if each.corrects is None):
            one, owed = said[bill.id], dues.owed(bill, papers, by)
            balance += owed - paid[bill.id]
            says = one.sums.gross, one.sums.gross - one.credited, one.paid, one.due, one.credit
            left = owed if not bill.is_void else one.sums.gross
            owns = dues.gross(by[bill.id]), left, paid[bill.id]
            owns += max(0, owed - paid[bill.id]), max(0, paid[bill.id] - owed)
            if says != owns:
                words = "(comes to, less credit notes, paid, due, too much)"
                self.run.findings.add("lost", f"bill {bill.number} is said to be {says} {words}: it is {owns}")
            self._asks_no_more(bill, one.payable)
        books = sum(each.gross - each.money for each in postings(wedding))
        if books != balance:
            self.run.findings.add("lost", f"the books say that {books} is due in all: it is {balance}")

    def _count_up(self, papers: list[Paper]) -> None:
        for series in ([each for each in papers if each.corrects is None], [each for each in papers if each.corrects]):
            years: dict[int, list[int]] = {}
            for paper in series:
                years.setdefault(paper.year, []).append(paper.number)
            for year, numbers in years.items():
                if sorted(numbers) != list(range(1, len(numbers) + 1)):
                    self.run.findings.add("lost", f"the papers of {year} are numbered {sorted(numbers)}")

    def _truly_paid(self) -> Counter[int]:
        """What came for each bill and stayed, by its primary key: by the books of Stripe and the bank."""
        account, by_bank = self.run.stripe.account, self.run.bank.brought()
        taken, back = truth.taken(account), truth.given_back(account)
        found: Counter[int] = Counter()
        for each in dues.attempts():
            found[each.invoice] += taken[each.token] - back[each.token] + by_bank[each.token]
        return found

    def _asks_no_more(self, bill: Paper, payable: int) -> None:
        tokens = {each.token for each in dues.attempts() if each.invoice == bill.id}
        asked = [
            intent["amount"]
            for intent in truth.intents(self.run.stripe.account)
            if intent["metadata"][truth.TOKEN] in tokens and intent["status"] in truth.PAYABLE
        ]
        if len(asked) > 1 or sum(asked) > payable:
            self.run.findings.add(
                "doubled", f"Stripe would take {asked} for bill {bill.number}: {payable} is to be paid"
            )
