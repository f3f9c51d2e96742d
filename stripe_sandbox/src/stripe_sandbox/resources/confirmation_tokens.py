"""Confirmation tokens: what the browser collected, carried to the server, which confirms with it. Good for one use."""

from typing import Any

from stripe_sandbox import shapes
from stripe_sandbox.account import Account
from stripe_sandbox.errors import Invalid, no_such
from stripe_sandbox.merge import Obj
from stripe_sandbox.resources import charges, payment_methods
from stripe_sandbox.resources.payment_methods import METHOD_DATA
from stripe_sandbox.resources.routing import Call, Route
from stripe_sandbox.shapes import Shape, boolean, choice, integer, text

KEPT_FOR = 12 * 3600
"""Seconds after which a token can no longer be used."""

CARRIED = ("mandate_data", "return_url", "setup_future_usage", "shipping", "use_stripe_sdk")
"""What a confirmation takes from its token, beside the payment method."""


def unpacked(account: Account, params: Obj) -> Obj:
    """The parameters of a confirmation, with what its token carries; what the request says itself takes precedence.

    Raises Invalid for a token that names nothing, has confirmed an intent before or has expired.
    """
    if not params.get("confirmation_token"):
        return params
    token = _usable(account, params["confirmation_token"])
    carried = {name: token[name] for name in CARRIED if token[name] is not None}
    if not (params.get("payment_method") or params.get("payment_method_data")) and token["_payment_method"]:
        carried["payment_method"] = token["_payment_method"]
    return carried | params


def _usable(account: Account, id: str) -> Obj:
    token = account.find("confirmation_token", id)
    if token is None:
        raise no_such("confirmation_token", id, "confirmation_token")
    if token["payment_intent"]:
        used = (
            f"The ConfirmationToken {id} has already been used, to confirm {token['payment_intent']}. Make a new one."
        )
        raise Invalid(used, param="confirmation_token")
    if token["expires_at"] <= account.world.now():
        raise Invalid(f"The ConfirmationToken {id} has expired. Make a new one.", param="confirmation_token")
    return token


def use(account: Account, params: Obj, intent: Obj) -> None:
    """Spends the token of a confirmation that goes ahead, whatever the bank then says."""
    if params.get("confirmation_token"):
        account.change(account.objects[params["confirmation_token"]], payment_intent=intent["id"])


def _create(call: Call) -> Obj:
    account, params = call.account, call.params
    now = int(account.world.now())
    # Made with the token, though nobody learns its id before the confirmation: then it is there to be judged now.
    method = payment_methods.given(account, params)
    return account.add(
        {
            "id": account.draw("ctoken"),
            "object": "confirmation_token",
            "created": now,
            "expires_at": now + KEPT_FOR,
            "livemode": account.livemode,
            "mandate_data": _mandate(params["mandate_data"]) if params.get("mandate_data") else None,
            "payment_intent": None,
            "payment_method_options": None,
            "payment_method_preview": _preview(method) if method else None,
            "return_url": params.get("return_url"),
            "setup_future_usage": params.get("setup_future_usage"),
            "setup_intent": None,
            "shipping": _shipping(params["shipping"]) if params.get("shipping") else None,
            "use_stripe_sdk": params.get("use_stripe_sdk", True),
            "_payment_method": method["id"] if method else None,
        }
    )


def _preview(method: Obj) -> Obj:
    shown = ("allow_redisplay", "billing_details", "customer", "type", method["type"])
    return {name: method[name] for name in shown}


def _mandate(given: Obj) -> Obj:
    acceptance = given["customer_acceptance"]
    return {"customer_acceptance": {"online": acceptance.get("online"), "type": acceptance["type"]}}


def _shipping(given: Obj) -> Obj:
    """A token shows the address, but nothing of a parcel on its way."""
    full = charges.shipping(given)
    return {name: full[name] for name in ("address", "name", "phone")}


def _retrieve(call: Call) -> Obj:
    return call.named("confirmation_token", "confirmation_token", "confirmation_token")


ONLINE = Shape(ip_address=text, user_agent=text)
ACCEPTANCE = Shape({"type": choice("offline", "online")}, accepted_at=integer, offline=shapes.anything, online=ONLINE)
FIELDS: dict[str, Any] = {
    "payment_method": text,
    "payment_method_data": METHOD_DATA,
    "return_url": shapes.url,
    "setup_future_usage": choice("off_session", "on_session"),
    "shipping": shapes.SHIPPING,
}
CREATE = Shape(
    None,
    "payment_method_options",
    **FIELDS,
    mandate_data=Shape({"customer_acceptance": ACCEPTANCE}),
    use_stripe_sdk=boolean,
)
"""What Stripe.js sends."""

ROUTES = [
    Route("POST", "/v1/confirmation_tokens", _create, CREATE, browser=CREATE),
    Route("GET", "/v1/confirmation_tokens/:id", _retrieve),
    Route("POST", "/v1/test_helpers/confirmation_tokens", _create, Shape(None, "payment_method_options", **FIELDS)),
]
