"""Charges made without a PaymentIntent: Stripe's older way, which its command line's fixtures still use."""

from stripe_sandbox import cards, currencies, merge, shapes
from stripe_sandbox.errors import ApiError, Invalid, WrongState
from stripe_sandbox.events import emit
from stripe_sandbox.merge import Obj
from stripe_sandbox.resources import charges, customers, disputes, payment_methods
from stripe_sandbox.resources.routing import Call, Route
from stripe_sandbox.shapes import Shape, boolean, positive, short, text


def _create(call: Call) -> Obj:
    account, params = call.account, call.params
    currencies.check_amount(params["amount"], params["currency"])
    if params.get("customer"):
        customers.require(account, params["customer"])
    method = payment_methods.from_data(account, {"type": "card", "card": {"token": params["source"]}})
    card = payment_methods.card_of(method)
    basis = {**params, "id": None, "metadata": merge.metadata({}, params.get("metadata"))}
    if params.get("shipping"):
        basis["shipping"] = charges.shipping(params["shipping"])
    if card.decline or card.three_d_secure == "always":
        decline = cards.DECLINES[card.decline or "authentication_required"]
        charge = charges.declined(account, basis, method, card, decline)
        known = {"charge": charge["id"], "decline_code": decline.decline_code}
        raise ApiError(402, "card_error", decline.message, decline.code, **known)
    taken = params.get("capture", True)
    amount = params["amount"] if taken else 0
    charge = charges.make(account, basis, method, "succeeded", captured=taken, amount_captured=amount)
    if taken:
        charges.settle(account, charge, amount, card.available_at_once)
    emit(account, "charge.succeeded", charge)
    if taken and card.dispute:
        disputes.open_for(account, charge, card.dispute)
    return charge


def _capture(call: Call) -> Obj:
    charge = call.named("charge", "charge")
    if charge["payment_intent"]:
        raise WrongState("This charge belongs to a PaymentIntent: capture that.", "charge_invalid_parameter")
    if charge["captured"]:
        raise WrongState(f"Charge {charge['id']} has already been captured.", "charge_already_captured")
    amount = call.params.get("amount") or charge["amount"]
    if amount > charge["amount"]:
        raise Invalid(f"Amount must be no more than {charge['amount']}.", "amount_too_large", "amount")
    charges.capture(call.account, charge, amount)
    return charge


UNSUPPORTED = "application_fee application_fee_amount on_behalf_of transfer_data destination radar_options"
CREATE = Shape(
    {"amount": positive, "currency": shapes.currency, "source": text},
    UNSUPPORTED,
    capture=boolean,
    customer=text,
    description=text,
    metadata=shapes.metadata,
    receipt_email=shapes.email,
    shipping=shapes.SHIPPING,
    statement_descriptor=short(22),
    statement_descriptor_suffix=short(22),
    transfer_group=text,
)
CAPTURE = Shape(
    None,
    f"{UNSUPPORTED} receipt_email statement_descriptor statement_descriptor_suffix transfer_group",
    amount=positive,
)
ROUTES = [
    Route("POST", "/v1/charges", _create, CREATE),
    Route("POST", "/v1/charges/:id/capture", _capture, CAPTURE),
]
