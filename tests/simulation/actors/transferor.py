"""Somebody who may pay by bank instead: who sends what they should, or a little else, or says so and does not."""

from handfast.payments.bank.references import spaced
from handfast.payments.models import Checkout
from tests.simulation import asides
from tests.simulation.actors.guest import PATIENCE, Guest

BY_BANK = 0.3
REFERENCE = "SELECT reference FROM payments_transfer WHERE checkout_id = ?"
ASKED_FOR = "SELECT amount - fee_added FROM payments_checkout WHERE id = ?"
WAYS = (*["sends"] * 4, "sends in silence", "only says so", "pays by card after all")


class Transferor(Guest):
    """A guest with a bank account. What asks the site is the business of who gives or pays."""

    def ask_for_account(self, checkout: Checkout) -> object:
        """Presses the button for a transfer; None when the site was killed."""
        raise NotImplementedError

    def say_sent(self, checkout: Checkout, yes: bool) -> object:
        """Says that it is sent, or that it is not after all."""
        raise NotImplementedError

    def _pay(self, checkout: Checkout) -> bool:
        return self._by_bank(checkout) if self.dice.random() < BY_BANK else super()._pay(checkout)

    def _by_bank(self, checkout: Checkout) -> bool:
        self.run.in_the_site(lambda: self.ask_for_account(checkout))
        found = asides.ask(REFERENCE, checkout.pk)
        if not found:
            return False
        way = self.dice.choice(WAYS)
        self.run.counts[f"transfer: {way}"] += 1
        self._wait(self.dice.choice((5, 600)))
        if way == "pays by card after all":
            return super()._pay(checkout)
        if way != "sends in silence":
            self._say(checkout, True)
        if way != "only says so":
            self._send(checkout, found[0][0])
        elif self.dice.random() < 0.5:
            self._wait(60)
            self._say(checkout, False)
        return True

    def _say(self, checkout: Checkout, yes: bool) -> None:
        if yes:
            self.run.bank.announced.add(checkout.token)
        for _ in range(PATIENCE):
            if self.run.in_the_site(lambda: self.say_sent(checkout, yes)):
                return
            self._wait(20)

    def _send(self, checkout: Checkout, reference: str) -> None:
        """Most write what they are told; the bank squeezes it, somebody forgets it, or the amount is another."""
        [(amount,)] = asides.ask(ASKED_FOR, checkout.pk)
        sent = self.dice.choice((*[amount] * 5, amount // 2 or 1, amount + 500))
        self.run.counts["transfer of another amount"] += sent != amount
        text = self.dice.choice((*[spaced(reference)] * 3, f"wedding {reference.lower()}", "for the wedding"))
        self.run.bank.moves(sent, "NAIR P", text, checkout.token)
        if self.dice.random() < 0.15:
            self.run.counts["transfer sent twice"] += 1
            self.run.bank.moves(sent, "NAIR P", text, checkout.token)
