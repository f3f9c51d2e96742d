"""Disputes and inquiries: a cardholder's bank asks for the money back."""

from stripe_sandbox import fees, merge, shapes, wire
from stripe_sandbox.account import Account, public
from stripe_sandbox.errors import WrongState
from stripe_sandbox.events import emit
from stripe_sandbox.merge import Obj
from stripe_sandbox.resources import balance
from stripe_sandbox.resources.routing import Call, Route
from stripe_sandbox.schedule import job
from stripe_sandbox.shapes import Shape, boolean, listing, short, text

DAYS_TO_ANSWER = 9
DECISION_AFTER = 2.0
"""Seconds of the world's clock between the evidence and the bank's decision; real banks take weeks."""

NETWORK_REASONS = {"fraudulent": "10.4", "product_not_received": "13.1"}
EVIDENCE = [
    "access_activity_log",
    "billing_address",
    "cancellation_policy",
    "cancellation_policy_disclosure",
    "cancellation_rebuttal",
    "customer_communication",
    "customer_email_address",
    "customer_name",
    "customer_purchase_ip",
    "customer_signature",
    "duplicate_charge_documentation",
    "duplicate_charge_explanation",
    "duplicate_charge_id",
    "product_description",
    "receipt",
    "refund_policy",
    "refund_policy_disclosure",
    "refund_refusal_explanation",
    "service_date",
    "service_documentation",
    "shipping_address",
    "shipping_carrier",
    "shipping_date",
    "shipping_documentation",
    "shipping_tracking_number",
    "uncategorized_file",
    "uncategorized_text",
]


def open_for(account: Account, charge: Obj, reason: str, lost: bool = False) -> Obj:
    """A bank disputes a charge. An `inquiry` moves no money; a `lost` one (a debit returned late) is over at once."""
    inquiry = reason == "inquiry"
    now = int(account.world.now())
    dispute = account.add(
        {
            "id": account.draw("du"),
            "object": "dispute",
            "amount": charge["amount_captured"],
            "balance_transactions": [],
            "charge": charge["id"],
            "created": now,
            "currency": charge["currency"],
            "enhanced_eligibility_types": [],
            "evidence": {**dict.fromkeys(EVIDENCE), "enhanced_evidence": {}},
            "evidence_details": {
                "due_by": None if lost else now + DAYS_TO_ANSWER * 86400,
                "enhanced_eligibility": {},
                "has_evidence": False,
                "past_due": False,
                "submission_count": 0,
                "submission_method": "not_submitted",
            },
            "is_charge_refundable": inquiry,
            "livemode": account.livemode,
            "metadata": {},
            "payment_intent": charge["payment_intent"],
            "reason": "general" if inquiry else reason,
            "status": "lost" if lost else "warning_needs_response" if inquiry else "needs_response",
            **_card_details(charge, inquiry, reason),
        }
    )
    account.change(charge, disputed=True)
    emit(account, "charge.dispute.created", dispute)
    if not inquiry:
        _withdraw(account, dispute)
    if lost:
        emit(account, "charge.dispute.closed", dispute)
    return dispute


def _card_details(charge: Obj, inquiry: bool, reason: str) -> Obj:
    card = charge["payment_method_details"].get("card")
    if not card:
        return {}
    code = NETWORK_REASONS.get(reason)
    case = "inquiry" if inquiry else "chargeback"
    details = {"brand": card["brand"], "case_type": case, "network": card["brand"], "network_reason_code": code}
    return {"network_reason_code": code, "payment_method_details": {"card": details, "type": "card"}}


def _withdraw(account: Account, dispute: Obj) -> None:
    fee = fees.of_dispute(dispute["currency"])
    _move(account, dispute, -dispute["amount"], fee, "dispute")
    emit(account, "charge.dispute.funds_withdrawn", dispute, {"balance_transactions": []})


