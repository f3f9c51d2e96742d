"""Somebody who has the address of a bill: pays it all or in parts, in several windows, by card or by bank."""

import json

from django.http import HttpResponse

from handfast.invoices import bill_pages, paying, transferring
from handfast.invoices.links import bill_of, good_link
from handfast.invoices.models import Invoice, InvoicePayment, Link
from handfast.invoices.standing import open_payment
from handfast.payments.models import Checkout
from tests.simulation import asides
from tests.simulation.actors.guest import AWAY, PATIENCE
from tests.simulation.actors.transferor import Transferor
from tests.simulation.bank import typed
from tests.simulation.browser import Browser
from tests.simulation.demands import Demands
from tests.simulation.simulation import Simulation

LINK = "SELECT id FROM invoices_link WHERE invoice_id = ? AND withdrawn_at IS NULL"
ATTEMPT = "SELECT id FROM invoices_invoicepayment WHERE checkout_id = ?"
BILLS = "SELECT id FROM invoices_invoice WHERE corrects_id IS NULL AND issued_at IS NOT NULL ORDER BY id"


class Payer(Transferor):
    """Whoever the bill was passed on to; nobody signs in."""

    def __init__(self, run: Simulation, demands: Demands, name: str) -> None:
        super().__init__(run, None, None, name)
        self.browser, self.demands, self.bill = Browser(), demands, ""
        self.invoice = 0

    def begin(self) -> None:
        """Once there is a bill."""
        while not asides.ask(BILLS):
            self._wait(self.run.weather.length / 8)
        self.invoice = self.dice.choice(asides.ask(BILLS))[0]
        self.take_up_link()
        super().begin()

    def take_up_link(self) -> None:
        """Whatever address the bill has now, as a letter or a host has passed it on."""
        if not asides.ask(LINK, self.invoice):
            self.run.in_the_site(lambda: good_link(Invoice.objects.get(pk=self.invoice)))
        for (link,) in asides.ask(LINK, self.invoice):
            self.bill = bill_of(Link(pk=link))

    def _amount(self) -> int:
        """All, a part, or more than is due."""
        due = self.demands.payable(self.invoice)
        return max(1, self.dice.choice((due, due, due // 2, due // 3, due + 1_000)))

    def _give(self, amount: int) -> InvoicePayment | None:
        for _ in range(PATIENCE):
            answer = self.run.in_the_site(lambda amount=amount: self._begin(amount, "card"))
            if isinstance(answer, InvoicePayment):
                return answer
            if answer is None:
                self._wait(20)
                continue
            if answer.status_code == 404:
                self.run.counts["payer's link was withdrawn"] += 1
                self.take_up_link()
                continue
            self.run.counts["payer is told what is due"] += 1
            amount = self.demands.payable(self.invoice)
        return None

    def _begin(self, amount: int, way: str) -> InvoicePayment | HttpResponse:
        """The attempt that the bill's form made or found; what the site answered where there is none."""
        answer = self.browser.post(bill_pages.bill, {"amount": typed(amount), "way": way}, bill=self.bill)
        if answer.status_code != 302:
            return answer
        invoice = Invoice.objects.get(pk=self.invoice)
        return open_payment(invoice) or invoice.payments.order_by("pk").last()

    def _change(self, attempt: InvoicePayment) -> None:
        self.run.counts["payer begins anew in another window"] += 1
        amount = self._amount()
        self.run.in_the_site(lambda: self._begin(amount, "card"))
        self._wait(10)

    def _pay_page(self, checkout: Checkout) -> dict | None:
        answer = self.browser.post(paying.intent, bill=self.bill)
        if answer.status_code == 404:
            self.take_up_link()
            return None
        if answer.status_code == 503:
            return AWAY
        return json.loads(answer.content) if answer.status_code == 200 else {}

    def ask_for_account(self, checkout: Checkout) -> object:
        """The other button of the bill's form."""
        [(amount,)] = asides.ask("SELECT amount FROM payments_checkout WHERE id = ?", checkout.pk)
        return self._begin(amount, "bank")

    def say_sent(self, checkout: Checkout, yes: bool) -> HttpResponse:
        """The buttons beside the account."""
        [(payment,)] = asides.ask(ATTEMPT, checkout.pk)
        said = {"sent": "yes" if yes else "no"}
        return self.browser.post(transferring.sent, said, bill=self.bill, payment=payment)

    def begin_another(self) -> None:
        """Some of whichever bill, perhaps of the same."""
        other = Payer(self.run, self.demands, "too")
        other.invoice = self.dice.choice(asides.ask(BILLS))[0]
        other.take_up_link()
        due = self.demands.payable(other.invoice)
        self.run.in_the_site(lambda: other._begin(max(1, due // self.dice.choice((1, 2))), "bank"))
