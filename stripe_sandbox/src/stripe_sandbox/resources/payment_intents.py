"""PaymentIntents: the endpoints."""

from typing import Any

from stripe_sandbox import currencies, merge, shapes, wire
from stripe_sandbox.account import Account
from stripe_sandbox.errors import Invalid, no_such
from stripe_sandbox.events import emit
from stripe_sandbox.merge import Obj
from stripe_sandbox.resources import charges, confirmation, customers, intents
from stripe_sandbox.resources.payment_methods import METHOD_DATA
from stripe_sandbox.resources.routing import Call, Route
from stripe_sandbox.shapes import Shape, anything, boolean, choice, each, listing, positive, short, text


def _off_session(value: Any, param: str) -> bool:
    return value in ("one_off", "recurring") or boolean(value, param)


METHODS = ("card", "sepa_debit")
UNSUPPORTED = (
    "amount_details application_fee_amount customer_account hooks mandate on_behalf_of payment_details "
    "payment_method_configuration transfer_data amount_to_confirm"
)
ONLY_AT_CREATION = f"{UNSUPPORTED} allowed_payment_method_types excluded_payment_method_types"
CARD_OPTIONS = Shape(request_three_d_secure=choice("any", "automatic", "challenge"), setup_future_usage=text)
KEPT: dict[str, Any] = {
    "capture_method": choice("automatic", "automatic_async", "manual"),
    "customer": text,
    "description": short(1000),
    "metadata": shapes.metadata,
    "payment_method": text,
    "payment_method_data": METHOD_DATA,
    "payment_method_options": Shape(card=CARD_OPTIONS, sepa_debit=anything),
    "payment_method_types": each(choice(*METHODS)),
    "receipt_email": shapes.email,
    "setup_future_usage": choice("off_session", "on_session"),
    "shipping": shapes.SHIPPING,
    "statement_descriptor": short(22),
    "statement_descriptor_suffix": short(22),
    "transfer_group": text,
}
AT_CONFIRMATION: dict[str, Any] = {
    "confirmation_token": text,
    "error_on_requires_action": boolean,
    "mandate_data": anything,
    "off_session": _off_session,
    "radar_options": anything,
    "return_url": shapes.url,
    "use_stripe_sdk": boolean,
}
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


def _draft(account: Account, params: Obj) -> Obj:
    """A new intent, not yet anybody's business."""
    id = account.draw("pi")
    automatic = _automatic(params)
    types = params.get("payment_method_types") or (_offered(params) if automatic else ["card"])
    options = {type: dict((params.get("payment_method_options") or {}).get(type) or {}) for type in types}
    if "card" in options:
        card = {"installments": None, "mandate_options": None, "network": None, "request_three_d_secure": "automatic"}
        options["card"] = card | options["card"]
    plain = {name: params.get(name) for name in KEPT if name not in ("payment_method_data", "metadata")}
    return {
        "id": id,
        "object": "payment_intent",
        **plain,
        "amount": params["amount"],
        "allowed_payment_method_types": params.get("allowed_payment_method_types"),
        "amount_capturable": 0,
        "amount_details": {"tip": {}},
        "amount_received": 0,
        "application": None,
        "application_fee_amount": None,
        "automatic_payment_methods": automatic,
        "canceled_at": None,
        "cancellation_reason": None,
        "capture_method": params.get("capture_method") or "automatic_async",
        "client_secret": f"{id}_secret_{account.world.ids.text(25)}",
        "confirmation_method": params.get("confirmation_method") or "automatic",
        "created": int(account.world.now()),
        "currency": params["currency"],
        "excluded_payment_method_types": params.get("excluded_payment_method_types"),
        "last_payment_error": None,
        "latest_charge": None,
        "livemode": account.livemode,
        "metadata": merge.metadata({}, params.get("metadata")),
        "next_action": None,
        "on_behalf_of": None,
        "payment_method": None,
        "payment_method_configuration_details": None,
        "payment_method_options": options,
        "payment_method_types": types,
        "processing": None,
        "review": None,
        "shipping": charges.shipping(params["shipping"]) if params.get("shipping") else None,
        "source": None,
        "status": "requires_payment_method",
        "transfer_data": None,
        "_challenge": None,
        "_mandate": False,
        "_return_url": params.get("return_url"),
    }


