"""The rules of the ledger, pure: how Stripe says an intent stands becomes entries, and reasons not to believe it.

The same snapshot always gives the same lines, and lines have keys of their own, so snapshots may come in any order and
any number of times. Imports neither Django nor stripe.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from handfast.payments.snapshots import Refund, Snapshot, Transaction

PAYMENT = "payment"
PAYMENT_UNDONE = "payment_undone"
FEE = "fee"
REFUND = "refund"
REFUND_RETURNED = "refund_returned"
DISPUTE = "dispute"
DISPUTE_FEE = "dispute_fee"
DISPUTE_RETURNED = "dispute_returned"


@dataclass(frozen=True)
class Expected:
    """What we asked for. `amounts`: every amount that a call of ours has asked for this checkout, in minor units."""

    token: str
    instance: str
    currency: str
    livemode: bool
    amounts: frozenset[int]
    intent_id: str | None = None


@dataclass(frozen=True)
class Line:
    """An entry to be: its key is (account, kind, stripe_id). Amounts in minor units; what leaves us is negative."""

    kind: str
    stripe_id: str
    amount: int
    currency: str
    occurred_at: datetime


@dataclass(frozen=True)
class Mismatch:
    """Why a snapshot is not believed, in words for the host; `about` is Stripe's id of what does not fit."""

    kind: str
    about: str
    message: str


def lines(snapshot: Snapshot) -> Iterator[Line]:
    """The money facts in `snapshot`: what was taken (never merely asked for), its fee, what went back."""
    charge = snapshot.charge
    if charge is None or charge.status != "succeeded" or charge.amount_captured == 0:
        return
    yield Line(PAYMENT, charge.id, charge.amount_captured, charge.currency, _utc(charge.created))
    if charge.transaction:
        fee = charge.transaction
        yield Line(FEE, fee.id, -fee.fee, fee.currency, _utc(fee.created))
    for refund in charge.refunds:
        yield from _refunded(refund)
    for dispute in snapshot.disputes:
        for moved in dispute.transactions:
            yield from _disputed(moved)


def _refunded(refund: Refund) -> Iterator[Line]:
    """A pending refund is not refunded. One that failed after it had moved is two lines, out and back, whether or not
    it was seen while it looked well."""
    failed = refund.status in ("failed", "canceled")
    if refund.status == "succeeded" or (failed and refund.moved):
        yield Line(REFUND, refund.id, -refund.amount, refund.currency, _utc(refund.created))
    if failed and refund.moved:
        yield Line(REFUND_RETURNED, refund.id, refund.amount, refund.currency, _utc(refund.created))


def _disputed(moved: Transaction) -> Iterator[Line]:
    """What a dispute withdraws is out, what a won one reinstates is back; the fee of either is a line of its own."""
    kind = DISPUTE if moved.amount < 0 else DISPUTE_RETURNED
    yield Line(kind, moved.id, moved.amount, moved.currency, _utc(moved.created))
    if moved.fee:
        yield Line(DISPUTE_FEE, moved.id, -moved.fee, moved.currency, _utc(moved.created))


def mismatches(snapshot: Snapshot, expected: Expected) -> Iterator[Mismatch]:
    """Each way in which `snapshot` does not fit what we asked for; nothing is credited while there is one.

    The contract's invariant 7: amount received, currency, account, mode and intent must match.
    """
    about = snapshot.intent_id
    if (snapshot.instance, snapshot.checkout) != (expected.instance, expected.token):
        yield Mismatch("wrong_owner", about, "This payment at Stripe names another gift or another site as its own.")
    if snapshot.amount_received and expected.intent_id not in (None, snapshot.intent_id):
        yield Mismatch("wrong_intent", about, f"A second payment for the same gift; the first is {expected.intent_id}.")
    if snapshot.livemode != expected.livemode:
        mode = "live" if snapshot.livemode else "test"
        yield Mismatch(
            "wrong_mode", about, f"This payment was made in Stripe's {mode} mode; this site is in the other."
        )
    if snapshot.currency != expected.currency:
        yield Mismatch(
            "wrong_currency", about, f"Paid in {snapshot.currency.upper()}, asked for in {expected.currency.upper()}."
        )
    if snapshot.amount_received and not _was_asked_for(snapshot, expected):
        yield Mismatch(
            "wrong_amount",
            about,
            f"Stripe received {snapshot.amount_received} (minor units), which was never asked for.",
        )
    charge = snapshot.charge
    if charge and charge.status == "succeeded" and charge.amount_captured != snapshot.amount_received:
        yield Mismatch(
            "wrong_charge",
            charge.id,
            f"The charge took {charge.amount_captured}, the payment says {snapshot.amount_received} (minor units).",
        )


def _was_asked_for(snapshot: Snapshot, expected: Expected) -> bool:
    """Whether the intent is over an amount of ours. What was set aside may be captured in part; the rest is let go.

    https://docs.stripe.com/payments/place-a-hold-on-a-payment-method
    """
    return snapshot.amount in expected.amounts and snapshot.amount_received <= snapshot.amount


def _utc(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
