"""An amount that was set aside and then taken in part: what was received counts, whatever was asked for."""

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from handfast.payments import gateway, pay, refunds
from handfast.payments.models import Account, Book, Checkout, Discrepancy, Entry
from handfast.payments.observe import observe
from handfast.payments.states import State, state
from handfast.payments.tests.conftest import Guest


class InPart(TestCase):
    """Property: of any amount that was set aside, any part that is taken is what the ledger and Stripe both have."""

    def setUp(self) -> None:
        self.guest = Guest()
        token = gateway.transport.set(self.guest.transport)
        self.addCleanup(gateway.transport.reset, token)

    @settings(max_examples=25, deadline=None)
    @given(st.integers(100, 99_999_999).flatmap(lambda most: st.tuples(st.just(most), st.integers(1, most))))
    def test_what_was_received_counts(self, amounts: tuple[int, int]) -> None:
        with self.settings(STRIPE_SECRET_KEY=Guest.KEY):
            self._holds(*amounts)

    def _holds(self, asked: int, taken: int) -> None:
        checkout = self._set_aside(asked)
        observe(checkout, "charge.succeeded")
        assert state(checkout) is State.ON_ITS_WAY
        assert not checkout.entries.exists()

        intents = self.guest.client.v1.payment_intents
        assert intents.capture(checkout.intent_id, {"amount_to_capture": taken}).amount_received == taken
        self.guest.later()
        observe(checkout, "charge.captured")
        observe(checkout, "payment_intent.succeeded")
        assert state(checkout) is State.RECEIVED
        assert checkout.entries.get(kind=Entry.Kind.PAYMENT).amount == taken == refunds.refundable(checkout)
        assert not Discrepancy.objects.exists()
        assert sum(checkout.entries.values_list("amount", flat=True)) == self._moved(checkout)

    def _set_aside(self, amount: int) -> Checkout:
        """A checkout whose payer's bank holds all of it, and has given none of it away."""
        book = Book.objects.create(account=Account.objects.create(), name="Robin & Sam")
        checkout = pay.open_checkout(book, amount=amount, description="A bill, paid at the door")
        pay.client_secret(checkout)
        self.guest.client.v1.payment_intents.update(checkout.intent_id, {"capture_method": "manual"})
        self.guest.confirm(checkout.intent_id)
        return checkout

    def _moved(self, checkout: Checkout) -> int:
        """What Stripe's balance moved by for this checkout, its fee taken off."""
        found = self.guest.client.v1.payment_intents.retrieve(checkout.intent_id, {"expand": ["latest_charge"]})
        return self.guest.client.v1.balance_transactions.retrieve(found.latest_charge.balance_transaction).net