def _move(account: Account, dispute: Obj, amount: int, fee: int, category: str) -> None:
    source = {**dispute, "description": f"Chargeback {category} for {dispute['charge']}"}
    arrival = balance.arrival(account, account.objects[dispute["charge"]])
    transaction = balance.post(account, "adjustment", source, amount, fee, arrival, category)
    account.change(dispute, balance_transactions=[*dispute["balance_transactions"], public(transaction)])


def _close(account: Account, dispute: Obj, status: str) -> None:
    before = account.change(dispute, status=status)
    if status == "won":
        earlier = dispute["balance_transactions"]
        _move(account, dispute, dispute["amount"], -fees.of_dispute(dispute["currency"]), "dispute_reversal")
        emit(account, "charge.dispute.funds_reinstated", dispute, {"balance_transactions": earlier})
    emit(account, "charge.dispute.closed", dispute, before)


@job
def decide(account: Account, id: str) -> None:
    """The bank has read the evidence: `winning_evidence` wins, anything else loses; an inquiry is closed."""
    dispute = account.objects[id]
    if dispute["status"] == "warning_under_review":
        _close(account, dispute, "warning_closed")
    elif dispute["status"] == "under_review":
        won = dispute["evidence"]["uncategorized_text"] == "winning_evidence"
        _close(account, dispute, "won" if won else "lost")


def _retrieve(call: Call) -> Obj:
    return call.named("dispute", "dispute")


def _update(call: Call) -> Obj:
    account, dispute, params = call.account, call.named("dispute", "dispute"), call.params
    fields: Obj = {}
    if "metadata" in params:
        fields["metadata"] = merge.metadata(dispute["metadata"], params["metadata"])
    if params.get("evidence") or params.get("submit"):
        fields |= _evidence(dispute, params.get("evidence") or {})
        if params.get("submit", True):
            fields |= _submitted(dispute, fields["evidence_details"])
    before = account.change(dispute, **fields)
    if before:
        emit(account, "charge.dispute.updated", dispute, before)
    if "status" in before:
        account.world.later(account, DECISION_AFTER, decide, dispute["id"])
    return dispute


def _evidence(dispute: Obj, given: Obj) -> Obj:
    if dispute["status"] not in ("needs_response", "warning_needs_response"):
        raise WrongState("This dispute is already closed or under review, so its evidence cannot be changed.")
    evidence = {**dispute["evidence"], **given}
    return {
        "evidence": evidence,
        "evidence_details": {**dispute["evidence_details"], "has_evidence": any(evidence.values())},
    }


def _submitted(dispute: Obj, details: Obj) -> Obj:
    count = details["submission_count"] + 1
    return {
        "status": "warning_under_review" if dispute["status"].startswith("warning") else "under_review",
        "evidence_details": {**details, "submission_count": count, "submission_method": "manual"},
    }


def _accept(call: Call) -> Obj:
    dispute = call.named("dispute", "dispute")
    if dispute["status"] not in ("needs_response", "warning_needs_response"):
        raise WrongState("This dispute is already closed.")
    _close(call.account, dispute, "warning_closed" if dispute["status"].startswith("warning") else "lost")
    return dispute


def _list(call: Call) -> Obj:
    filters = {name: call.params[name] for name in ("charge", "payment_intent") if call.params.get(name)}
    objects = call.account.kinds["dispute"]
    for field, value in filters.items():
        objects = call.account.where("dispute", field, value)
    return wire.page(
        call.account, objects, call.params, "/v1/disputes", lambda each: all(each[k] == v for k, v in filters.items())
    )


UPDATE = Shape(
    None,
    "intended_submission_method",
    evidence=Shape(None, "appeal enhanced_evidence", **dict.fromkeys(EVIDENCE, short(150_000))),
    metadata=shapes.metadata,
    submit=boolean,
)
ROUTES = [
    Route("GET", "/v1/disputes", _list, listing(charge=text, payment_intent=text)),
    Route("GET", "/v1/disputes/:id", _retrieve),
    Route("POST", "/v1/disputes/:id", _update, UPDATE),
    Route("POST", "/v1/disputes/:id/close", _accept),
]
