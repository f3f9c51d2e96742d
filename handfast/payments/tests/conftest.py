"""Checkouts, and what Stripe might say of them, for the tests of payments alone."""

import contextlib
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
import stripe
from stripe_sandbox.api import Api
from stripe_sandbox.transport import SandboxTransport
from stripe_sandbox.world import World

from handfast.payments import gateway, pay
from handfast.payments.models import Account, Book, Checkout
from handfast.payments.snapshots import Charge, Problem, Snapshot, Transaction

SECRET = "whsec_handfasttests00000000"
TAKEN_AT = 1_790_000_000


@pytest.fixture
def book(db) -> Book:
    """A book in pounds."""
    return Book.objects.create(account=Account.objects.create(), name="Robin & Sam")


@pytest.fixture
def checkout(book: Book) -> Checkout:
    """£80.00 wanted of Priya; Stripe has not been asked."""
    return pay.open_checkout(
        book, amount=8000, description="A gift", payer_name="Priya Nair", payer_email="priya@example.org"
    )


def asked(checkout: Checkout, intent_id: str = "pi_1") -> Checkout:
    """`checkout` once the intent was made: one answered call, the intent's id noted."""
    checkout.calls.get_or_create(action="create", n=1, defaults={"amount": checkout.amount})
    checkout.intent_id = intent_id
    checkout.save()
    return checkout


def untouched(checkout: Checkout, intent_id: str = "pi_1") -> Snapshot:
    """The intent as it is made."""
    account = checkout.book.account
    return Snapshot(
        intent_id=intent_id,
        status="requires_payment_method",
        amount=checkout.amount,
        amount_received=0,
        currency=checkout.currency,
        livemode=False,
        instance=account.instance,
        checkout=checkout.token,
    )


def charge_of(snapshot: Snapshot, status: str = "succeeded") -> Charge:
    """A charge for all of it; no fee known yet."""
    taken = snapshot.amount if status == "succeeded" else 0
    return Charge("ch_1", status, snapshot.amount, taken, snapshot.currency, TAKEN_AT, "visa 4242")


def life_of(start: Snapshot) -> list[Snapshot]:
    """Every answer that Stripe gives while a declined card is followed by one that asks the bank and then pays."""
    declined = replace(
        start,
        problem=Problem("card_declined", "insufficient_funds", "Your card has insufficient funds."),
        charge=charge_of(start, "failed"),
    )
    paid = replace(start, status="succeeded", amount_received=start.amount, charge=charge_of(start))
    fee = Transaction("txn_1", start.amount, 140, start.amount - 140, start.currency, TAKEN_AT + 1)
    settled = replace(paid, charge=replace(charge_of(start), transaction=fee))
    return [
        start,
        declined,
        replace(start, status="requires_action"),
        replace(start, status="processing"),
        paid,
        settled,
    ]


def event(
    checkout: Checkout | None = None, *, id: str = "evt_1", type: str = "charge.succeeded", **thing: object
) -> dict:
    """An event such as Stripe sends, about `checkout`'s charge (or nobody's)."""
    metadata = {}
    if checkout:
        metadata = {"handfast_instance": checkout.book.account.instance, "handfast_checkout": checkout.token}
    charge = {"id": "ch_1", "object": "charge", "payment_intent": "pi_1", "metadata": metadata, **thing}
    return {
        "id": id,
        "object": "event",
        "type": type,
        "created": TAKEN_AT,
        "livemode": False,
        "api_version": "2026-10-28.endive",
        "data": {"object": charge},
    }


def signature(body: bytes, *, secret: str = SECRET, at: float | None = None) -> str:
    """A Stripe-Signature header for `body`, made at `at` (seconds, UTC; now)."""
    stamp = int(time.time() if at is None else at)
    digest = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={stamp},v1={digest}"


@pytest.fixture
def ring(client, settings) -> Callable:
    """Delivers an event to the webhook as Stripe would; the answer."""
    settings.STRIPE_WEBHOOK_SECRETS = [SECRET]

    def post(what: dict, *, header: str | None = None, url: str = "/stripe/webhook/"):
        body = json.dumps(what).encode()
        header = signature(body) if header is None else header
        return client.post(url, body, content_type="application/json", headers={"Stripe-Signature": header})

    return post


class Guest:
    """The payer's browser and Stripe's own machinery, in one process: the official library on a sandbox world.

    Stripe's clock moves by `later` only: what Stripe does a moment later is never done already, however slow the test.
    """

    KEY = "sk_test_handfasttests00000000"

    def __init__(self) -> None:
        began = time.time()
        self.world = World(clock=lambda: began, seed=7)
        self.transport = SandboxTransport(Api(self.world))
        self.client = stripe.StripeClient(self.KEY, http_client=self.transport)

    def confirm(self, intent_id: str, card: str = "pm_card_visa") -> None:
        """Pays with a test card; a decline is how it ends, not an error."""
        back = "https://example.org/back"
        with contextlib.suppress(stripe.CardError):
            self.client.v1.payment_intents.confirm(intent_id, {"payment_method": card, "return_url": back})

    def debit(self, intent_id: str, iban: str = "AT611904300234573201") -> None:
        """Pays by SEPA debit, which takes its time; what comes of it is the account number's business."""
        account = {"type": "sepa_debit", "sepa_debit": {"iban": iban}}
        account["billing_details"] = {"name": "Priya Nair", "email": "priya@example.org"}
        fields = {"payment_method_data": account, "mandate_data": {"customer_acceptance": {"type": "offline"}}}
        self.client.v1.payment_intents.confirm(intent_id, {**fields, "return_url": "https://example.org/back"})

    def later(self, seconds: float = 10) -> None:
        """Lets Stripe's time pass, so that what it does by itself is done."""
        self.world.advance(seconds)

    def expire(self, key: str) -> None:
        """The key is rolled at Stripe."""
        self.world.rule(key, expired=True)

    def restrict(self, key: str, *permissions: str) -> None:
        """The key is a restricted one, with these permissions and the account's own."""
        self.world.rule(key, permissions=frozenset({"account_read", *permissions}))

    def intents(self) -> list:
        """Every intent there is, newest first."""
        return self.client.v1.payment_intents.list({"limit": 100}).data


@pytest.fixture
def guest(settings) -> Iterator[Guest]:
    """Stripe in this process, and somebody who pays."""
    settings.STRIPE_SECRET_KEY = Guest.KEY
    settings.STRIPE_PUBLISHABLE_KEY = Guest.KEY.replace("sk_", "pk_")
    found = Guest()
    token = gateway.transport.set(found.transport)
    yield found
    gateway.transport.reset(token)
