"""A PaymentIntent before anybody knows of it."""

from stripe_sandbox import merge
from stripe_sandbox.account import Account
from stripe_sandbox.errors import Invalid
from stripe_sandbox.merge import Obj
from stripe_sandbox.resources import charges
from stripe_sandbox.resources.intent_params import METHODS

NOTHING_YET = dict.fromkeys(
    (
        "application",
        "application_fee_amount",
        "canceled_at",
        "cancellation_reason",
        "last_payment_error",
        "latest_charge",
        "next_action",
        "on_behalf_of",
        "payment_method",
        "payment_method_configuration_details",
        "processing",
        "review",
        "source",
        "transfer_data",
        "_challenge",
    )
)
TAKEN_OVER = (
    "allowed_payment_method_types",
    "amount",
    "currency",
    "customer",
    "description",
    "excluded_payment_method_types",
    "receipt_email",
    "setup_future_usage",
    "statement_descriptor",
    "statement_descriptor_suffix",
    "transfer_group",
)


def draft(account: Account, params: Obj) -> Obj:
    """A new intent, not yet part of the account. Raises Invalid for payment methods that do not go together."""
    id = account.draw("pi")
    automatic = _automatic(params)
    types = params.get("payment_method_types") or (_offered(params) if automatic else ["card"])
    return {
        "id": id,
        "object": "payment_intent",
        **NOTHING_YET,
        **{name: params.get(name) for name in TAKEN_OVER},
        "amount_capturable": 0,
        "amount_details": {"tip": {}},
        "amount_received": 0,
        "automatic_payment_methods": automatic,
        "capture_method": params.get("capture_method") or "automatic_async",
        "client_secret": f"{id}_secret_{account.world.ids.text(25)}",
        "confirmation_method": params.get("confirmation_method") or "automatic",
        "created": int(account.world.now()),
        "livemode": account.livemode,
        "metadata": merge.metadata({}, params.get("metadata")),
        "payment_method_options": _options(params, types),
        "payment_method_types": types,
        "shipping": charges.shipping(params["shipping"]) if params.get("shipping") else None,
        "status": "requires_payment_method",
        "_mandate": False,
        "_return_url": params.get("return_url"),
    }


def _options(params: Obj, types: list[str]) -> Obj:
    """The settings of each method on offer, Stripe's defaults among them."""
    given = params.get("payment_method_options") or {}
    options = {type: dict(given.get(type) or {}) for type in types}
    if "card" in options:
        card = {"installments": None, "mandate_options": None, "network": None, "request_three_d_secure": "automatic"}
        options["card"] = card | options["card"]
    return options


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
