"""Confirming a PaymentIntent: the way from a payment method to money, to a challenge or to a refusal."""

from stripe_sandbox.account import Account
from stripe_sandbox.cards import DECLINES, Decline
from stripe_sandbox.errors import ApiError, Invalid, WrongState, missing
from stripe_sandbox.events import emit
from stripe_sandbox.merge import Obj
from stripe_sandbox.resources import (
    challenges,
    charges,
    confirmation_tokens,
    customers,
    debits,
    intents,
    payment_methods,
)

REDIRECTS = (
    "This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these "
    "payment methods might redirect your customer off of your page, you must provide a `return_url`. If you don't want "
    "to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and "
    "`automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents."
)

NO_ERROR_ON_ACTION = (
    "You cannot use `error_on_requires_action` with automatic payment methods. List `payment_method_types` instead."
)


def check(account: Account, intent: Obj, params: Obj, browser: bool) -> Obj:
    """The payment method to confirm with, if everything is in order; nothing has changed yet.

    Raises WrongState or Invalid where Stripe would answer 400. `browser`: Stripe.js brings its own way to return.
    """
    if intent["status"] not in intents.OPEN:
        raise intents.wrong_state(intent, "confirmed", intents.OPEN[1:])
    method = payment_methods.given(account, params) or account.objects.get(intent["payment_method"])
    if method is None:
        raise WrongState(
            "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the "
            "PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a "
            "payment method or ConfirmationToken.",
            "payment_intent_unexpected_state",
            payment_intent=intent,
        )
    if intent["automatic_payment_methods"]:
        _check_automatic(intent, params, browser)
    _check_method(intent, method, params)
    return method


def _check_automatic(intent: Obj, params: Obj, browser: bool) -> None:
    """Methods on offer by themselves may lead away from the page, so that somewhere to return to must be known."""
    if params.get("error_on_requires_action"):
        raise Invalid(NO_ERROR_ON_ACTION, param="error_on_requires_action")
    redirects = intent["automatic_payment_methods"]["allow_redirects"] == "always"
    known = browser or params.get("off_session") or params.get("return_url") or intent["_return_url"]
    if redirects and not known:
        raise Invalid(REDIRECTS, param="return_url")


def _check_method(intent: Obj, method: Obj, params: Obj) -> None:
    if method["type"] not in intent["payment_method_types"]:
        allowed = ", ".join(intent["payment_method_types"])
        raise Invalid(
            f"The PaymentMethod provided ({method['type']}) is not allowed for this PaymentIntent. Please attach a "
            f"PaymentMethod of one of the following types: {allowed}.",
            "payment_intent_incompatible_payment_method",
            "payment_method",
        )
    if method["customer"] not in (None, intent["customer"]):
        raise Invalid("The provided PaymentMethod belongs to another Customer.", param="payment_method")
    if method["type"] == "sepa_debit":
        if intent["currency"] != "eur":
            raise Invalid("SEPA Direct Debit takes euros only.", param="currency")
        for field in ("name", "email"):
            if not method["billing_details"][field]:
                raise missing(f"billing_details[{field}]")
        if not params.get("mandate_data") and not intent["_mandate"]:
            raise Invalid(
                "This PaymentIntent requires a mandate: send mandate_data.",
                "payment_intent_mandate_invalid",
                "mandate_data",
            )


def proceed(account: Account, intent: Obj, method: Obj, params: Obj) -> None:
    """Confirms with a method that passed `check`. Raises the card error (402) when the bank refuses."""
    kept = {
        name: params[name] for name in ("receipt_email", "setup_future_usage", "capture_method") if params.get(name)
    }
    if params.get("shipping"):
        kept["shipping"] = charges.shipping(params["shipping"])
    confirmation_tokens.use(account, params, intent)
    account.change(
        intent,
        payment_method=method["id"],
        last_payment_error=None,
        next_action=None,
        status="requires_confirmation",
        _return_url=params.get("return_url") or intent["_return_url"],
        _mandate=bool(params.get("mandate_data")) or intent["_mandate"],
        _challenge=None,
        **kept,
    )
    if method["type"] == "sepa_debit":
        debits.begin(account, intent, method)
        return
    if not _must_authenticate(intent, method, params):
        _ask_the_bank(account, intent, method)
    elif params.get("off_session") or params.get("error_on_requires_action"):
        _refuse(account, intent, method, DECLINES["authentication_required"])
    else:
        challenges.begin(account, intent, method, bool(params.get("use_stripe_sdk")))


def _must_authenticate(intent: Obj, method: Obj, params: Obj) -> bool:
    options = (
        (params.get("payment_method_options") or {}).get("card") or intent["payment_method_options"].get("card") or {}
    )
    if options.get("request_three_d_secure") in ("any", "challenge"):
        return True
    need = payment_methods.card_of(method).three_d_secure
    return need == "always" or (need == "unless_set_up" and not method.get("_set_up"))


def _ask_the_bank(account: Account, intent: Obj, method: Obj, authenticated: bool = False) -> None:
    card = payment_methods.card_of(method)
    if card.decline:
        _refuse(account, intent, method, DECLINES[card.decline])
    intents.pay(account, intent, method, card, authenticated)
    if intent["setup_future_usage"] and intent["customer"]:
        customers.require(account, intent["customer"])
        account.change(method, customer=intent["customer"], _set_up=True)
        emit(account, "payment_method.attached", method)


def _refuse(account: Account, intent: Obj, method: Obj, decline: Decline) -> None:
    charge = charges.declined(account, intent, method, payment_methods.card_of(method), decline)
    known = {"advice_code": decline.advice, "charge": charge["id"], "decline_code": decline.decline_code}
    error = ApiError(402, "card_error", decline.message, decline.code, **known)
    intents.fail(account, intent, method, error, charge)
    raise ApiError(
        402, "card_error", decline.message, decline.code, **known, payment_intent=intent, payment_method=method
    )


def authenticated(account: Account, challenge: Obj, passed: bool) -> Obj:
    """The cardholder's bank has its answer. Returns the intent, paid or waiting for another payment method."""
    intent, method = challenges.end(account, challenge, passed)
    if not passed:
        message = (
            "The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new "
            "PaymentMethod to attempt to fulfill this PaymentIntent again."
        )
        error = ApiError(402, "invalid_request_error", message, "payment_intent_authentication_failure")
        intents.fail(account, intent, method, error)
        return intent
    try:
        _ask_the_bank(account, intent, method, authenticated=True)
    except ApiError as refusal:
        # The browser learns of a refusal from the intent: nobody waits for this one's status.
        if refusal.type != "card_error":
            raise
    return intent
