"""Refunds: money given back, at once, later, or in the end not at all."""

from stripe_sandbox import merge, shapes, wire
from stripe_sandbox.account import Account
from stripe_sandbox.errors import Invalid, WrongState, missing, no_such
from stripe_sandbox.events import emit
from stripe_sandbox.merge import Obj
from stripe_sandbox.resources import balance, payment_methods
from stripe_sandbox.resources.routing import Call, Route
from stripe_sandbox.schedule import job
from stripe_sandbox.shapes import Shape, choice, listing, positive, text

GONE = ("failed", "canceled")


def _charge(account: Account, params: Obj) -> Obj:
    """The charge to refund, named by itself or by its PaymentIntent."""
    if params.get("charge") and params.get("payment_intent"):
        raise Invalid("You may only specify one of these parameters: charge, payment_intent.")
    if params.get("charge"):
        charge = account.find("charge", params["charge"])
        if charge is None:
            raise no_such("charge", params["charge"], "charge")
        return charge
    if not params.get("payment_intent"):
        raise missing("payment_intent")
    intent = account.find("payment_intent", params["payment_intent"])
    if intent is None:
        raise no_such("payment_intent", params["payment_intent"], "payment_intent")
    if intent["status"] != "succeeded":
        raise WrongState(f"This PaymentIntent ({intent['id']}) does not have a successful charge to refund.")
    return account.objects[intent["latest_charge"]]


def _check(account: Account, charge: Obj, amount: int | None) -> int:
    """The amount to refund, in minor units; raises WrongState where Stripe refuses."""
    left: int = charge["amount_captured"] - charge["amount_refunded"]
    if charge["status"] != "succeeded" or not charge["captured"]:
        raise WrongState(f"Charge {charge['id']} has not been captured, so it cannot be refunded.", param="charge")
    if left == 0:
        raise WrongState(f"Charge {charge['id']} has already been refunded.", "charge_already_refunded")
    fighting = [each for each in account.where("dispute", "charge", charge["id"]) if not each["is_charge_refundable"]]
    if any(each["status"] not in ("won", "warning_closed") for each in fighting):
        raise WrongState(f"Charge {charge['id']} has been charged back; cannot issue a refund.", "charge_disputed")
    if amount is not None and amount > left:
        currency = charge["currency"].upper()
        raise WrongState(
            f"Refund amount ({amount} {currency}) is greater than unrefunded amount on charge ({left} {currency}).",
            param="amount",
        )
    wanted = left if amount is None else amount
    if account.world.settings.enforce_balance and balance.available(account, charge["currency"]) < wanted:
        raise WrongState("Insufficient funds in your Stripe balance to refund this amount.", "balance_insufficient")
    return wanted


def _create(call: Call) -> Obj:
    account, params = call.account, call.params
    charge = _charge(account, params)
    amount = _check(account, charge, params.get("amount"))
    card = payment_methods.card_of(account.objects[charge["payment_method"]])
    pending = card.refund == "pending"
    is_card = charge["payment_method_details"]["type"] == "card"
    refund = account.add(
        {
            "id": account.draw("re" if is_card else "pyr"),
            "object": "refund",
            "amount": amount,
            "balance_transaction": None,
            "charge": charge["id"],
            "created": int(account.world.now()),
            "currency": charge["currency"],
            "destination_details": _destination(charge, pending),
            "metadata": merge.metadata({}, params.get("metadata")),
            "payment_intent": charge["payment_intent"],
            "reason": params.get("reason"),
            "receipt_number": None,
            "source_transfer_reversal": None,
            "status": "pending" if pending else "succeeded",
            "transfer_reversal": None,
            **({"pending_reason": "processing"} if pending else {}),
        }
    )
    type = "refund" if is_card else "payment_refund"
    source = {**refund, "description": "REFUND FOR CHARGE"}
    transaction = balance.post(account, type, source, -amount, available_on=balance.arrival(account, charge))
    account.change(refund, balance_transaction=transaction["id"])
    emit(account, "refund.created", refund)
    emit(account, "charge.refunded", charge, _count(account, charge))
    if card.refund != "succeeded":
        account.world.later(account, account.world.settings.refund_settles_after, settle, refund["id"], card.refund)
    else:
        account.world.later(account, account.world.settings.refund_settles_after, reference_arrives, refund["id"])
    return refund


