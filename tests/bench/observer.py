"""`python -m tests.bench.observer site|least`: one worker of the bench, with a Stripe that answers at once.

Stripe's answers are made in this process, so that what is measured is the work around them. It says "ready", and then
looks up whatever deliveries there are until it is ended.
"""

import json
import sys
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import django

django.setup()

import stripe  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from handfast.payments import deliveries, gateway  # noqa: E402

_MARKS = "SELECT c.token, a.instance FROM payments_checkout c JOIN payments_book b ON b.id = c.book_id "
_MARKS += "JOIN payments_account a ON a.id = b.account_id"


class Ready(stripe.HTTPClient):
    """Answers with the paid intent that was asked for; `marks` are (checkout's token, install's name) by intent."""

    name = "ready"

    def __init__(self, marks: Mapping[str, tuple[str, str]]) -> None:
        super().__init__()
        self._marks = marks

    def request(
        self, method: str, url: str, headers: Mapping[str, str] | None, post_data: Any = None, **_usage: Any
    ) -> tuple[str, int, dict[str, str]]:
        """A PaymentIntent with its charge and fee, as Stripe gives it when these are expanded."""
        intent_id = urlsplit(url).path.rpartition("/")[2]
        token, instance = self._marks[intent_id]
        return json.dumps(_paid(intent_id, token, instance)), 200, {"request-id": "req_bench"}

    def close(self) -> None:
        """Nothing is held open."""


def _paid(intent_id: str, token: str, instance: str) -> dict[str, Any]:
    money = {"amount": 7500, "currency": "gbp", "created": 1_790_000_000}
    fee = {"id": f"txn_{intent_id}", "object": "balance_transaction", "fee": 133, "net": 7367, **money}
    refunds = {"object": "list", "data": [], "has_more": False, "url": "/v1/refunds"}
    charge = {"id": f"ch_{intent_id}", "object": "charge", "status": "succeeded", "amount_captured": 7500, **money}
    charge |= {"balance_transaction": fee, "refunds": refunds, "disputed": False, "payment_intent": intent_id}
    intent = {"id": intent_id, "object": "payment_intent", "status": "succeeded", "amount_received": 7500, **money}
    marks = {"handfast_checkout": token, "handfast_instance": instance}
    return {**intent, "livemode": False, "metadata": marks, "last_payment_error": None, "latest_charge": charge}


def least() -> int:
    """The least that could look a delivery up: claim one, ask with Stripe's library, one INSERT, done; how many."""
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute("SELECT id, intent_id FROM bench_rung WHERE NOT done LIMIT 1 FOR UPDATE SKIP LOCKED")
        if (row := cursor.fetchone()) is None:
            return 0
        client = stripe.StripeClient(settings.STRIPE_SECRET_KEY, http_client=gateway.transport.get())
        intent = client.v1.payment_intents.retrieve(row[1], {"expand": ["latest_charge.balance_transaction"]})
        entry = [intent.latest_charge.id, intent.amount_received]
        cursor.execute("INSERT INTO bench_entry VALUES (%s, %s) ON CONFLICT DO NOTHING", entry)
        cursor.execute("UPDATE bench_rung SET done = true WHERE id = %s", row[:1])
    return 1


def main() -> None:
    """Works until it is ended."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 'pi_' || m.token, m.token, m.instance FROM ({_MARKS}) m")
        marks = {intent: (token, instance) for intent, token, instance in cursor.fetchall()}
    gateway.transport.set(Ready(marks))
    work = deliveries.attend if sys.argv[1] == "site" else least
    print("ready", flush=True)  # noqa: T201
    while True:
        if not work():
            time.sleep(0.005)


if __name__ == "__main__":
    main()
