"""Stripe's objects, as the library hands them over, read into our own values."""

from typing import Any

from handfast.payments.snapshots import Charge, Dispute, Problem, Refund, Snapshot, Transaction


def field(found: Any, name: str) -> Any:
    """A field that may be absent, or None: Stripe's objects are not dicts, and have no `get`."""
    return found[name] if name in found else None  # noqa: SIM401


def snapshot(found: Any, disputes: list[Any]) -> Snapshot:
    """A payment intent (its latest charge, with balance transaction and refunds, expanded) and its disputes."""
    names = field(found, "metadata") or {}
    error, charge = field(found, "last_payment_error"), field(found, "latest_charge")
    return Snapshot(
        intent_id=found.id,
        status=found.status,
        amount=found.amount,
        amount_received=found.amount_received,
        currency=found.currency,
        livemode=found.livemode,
        instance=field(names, "handfast_instance") or "",
        checkout=field(names, "handfast_checkout") or "",
        charge=_charge(charge) if charge else None,
        problem=_problem(error) if error else None,
        disputes=tuple(_dispute(each) for each in sorted(disputes, key=lambda each: each.id)),
    )


def _charge(found: Any) -> Charge:
    card = field(field(found, "payment_method_details") or {}, "card") or {}
    transaction = field(found, "balance_transaction")
    refunds = field(found, "refunds")
    return Charge(
        id=found.id,
        status=found.status,
        amount=found.amount,
        amount_captured=found.amount_captured,
        currency=found.currency,
        created=found.created,
        card=f"{field(card, 'brand')} {field(card, 'last4')}" if card else "",
        transaction=_transaction(transaction) if transaction else None,
        refunds=tuple(_refund(each) for each in sorted(refunds.data, key=lambda each: each.id)) if refunds else (),
    )


def _transaction(found: Any) -> Transaction:
    return Transaction(found.id, found.amount, found.fee, found.net, found.currency, found.created)


def _refund(found: Any) -> Refund:
    return Refund(
        id=found.id,
        status=field(found, "status") or "pending",
        amount=found.amount,
        currency=found.currency,
        created=found.created,
        moved=bool(field(found, "balance_transaction")),
        reason=field(found, "reason") or "",
        failure=field(found, "failure_reason") or "",
    )


def _dispute(found: Any) -> Dispute:
    details = field(found, "evidence_details") or {}
    return Dispute(
        id=found.id,
        status=found.status,
        amount=found.amount,
        currency=found.currency,
        created=found.created,
        reason=field(found, "reason") or "",
        due_by=field(details, "due_by"),
        transactions=tuple(_transaction(each) for each in field(found, "balance_transactions") or ()),
    )


def _problem(found: Any) -> Problem:
    return Problem(*(field(found, name) or "" for name in ("code", "decline_code", "message")))