def _automatic(params: Obj) -> Obj | None:
    """The intent's automatic_payment_methods: on unless types are listed or it is switched off."""
    given = params.get("automatic_payment_methods")
    if given and given["enabled"] and params.get("payment_method_types"):
        raise Invalid("You may only specify one of these parameters: automatic_payment_methods, payment_method_types.")
    if params.get("payment_method_types") or (given and not given["enabled"]):
        return None
    return {"allow_redirects": (given or {}).get("allow_redirects") or "always", "enabled": True}


def _offered(params: Obj) -> list[str]:
    """What goes with the currency, within what the caller allows."""
    fitting = ["card", "sepa_debit"] if params["currency"] == "eur" else ["card"]
    allowed = params.get("allowed_payment_method_types") or METHODS
    excluded = params.get("excluded_payment_method_types") or ()
    offered = [type for type in fitting if type in allowed and type not in excluded]
    if not offered:
        raise Invalid("No valid payment method types for this PaymentIntent.", param="allowed_payment_method_types")
    return offered


def _create(call: Call) -> Obj:
    account, params = call.account, call.params
    currencies.check_amount(params["amount"], params["currency"])
    if params.get("customer"):
        customers.require(account, params["customer"])
    for name in AT_CONFIRMATION:
        if name in params and name not in ("radar_options", "use_stripe_sdk") and not params.get("confirm"):
            raise Invalid(f"You can only use {name} together with confirm=true.", param=name)
    intent = _draft(account, params)
    method = confirmation.given_method(account, params)
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
    intent = _mine(call)
    method = confirmation.check(call.account, intent, call.params, call.publishable)
    confirmation.proceed(call.account, intent, method, call.params)
    return intent


def _update(call: Call) -> Obj:
    account, params = call.account, call.params
    intent = _mine(call)
    if intent["status"] not in intents.OPEN and any(name in params for name in MONEY):
        raise intents.wrong_state(intent, "updated", intents.OPEN)
    fields = {name: value for name, value in params.items() if name in KEPT or name in ("amount", "currency")}
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
    if method := confirmation.given_method(account, params):
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


AUTOMATIC = Shape({"enabled": boolean}, allow_redirects=choice("always", "never"))
CREATE = Shape(
    {"amount": positive, "currency": shapes.currency},
    UNSUPPORTED,
    **KEPT,
    **AT_CONFIRMATION,
    allowed_payment_method_types=each(text),
    automatic_payment_methods=AUTOMATIC,
    excluded_payment_method_types=each(text),
    confirm=boolean,
    confirmation_method=choice("automatic", "manual"),
)
UPDATE = Shape(None, ONLY_AT_CREATION, **KEPT, amount=positive, currency=shapes.currency)
CONFIRM_NAMES = [
    "capture_method",
    "payment_method",
    "payment_method_data",
    "payment_method_options",
    "receipt_email",
    "setup_future_usage",
    "shipping",
]
CONFIRM = Shape(
    None, ONLY_AT_CREATION, **{name: KEPT[name] for name in CONFIRM_NAMES}, **AT_CONFIRMATION, client_secret=text
)
BROWSER_NAMES = [
    "payment_method",
    "payment_method_data",
    "return_url",
    "shipping",
    "receipt_email",
    "mandate_data",
    "setup_future_usage",
    "use_stripe_sdk",
    "confirmation_token",
]
BROWSER = Shape({"client_secret": text}, **{name: CONFIRM.optional[name] for name in BROWSER_NAMES})
SECRET = Shape({"client_secret": text})
REASONS = choice("duplicate", "fraudulent", "requested_by_customer", "abandoned")
CAPTURE = Shape(
    None,
    UNSUPPORTED,
    amount_to_capture=positive,
    final_capture=boolean,
    metadata=shapes.metadata,
    statement_descriptor=short(22),
    statement_descriptor_suffix=short(22),
)
ROUTES = [
    Route("POST", "/v1/payment_intents", _create, CREATE),
    Route("GET", "/v1/payment_intents", _list, listing("customer_account", customer=text)),
    Route("GET", "/v1/payment_intents/:id", _mine, Shape(client_secret=text), browser=SECRET),
    Route("POST", "/v1/payment_intents/:id", _update, UPDATE),
    Route("POST", "/v1/payment_intents/:id/confirm", _confirm, CONFIRM, browser=BROWSER),
    Route("POST", "/v1/payment_intents/:id/cancel", _cancel, Shape(cancellation_reason=REASONS)),
    Route("POST", "/v1/payment_intents/:id/capture", _capture, CAPTURE),
]