def _destination(charge: Obj, pending: bool) -> Obj:
    if charge["payment_method_details"]["type"] != "card":
        return {"type": "sepa_debit"}
    return {
        "card": {"reference_status": "pending", "reference_type": "acquirer_reference_number", "type": "refund"},
        "type": "card",
    }


def _count(account: Account, charge: Obj) -> Obj:
    """Sets what the charge says of its refunds, from the refunds; returns the old values."""
    live = [each for each in account.where("refund", "charge", charge["id"]) if each["status"] not in GONE]
    amount = sum(each["amount"] for each in live)
    return account.change(charge, amount_refunded=amount, refunded=amount >= charge["amount_captured"])


def _updated(account: Account, refund: Obj, before: Obj) -> None:
    emit(account, "refund.updated", refund, before)
    emit(account, "charge.refund.updated", refund, before)


@job
def reference_arrives(account: Account, id: str) -> None:
    """The bank has given the refund a reference by which the cardholder can ask after it."""
    refund = account.objects[id]
    if refund["destination_details"]["type"] != "card" or refund["status"] != "succeeded":
        return
    card = {
        **refund["destination_details"]["card"],
        "reference": account.world.ids.text(16),
        "reference_status": "available",
    }
    before = account.change(refund, destination_details={"card": card, "type": "card"})
    _updated(account, refund, before)


@job
def settle(account: Account, id: str, outcome: str) -> None:
    """A refund that was on its way arrives (`pending`) or comes back (`failed`)."""
    refund = account.objects[id]
    if refund["status"] in GONE:
        return
    if outcome == "pending":
        _updated(account, refund, account.change(refund, status="succeeded", pending_reason=None))
    else:
        _fail(account, refund)


def _fail(account: Account, refund: Obj) -> None:
    source = {**refund, "description": "REFUND FAILURE"}
    arrival = balance.arrival(account, account.objects[refund["charge"]])
    opposite = balance.post(account, "refund_failure", source, refund["amount"], available_on=arrival)
    before = account.change(
        refund,
        status="failed",
        failure_reason="lost_or_stolen_card",
        failure_balance_transaction=opposite["id"],
    )
    _count(account, account.objects[refund["charge"]])
    emit(account, "refund.failed", refund)
    _updated(account, refund, before)


def _named(call: Call) -> Obj:
    return call.named("refund", "refund")


def _update(call: Call) -> Obj:
    refund = _named(call)
    if "metadata" in call.params:
        before = call.account.change(refund, metadata=merge.metadata(refund["metadata"], call.params["metadata"]))
        _updated(call.account, refund, before)
    return refund


def _cancel(call: Call) -> Obj:
    refund = _named(call)
    raise WrongState(f"This refund cannot be canceled because it has a status of {refund['status']}.")


def _list(call: Call) -> Obj:
    params = dict(call.params)
    url = "/v1/refunds"
    if call.ids:
        charge = call.named("charge", "charge")
        params["charge"], url = charge["id"], f"/v1/charges/{charge['id']}/refunds"
    filters = {name: params[name] for name in ("charge", "payment_intent") if params.get(name)}
    objects = call.account.kinds["refund"]
    for field, value in filters.items():
        objects = call.account.where("refund", field, value)
    return wire.page(call.account, objects, params, url, lambda each: all(each[k] == v for k, v in filters.items()))


CREATE = Shape(
    None,
    "customer instructions_email origin refund_application_fee reverse_transfer currency",
    amount=positive,
    charge=text,
    metadata=shapes.metadata,
    payment_intent=text,
    reason=choice("duplicate", "fraudulent", "requested_by_customer"),
)
ROUTES = [
    Route("POST", "/v1/refunds", _create, CREATE),
    Route("GET", "/v1/refunds", _list, listing(charge=text, payment_intent=text)),
    Route("GET", "/v1/charges/:id/refunds", _list, listing()),
    Route("GET", "/v1/refunds/:id", _named),
    Route("POST", "/v1/refunds/:id", _update, Shape(metadata=shapes.metadata)),
    Route("POST", "/v1/refunds/:id/cancel", _cancel),
]
