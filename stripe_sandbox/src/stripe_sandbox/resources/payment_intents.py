"""PaymentIntents: the endpoints."""

from stripe_sandbox import currencies, merge, versions, wire
from stripe_sandbox.account import Account
from stripe_sandbox.errors import Invalid, no_such
from stripe_sandbox.events import emit
from stripe_sandbox.merge import Obj
from stripe_sandbox.resources import (
    charges,
    confirmation,
    confirmation_tokens,
    customers,
    drafts,
    intents,
    payment_methods,
)
from stripe_sandbox.resources import intent_params as takes
from stripe_sandbox.resources.routing import Call, Route
from stripe_sandbox.shapes import Shape, listing, text

MONEY = [
    "amount",
    "currency",
    "payment_method",
    "payment_method_data",
    "payment_method_options",
    "payment_method_types",
    "capture_method",
    "customer",
    "setup_future_usage",
]
"""What may change only while no money is on its way."""


def _create(call: Call) -> Obj:
    account = call.account
    for name in takes.AT_CONFIRMATION:
        if name in call.params and name not in ("radar_options", "use_stripe_sdk") and not call.params.get("confirm"):
            raise Invalid(f"You can only use {name} together with confirm=true.", param=name)
    params = versions.completed(confirmation_tokens.unpacked(account, call.params), call.version)
    currencies.check_amount(params["amount"], params["currency"])
    if params.get("customer"):
        customers.require(account, params["customer"])
    intent = drafts.draft(account, params)
    method = payment_methods.given(account, params)
    if params.get("confirm"):
        method = confirmation.check(account, intent, {**params, **_only(method)}, call.publishable)
    account.add(intent)
    if method:
        account.change(intent, payment_method=method["id"], status="requires_confirmation")
    emit(account, "payment_intent.created", intent)
    if params.get("confirm") and method:
        confirmation.proceed(account, intent, method, params)
    return intent


def _only(method: Obj | None) -> Obj:
    """The method once made stands for the data that described it."""
    return {"payment_method": method["id"], "payment_method_data": None} if method else {}


def _mine(call: Call) -> Obj:
    """The intent of the path; the browser must know its client secret as well."""
    intent = call.named("payment_intent", "payment_intent", "intent")
    secret = call.params.get("client_secret")
    if (call.publishable or secret is not None) and secret != intent["client_secret"]:
        raise no_such("payment_intent", intent["id"], "intent", 404)
    return intent


def _confirm(call: Call) -> Obj:
    intent, params = _mine(call), confirmation_tokens.unpacked(call.account, call.params)
    method = confirmation.check(call.account, intent, params, call.publishable)
    confirmation.proceed(call.account, intent, method, params)
    return intent


def _update(call: Call) -> Obj:
    account, params = call.account, call.params
    intent = _mine(call)
    if intent["status"] not in intents.OPEN and any(name in params for name in MONEY):
        raise intents.wrong_state(intent, "updated", intents.OPEN)
    fields = {name: value for name, value in params.items() if name in takes.KEPT or name in ("amount", "currency")}
    fields.pop("payment_method_data", None)
    amount, currency = fields.get("amount") or intent["amount"], fields.get("currency") or intent["currency"]
    currencies.check_amount(amount, currency)
    if params.get("customer"):
        customers.require(account, params["customer"])
    if "metadata" in params:
        fields["metadata"] = merge.metadata(intent["metadata"], params["metadata"])
    if params.get("shipping"):
        fields["shipping"] = charges.shipping(params["shipping"])
    account.change(intent, **fields | _reconsidered(account, intent, params), last_payment_error=None)
    return intent


def _reconsidered(account: Account, intent: Obj, params: Obj) -> Obj:
    """What a change of the money means for the state: a challenge under way no longer counts."""
    if not any(name in params for name in MONEY):
        return {}
    fields: Obj = {"next_action": None, "_challenge": None}
    if "payment_method_options" in params:
        given = params["payment_method_options"] or {}
        old = intent["payment_method_options"]
        fields["payment_method_options"] = {
            name: {**old.get(name, {}), **given.get(name, {})} for name in {**old, **given}
        }
    if "payment_method_types" in params:
        fields |= {
            "payment_method_types": params["payment_method_types"] or ["card"],
            "automatic_payment_methods": None,
        }
    if method := payment_methods.given(account, params):
        fields["payment_method"] = method["id"]
    has_method = fields.get("payment_method") or ("payment_method" not in params and intent["payment_method"])
    return {**fields, "status": "requires_confirmation" if has_method else "requires_payment_method"}


def _cancel(call: Call) -> Obj:
    account, intent = call.account, _mine(call)
    allowed = (*intents.OPEN, "requires_capture")
    if intent["status"] not in allowed:
        raise intents.wrong_state(intent, "canceled", allowed)
    held = intent["status"] == "requires_capture"
    intents.cancel(account, intent, call.params.get("cancellation_reason"))
    if held:
        charge = account.objects[intent["latest_charge"]]
        emit(account, "charge.refunded", charge, intents.release(account, charge))
    return intent


def _capture(call: Call) -> Obj:
    account, intent, params = call.account, _mine(call), call.params
    if intent["status"] != "requires_capture":
        raise intents.wrong_state(intent, "captured", ("requires_capture",))
    amount = params.get("amount_to_capture") or intent["amount_capturable"]
    if amount > intent["amount_capturable"]:
        raise Invalid(
            f"The amount_to_capture ({amount}) is greater than what can be captured ({intent['amount_capturable']}).",
            "amount_too_large",
            "amount_to_capture",
        )
    if "metadata" in params:
        account.change(intent, metadata=merge.metadata(intent["metadata"], params["metadata"]))
    charges.capture(account, account.objects[intent["latest_charge"]], amount)
    intents.succeed(account, intent, amount)
    return intent


def _list(call: Call) -> Obj:
    customer = call.params.get("customer")
    everything = call.account.kinds["payment_intent"]
    objects = call.account.where("payment_intent", "customer", customer) if customer else everything
    return wire.page(call.account, objects, call.params, "/v1/payment_intents")


ROUTES = [
    Route("POST", "/v1/payment_intents", _create, takes.CREATE),
    Route("GET", "/v1/payment_intents", _list, listing("customer_account", customer=text)),
    Route("GET", "/v1/payment_intents/:id", _mine, Shape(client_secret=text), browser=takes.SECRET),
    Route("POST", "/v1/payment_intents/:id", _update, takes.UPDATE),
    Route("POST", "/v1/payment_intents/:id/confirm", _confirm, takes.CONFIRM, browser=takes.BROWSER),
    Route("POST", "/v1/payment_intents/:id/cancel", _cancel, Shape(cancellation_reason=takes.REASONS)),
    Route("POST", "/v1/payment_intents/:id/capture", _capture, takes.CAPTURE),
]
