"""Charges: one attempt to take money, whether it worked or not."""

from typing import Any

from stripe_sandbox import merge, shapes, wire
from stripe_sandbox.account import Account
from stripe_sandbox.cards import Decline, TestCard
from stripe_sandbox.events import emit
from stripe_sandbox.merge import Obj
from stripe_sandbox.resources import balance, customers
from stripe_sandbox.resources.routing import Call, Route
from stripe_sandbox.schedule import job
from stripe_sandbox.shapes import Shape, anything, listing, text

COPIED = [
    "amount",
    "currency",
    "customer",
    "description",
    "receipt_email",
    "shipping",
    "statement_descriptor",
    "statement_descriptor_suffix",
    "transfer_group",
]
"""What a charge takes over from its PaymentIntent when it is made; later changes do not follow."""

APPROVED: Obj = {
    "advice_code": None,
    "network_advice_code": None,
    "network_decline_code": None,
    "network_status": "approved_by_network",
    "reason": None,
    "risk_level": "normal",
    "risk_score": 12,
    "seller_message": "Payment complete.",
    "type": "authorized",
}


def make(account: Account, basis: Obj, method: Obj, status: str, **fields: Any) -> Obj:
    """A new charge of `basis` (a PaymentIntent, or a direct charge's parameters) on a payment method."""
    is_card = method["type"] == "card"
    charge: Obj = {
        "id": account.draw("ch" if is_card else "py"),
        "object": "charge",
        "amount_captured": 0,
        "amount_refunded": 0,
        "application": None,
        "application_fee": None,
        "application_fee_amount": None,
        "balance_transaction": None,
        "billing_details": method["billing_details"],
        "calculated_statement_descriptor": "STRIPE SANDBOX" if is_card else None,
        "captured": False,
        "created": int(account.world.now()),
        "disputed": False,
        "failure_balance_transaction": None,
        "failure_code": None,
        "failure_message": None,
        "fraud_details": {},
        "livemode": account.livemode,
        "metadata": dict(basis.get("metadata") or {}),
        "on_behalf_of": None,
        "outcome": APPROVED,
        "paid": status == "succeeded",
        "payment_intent": basis.get("id"),
        "payment_method": method["id"],
        "radar_options": {},
        "receipt_number": None,
        "receipt_url": None,
        "refunded": False,
        "review": None,
        "source_transfer": None,
        "status": status,
        "transfer_data": None,
    }
    charge |= {key: basis.get(key) for key in COPIED}
    charge["payment_method_details"] = {"type": method["type"], method["type"]: _details(account, method, charge)}
    return account.add(charge | fields)


def _details(account: Account, method: Obj, charge: Obj) -> Obj:
    known = method[method["type"]]
    if method["type"] == "sepa_debit":
        kept = {key: known[key] for key in ("bank_code", "branch_code", "country", "fingerprint", "last4")}
        return {**kept, "mandate": account.draw("mandate")}
    kept = {
        key: known[key] for key in ("brand", "checks", "country", "exp_month", "exp_year", "fingerprint", "funding")
    }
    return {
        **kept,
        "amount_authorized": charge["amount"],
        "authorization_code": account.world.ids.text(6).upper(),
        "extended_authorization": {"status": "disabled"},
        "incremental_authorization": {"status": "unavailable"},
        "installments": None,
        "last4": known["last4"],
        "mandate": None,
        "multicapture": {"status": "unavailable"},
        "network": known["brand"],
        "network_token": {"used": False},
        "network_transaction_id": account.world.ids.text(15).upper(),
        "overcapture": {"maximum_amount_capturable": charge["amount"], "status": "unavailable"},
        "regulated_status": "unregulated",
        "three_d_secure": None,
        "wallet": None,
    }


def declined(account: Account, basis: Obj, method: Obj, card: TestCard, decline: Decline) -> Obj:
    """A charge that the bank refused, or that Stripe blocked before asking it."""
    outcome = {
        **APPROVED,
        "advice_code": decline.advice,
        "network_status": "not_sent_to_network" if card.blocked else "declined_by_network",
        "reason": "highest_risk_level" if card.blocked else decline.decline_code,
        "risk_level": "highest" if card.blocked else "normal",
        "risk_score": 90 if card.blocked else 12,
        "seller_message": "Stripe blocked this payment as too risky."
        if card.blocked
        else f"The bank returned the decline code `{decline.decline_code}`.",
        "type": "blocked" if card.blocked else "issuer_declined",
    }
    charge = make(
        account,
        basis,
        method,
        "failed",
        failure_code=decline.code,
        failure_message=decline.message,
        outcome=outcome,
    )
    emit(account, "charge.failed", charge)
    return charge


def settle(account: Account, charge: Obj, amount: int, at_once: bool = False) -> None:
    """Posts the money of a captured charge: `amount` in minor units, spendable at once or in two days."""
    transaction = balance.post_charge(account, charge, amount, at_once)
    account.change(charge, balance_transaction=transaction["id"])


@job
def settle_later(account: Account, id: str, at_once: bool) -> None:
    """automatic_async: the balance transaction exists a moment after the charge, and charge.updated says so."""
    charge = account.objects[id]
    settle(account, charge, charge["amount_captured"], at_once)
    emit(account, "charge.updated", charge, {"balance_transaction": None})


def capture(account: Account, charge: Obj, amount: int) -> None:
    """Takes a held amount, or part of it (minor units); the rest is released."""
    account.change(charge, captured=True, amount_captured=amount)
    settle(account, charge, amount)
    emit(account, "charge.captured", charge)


def _retrieve(call: Call) -> Obj:
    return call.named("charge", "charge")


def _update(call: Call) -> Obj:
    charge = call.named("charge", "charge")
    fields = {key: value for key, value in call.params.items() if key != "metadata"}
    if "shipping" in fields:
        fields["shipping"] = fields["shipping"] and shipping(fields["shipping"])
    if "metadata" in call.params:
        fields["metadata"] = merge.metadata(charge["metadata"], call.params["metadata"])
    if before := call.account.change(charge, **fields):
        emit(call.account, "charge.updated", charge, before)
    return charge


def shipping(given: Obj) -> Obj:
    """A shipping hash with every key that Stripe shows."""
    return merge.full(customers.SHIPPING, given)


def _list(call: Call) -> Obj:
    filters = {name: call.params[name] for name in ("payment_intent", "customer") if call.params.get(name)}
    objects = call.account.kinds["charge"]
    for field, value in filters.items():
        objects = call.account.where("charge", field, value)
    return wire.page(
        call.account, objects, call.params, "/v1/charges", lambda each: all(each[k] == v for k, v in filters.items())
    )


UPDATE = Shape(
    None,
    "customer",
    description=text,
    fraud_details=anything,
    metadata=shapes.metadata,
    receipt_email=shapes.email,
    shipping=shapes.SHIPPING,
    transfer_group=text,
)
ROUTES = [
    Route("GET", "/v1/charges", _list, listing("transfer_group", payment_intent=text, customer=text)),
    Route("GET", "/v1/charges/:id", _retrieve),
    Route("POST", "/v1/charges/:id", _update, UPDATE),
]
