"""Somebody who may pay by bank instead: who sends what they should, or a little else, or says so and does not."""

from handfast.payments.bank.references import spaced
from handfast.payments.models import Checkout
from tests.simulation import asides
from tests.simulation.actors.guest import PATIENCE, Guest

REFERENCE = "SELECT reference FROM payments_transfer WHERE checkout_id = ?"
ASKED_FOR = "SELECT amount - fee_added FROM payments_checkout WHERE id = ?"
OTHERS = """
    SELECT c.token, t.reference, c.amount - c.fee_added FROM payments_transfer t
    JOIN payments_checkout c ON c.id = t.checkout_id WHERE c.id != ?
    AND NOT EXISTS (SELECT 1 FROM payments_entry WHERE checkout_id = c.id) ORDER BY c.id
"""


class Transferor(Guest):
    """A guest with a bank account. What asks the site is the business of who gives or pays."""

    def ask_for_account(self, checkout: Checkout) -> object:
        """Presses the button for a transfer; None when the site was killed."""
        raise NotImplementedError

    def say_sent(self, checkout: Checkout, yes: bool) -> object:
        """Says that it is sent, or that it is not after all."""
        raise NotImplementedError

    def begin_another(self) -> None:
        """Asks for the account for something else, too."""
        raise NotImplementedError

    def _pay(self, checkout: Checkout) -> bool:
        return self._by_bank(checkout) if self.dice.random() < self.habits.by_bank else super()._pay(checkout)

    def _by_bank(self, checkout: Checkout) -> bool:
        self.run.in_the_site(lambda: self.ask_for_account(checkout))
        found = asides.ask(REFERENCE, checkout.pk)
        if not found:
            return False
        way = self.dice.choice(self.habits.ways)
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
        meant, named = {checkout.token: sent}, [spaced(reference)]
        for token, other, due in self._with_it(checkout):
            meant[token] = due
            named.append(spaced(other))
        self.run.counts["transfer for several"] += len(meant) > 1
        all_of_them = " ".join(named)
        text = self.dice.choice((*[all_of_them] * 3, f"wedding {all_of_them.lower()}", named[0], "for the wedding"))
        self.run.bank.moves(text, meant)
        if self.dice.random() < 0.15:
            self.run.counts["transfer sent twice"] += 1
            self.run.bank.moves(text, meant)

    def _with_it(self, checkout: Checkout) -> list[tuple[str, str, int]]:
        """What is paid with the same transfer: what was given a reference, by whomever, and nobody has sent."""
        if self.dice.random() >= self.habits.together:
            return []
        self.begin_another()
        return [each for each in asides.ask(OTHERS, checkout.pk) if not self.run.bank.has_moved_for(each[0])][:2]
