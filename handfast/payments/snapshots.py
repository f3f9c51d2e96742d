"""How Stripe says an intent stands, as values: what the ledger needs and no more. Imports neither Django nor stripe.

Amounts are minor units of the `currency` beside them, times are seconds since 1970, UTC.
"""

import json
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Transaction:
    """A balance transaction: what reached (or left) the account."""

    id: str
    amount: int
    fee: int
    net: int
    currency: str
    created: int


@dataclass(frozen=True)
class Refund:
    """Money on its way back. `moved`: it has left the account, even if it came back to it later."""

    id: str
    status: str
    amount: int
    currency: str
    created: int
    moved: bool
    reason: str = ""
    failure: str = ""


@dataclass(frozen=True)
class Dispute:
    """The payer asked their bank for the money. An inquiry moves none: `transactions` is empty then."""

    id: str
    status: str
    amount: int
    currency: str
    created: int
    reason: str = ""
    due_by: int | None = None
    transactions: tuple[Transaction, ...] = ()


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
    refunds: tuple[Refund, ...] = ()


@dataclass(frozen=True)
class Problem:
    """Why the last attempt failed; `message` is Stripe's, written for the payer."""

    code: str
    decline_code: str = ""
    message: str = ""


@dataclass(frozen=True)
class Snapshot:
    """How Stripe said an intent stands. `instance` and `checkout` are the marks that we put on it."""

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
    disputes: tuple[Dispute, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The snapshot as JSON's own values: the same facts always give the same."""
        return json.loads(json.dumps(asdict(self)))

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Snapshot":
        """The snapshot of `as_json`, also of an earlier release that knew less."""
        charge, problem = data.get("charge"), data.get("problem")
        return cls(
            **{
                **data,
                "charge": _charge(charge) if charge else None,
                "problem": Problem(**problem) if problem else None,
                "disputes": tuple(_dispute(dispute) for dispute in data.get("disputes", ())),
            }
        )


def _charge(data: dict[str, Any]) -> Charge:
    transaction = data.get("transaction")
    return Charge(
        **{
            **data,
            "transaction": Transaction(**transaction) if transaction else None,
            "refunds": tuple(Refund(**refund) for refund in data.get("refunds", ())),
        }
    )


def _dispute(data: dict[str, Any]) -> Dispute:
    return Dispute(**{**data, "transactions": tuple(Transaction(**each) for each in data.get("transactions", ()))})
