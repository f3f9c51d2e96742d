"""Stripe's objects, plain JSON or as the library hands them over, read into our own values."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from handfast.payments.snapshots import Charge, Dispute, Problem, Refund, Snapshot, Transaction


def field(found: Any, name: str) -> Any:
    """A field that may be absent, or None: the library's objects are not dicts, and have no `get`."""
    return found[name] if name in found else None  # noqa: SIM401


@dataclass(frozen=True)
class Intent:
    """What the pay page needs of an intent; `secret` is shown to its payer and to nobody else, and never stored."""

    id: str
    status: str
    amount: int
    secret: str


@dataclass(frozen=True)
class Marked:
    """An intent at Stripe that names this install, and the token of the checkout that it was made for."""

    id: str
    status: str
    checkout: str


@dataclass(frozen=True)
class Facts:
    """What Stripe says of the account that our key opens. `clock` is Stripe's time in seconds, UTC."""

    stripe_id: str
    country: str
    currency: str
    charges_enabled: bool
    clock: float | None


@dataclass(frozen=True)
class Event:
    """That something happened at Stripe, to which intent, and the token of ours that it bears, if any."""

    id: str
    type: str
    happened_at: datetime
    intent_id: str
    checkout: str


@dataclass(frozen=True)
class Movement:
    """One movement of the account's balance, in minor units; `source_id` is the charge, refund or dispute behind it.

    `is_pending`: the refund behind it is still on its way.
    """

    id: str
    type: str
    amount: int
    fee: int
    net: int
    currency: str
    source_id: str
    intent_id: str
    happened_at: datetime
    is_pending: bool


@dataclass(frozen=True)
class Endpoint:
    """A webhook endpoint as Stripe has it. `api_version` is empty where it follows the account's."""

    id: str
    url: str
    enabled: bool
    events: tuple[str, ...]
    api_version: str


def endpoint(found: Any) -> Endpoint:
    """A webhook endpoint, without its secret, which Stripe tells only once."""
    version = field(found, "api_version") or ""
    return Endpoint(found.id, found.url, found.status == "enabled", tuple(found.enabled_events), version)


def intent(found: Any) -> Intent:
    """A payment intent, read for its payer's page."""
    return Intent(found.id, found.status, found.amount, found.client_secret)


def event(found: Any) -> Event:
    """An event, read only for what it is about."""
    thing = found["data"]["object"]
    marks = field(thing, "metadata") or {}
    return Event(
        found["id"],
        found["type"],
        datetime.fromtimestamp(found["created"], UTC),
        _intent_of(thing),
        field(marks, "handfast_checkout") or "",
    )


def movement(found: Any) -> Movement:
    """A balance transaction with its source expanded."""
    source = field(found, "source")
    known = source is not None and not isinstance(source, str)
    return Movement(
        found["id"],
        found["type"],
        found["amount"],
        found["fee"],
        found["net"],
        found["currency"],
        source["id"] if known else source or "",
        _intent_of(source) if known else "",
        datetime.fromtimestamp(found["created"], UTC),
        known and field(source, "object") == "refund" and field(source, "status") in ("pending", "requires_action"),
    )


def _intent_of(thing: Any) -> str:
    """The intent that a charge, refund, dispute or the intent itself belongs to; empty for anything else."""
    if field(thing, "object") == "payment_intent":
        return thing["id"]
    intent = field(thing, "payment_intent")
    return intent if isinstance(intent, str) else field(intent, "id") if intent else ""


def snapshot(found: Any, disputes: list[Any]) -> Snapshot:
    """A payment intent (its latest charge, with balance transaction and refunds, expanded) and its disputes."""
    names = field(found, "metadata") or {}
    error, charge = field(found, "last_payment_error"), field(found, "latest_charge")
    return Snapshot(
        intent_id=found["id"],
        status=found["status"],
        amount=found["amount"],
        amount_received=found["amount_received"],
        currency=found["currency"],
        livemode=found["livemode"],
        instance=field(names, "handfast_instance") or "",
        checkout=field(names, "handfast_checkout") or "",
        charge=_charge(charge) if charge else None,
        problem=_problem(error) if error else None,
        disputes=tuple(_dispute(each) for each in sorted(disputes, key=lambda each: each["id"])),
    )


def _charge(found: Any) -> Charge:
    card = field(field(found, "payment_method_details") or {}, "card") or {}
    transaction = field(found, "balance_transaction")
    refunds = field(found, "refunds")
    listed = sorted(refunds["data"], key=lambda each: each["id"]) if refunds else []
    return Charge(
        id=found["id"],
        status=found["status"],
        amount=found["amount"],
        amount_captured=found["amount_captured"],
        currency=found["currency"],
        created=found["created"],
        card=f"{field(card, 'brand')} {field(card, 'last4')}" if card else "",
        transaction=_transaction(transaction) if transaction else None,
        refunds=tuple(map(_refund, listed)),
    )


def _transaction(found: Any) -> Transaction:
    return Transaction(found["id"], found["amount"], found["fee"], found["net"], found["currency"], found["created"])


def _refund(found: Any) -> Refund:
    return Refund(
        id=found["id"],
        status=field(found, "status") or "pending",
        amount=found["amount"],
        currency=found["currency"],
        created=found["created"],
        moved=bool(field(found, "balance_transaction")),
        reason=field(found, "reason") or "",
        failure=field(found, "failure_reason") or "",
    )


def _dispute(found: Any) -> Dispute:
    details = field(found, "evidence_details") or {}
    return Dispute(
        id=found["id"],
        status=found["status"],
        amount=found["amount"],
        currency=found["currency"],
        created=found["created"],
        reason=field(found, "reason") or "",
        due_by=field(details, "due_by"),
        transactions=tuple(_transaction(each) for each in field(found, "balance_transactions") or ()),
    )


def _problem(found: Any) -> Problem:
    return Problem(*(field(found, name) or "" for name in ("code", "decline_code", "message")))
