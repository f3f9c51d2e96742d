"""The rules of the ledger, pure: how Stripe says an intent stands becomes entries, and reasons not to believe it.

The same snapshot always gives the same lines, and lines have keys of their own, so snapshots may come in any order and
any number of times. Imports neither Django nor stripe.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

PAYMENT = "payment"
FEE = "fee"


@dataclass(frozen=True)
class Transaction:
    """A balance transaction: what reached the account. Minor units of `currency`; `created` in seconds, UTC."""

    id: str
    amount: int
    fee: int
    net: int
    currency: str
    created: int


@dataclass(frozen=True)
class Charge:
    """One attempt to take the money. `transaction` is None until Stripe has worked out the fee."""

    id: str
    status: str
    amount: int
    amount_captured: int
    currency: str
    created: int
    card: str = ""
    transaction: Transaction | None = None


@dataclass(frozen=True)
class Problem:
    """Why the last attempt failed; `message` is Stripe's, written for the payer."""

    code: str
    decline_code: str = ""
    message: str = ""


@dataclass(frozen=True)
class Snapshot:
    """How Stripe said an intent stands: what the ledger needs of it and no more. Amounts in minor units."""

    intent_id: str
    status: str
    amount: int
    amount_received: int
    currency: str
    livemode: bool
    instance: str = ""
    checkout: str = ""
    charge: Charge | None = None
    problem: Problem | None = None

    def as_json(self) -> dict:
        """The snapshot as plain values, the same for the same facts."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict) -> "Snapshot":
        """The snapshot of `as_json`."""
        charge, problem = data.get("charge"), data.get("problem")
        if charge:
            transaction = charge.get("transaction")
            charge = Charge(**{**charge, "transaction": Transaction(**transaction) if transaction else None})
        return cls(**{**data, "charge": charge, "problem": Problem(**problem) if problem else None})


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
    """The money facts in `snapshot`: what was taken (never merely asked for) and, once known, Stripe's fee."""
    charge = snapshot.charge
    if charge is None or charge.status != "succeeded" or charge.amount_captured == 0:
        return
    yield Line(PAYMENT, charge.id, charge.amount_captured, charge.currency, _utc(charge.created))
    if charge.transaction:
        fee = charge.transaction
        yield Line(FEE, fee.id, -fee.fee, fee.currency, _utc(fee.created))


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
    if snapshot.amount_received and snapshot.amount_received not in expected.amounts:
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


def _utc(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
