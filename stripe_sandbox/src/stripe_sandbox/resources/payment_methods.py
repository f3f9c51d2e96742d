"""Payment methods: test cards by number, name or token, and SEPA bank accounts by IBAN."""

import hashlib
from datetime import UTC, datetime
from typing import Any

from stripe_sandbox import cards, merge, sepa, shapes, wire
from stripe_sandbox.account import Account
from stripe_sandbox.cards import TestCard
from stripe_sandbox.errors import ApiError, Invalid, WrongState, missing, no_such
from stripe_sandbox.events import emit
from stripe_sandbox.merge import Obj
from stripe_sandbox.resources import customers
from stripe_sandbox.resources.routing import Call, Route
from stripe_sandbox.shapes import Shape, anything, choice, integer, listing, text

CARD = Shape(None, "networks", number=text, exp_month=integer, exp_year=integer, cvc=shapes.short(10), token=text)
SEPA = Shape({"iban": text})
DATA: dict[str, Any] = {
    "allow_redisplay": choice("always", "limited", "unspecified"),
    "billing_details": shapes.BILLING_DETAILS,
    "card": CARD,
    "metadata": shapes.metadata,
    "radar_options": anything,
    "sepa_debit": SEPA,
}
METHOD_DATA = Shape({"type": choice("card", "sepa_debit")}, **DATA)
"""`payment_method_data` of a PaymentIntent: a payment method made in passing."""

BILLING: Obj = {"address": customers.ADDRESS, "email": None, "name": None, "phone": None, "tax_id": None}


def from_data(account: Account, data: Obj) -> Obj:
    """Makes the payment method that the parameters describe; raises a card error (402) for a number that cannot be."""
    kind = data["type"]
    if not data.get(kind):
        raise missing(kind)
    if kind == "card":
        card, month, year = read_card(account, data["card"])
        return _add(account, "card", _card_details(card, month, year), data, card.number)
    details = sepa.details(data["sepa_debit"]["iban"])
    return _add(account, "sepa_debit", details, data, sepa.compact(data["sepa_debit"]["iban"]))


def named(account: Account, name: str, param: str = "payment_method") -> Obj:
    """The payment method with that id, or a fresh one for a name like `pm_card_visa`; raises Invalid if neither."""
    if found := account.find("payment_method", name):
        return found
    card = cards.named(name) if name.startswith("pm_card_") else None
    if card is None:
        raise no_such("PaymentMethod", name, param)
    return _add(account, "card", _card_details(card, 12, _today(account).year + 5), {}, card.number)


def given(account: Account, params: Obj) -> Obj | None:
    """The payment method that an endpoint's parameters name or describe, if they do."""
    if params.get("payment_method") and params.get("payment_method_data"):
        raise Invalid("You may only specify one of these parameters: payment_method, payment_method_data.")
    if params.get("payment_method"):
        return named(account, params["payment_method"])
    if params.get("payment_method_data"):
        return from_data(account, params["payment_method_data"])
    return None


def card_of(method: Obj) -> TestCard:
    """How the card behind a payment method behaves; one that is no test card simply succeeds."""
    return cards.BY_NUMBER.get(method["_number"]) or TestCard("", method["_number"])


def _today(account: Account) -> datetime:
    return datetime.fromtimestamp(account.world.now(), UTC)


def _refused(code: str, message: str, param: str) -> ApiError:
    return ApiError(402, "card_error", message, code, param=f"card[{param}]")


def read_card(account: Account, card: Obj) -> tuple[TestCard, int, int]:
    """The card that the parameters describe, and the month and year of its expiry; spends the token that names it.

    Raises a card error (402) for a number, date or code that cannot be, Invalid for an unknown or used token.
    """
    if card.get("token"):
        return _spent(account, card["token"])
    for field in ("number", "exp_month", "exp_year"):
        if card.get(field) is None:
            raise missing(f"card[{field}]")
    number = card["number"].replace(" ", "").replace("-", "")
    _check_number(number)
    month, year = card["exp_month"], card["exp_year"]
    year += 2000 if 0 <= year < 100 else 0
    _check_expiry(account, month, year)
    _check_cvc(card.get("cvc"), cards.brand_of(number))
    if number not in cards.BY_NUMBER:
        message = "Your card was declined. Your request was in test mode, but used a non test card."
        raise ApiError(402, "card_error", message, "card_declined", decline_code="test_mode_live_card")
    return cards.BY_NUMBER[number], month, year


def _spent(account: Account, id: str) -> tuple[TestCard, int, int]:
    if known := cards.named(id) if id.startswith("tok_") else None:
        return known, 12, _today(account).year + 5
    token = account.find("token", id)
    if token is None:
        raise no_such("token", id, "card[token]")
    if token["used"]:
        raise Invalid(f"You cannot use a Stripe token more than once: {id}.", "token_already_used", "card[token]")
    account.change(token, used=True)
    return cards.BY_NUMBER[token["_number"]], token["card"]["exp_month"], token["card"]["exp_year"]


def _check_number(number: str) -> None:
    if not (number.isascii() and number.isdigit() and 12 <= len(number) <= 19):
        raise _refused("invalid_number", "The card number is not a valid credit card number.", "number")
    if not cards.passes_luhn(number):
        raise _refused("incorrect_number", "Your card number is incorrect.", "number")


def _check_expiry(account: Account, month: int, year: int) -> None:
    if not 1 <= month <= 12:
        raise _refused("invalid_expiry_month", "Your card's expiration month is invalid.", "exp_month")
    today = _today(account)
    if not today.year <= year <= today.year + 50:
        raise _refused("invalid_expiry_year", "Your card's expiration year is invalid.", "exp_year")
    if (year, month) < (today.year, today.month):
        raise _refused("invalid_expiry_month", "Your card's expiration month is invalid.", "exp_month")


def _check_cvc(cvc: str | None, brand: str) -> None:
    allowed = (3, 4) if brand == "amex" else (3,)
    if cvc is not None and not (cvc.isascii() and cvc.isdigit() and len(cvc) in allowed):
        raise _refused("invalid_cvc", "Your card's security code is invalid.", "cvc")


def fingerprint(account: Account, number: str) -> str:
    """The same for the same number within one account, as Stripe's is."""
    return hashlib.sha256(f"{account.suffix} {number}".encode()).hexdigest()[:16]


def _card_details(card: TestCard, month: int, year: int) -> Obj:
    return {
        "brand": card.brand,
        "checks": {"address_line1_check": None, "address_postal_code_check": None, "cvc_check": "pass"},
        "country": card.country,
        "display_brand": "american_express" if card.brand == "amex" else card.brand,
        "exp_month": month,
        "exp_year": year,
        "funding": card.funding,
        "generated_from": None,
        "last4": card.number[-4:],
        "networks": {"available": [card.brand], "preferred": None},
        "regulated_status": "unregulated",
        "three_d_secure_usage": {"supported": True},
        "wallet": None,
    }


def _add(account: Account, type: str, details: Obj, data: Obj, number: str) -> Obj:
    return account.add(
        {
            "id": account.draw("pm"),
            "object": "payment_method",
            "allow_redisplay": data.get("allow_redisplay") or "unspecified",
            "billing_details": merge.full(BILLING, data.get("billing_details")),
            "created": int(account.world.now()),
            "customer": None,
            "livemode": account.livemode,
            "metadata": merge.metadata({}, data.get("metadata")),
            "type": type,
            type: {**details, "fingerprint": fingerprint(account, number)},
            "_number": number,
        }
    )


def _create(call: Call) -> Obj:
    return from_data(call.account, call.params)


def _retrieve(call: Call) -> Obj:
    return named(call.account, call.ids[0]) if call.ids[0].startswith("pm_card_") else _known(call)


def _known(call: Call) -> Obj:
    return call.named("payment_method", "PaymentMethod", "payment_method")


def _update(call: Call) -> Obj:
    method, params = _known(call), call.params
    if method["customer"] is None:
        raise WrongState("You must save this PaymentMethod to a customer before you can update it.")
    fields: Obj = {}
    if "metadata" in params:
        fields["metadata"] = merge.metadata(method["metadata"], params["metadata"])
    if "billing_details" in params:
        given = params["billing_details"] or {}
        merged = {**method["billing_details"], **given}
        merged["address"] = {**method["billing_details"]["address"], **(given.get("address") or {})}
        fields["billing_details"] = merged
    if params.get("allow_redisplay"):
        fields["allow_redisplay"] = params["allow_redisplay"]
    if card := params.get("card"):
        fields["card"] = {**method["card"], **{key: value for key, value in card.items() if value}}
    before = call.account.change(method, **fields)
    emit(call.account, "payment_method.updated", method, before)
    return method


def _attach(call: Call) -> Obj:
    method = named(call.account, call.ids[0]) if call.ids[0].startswith("pm_card_") else _known(call)
    customer = customers.require(call.account, call.params["customer"])
    if method["customer"] not in (None, customer["id"]):
        raise WrongState("The payment method you provided has already been attached to a customer.")
    card = card_of(method)
    if card.decline and card.three_d_secure == "never" and card.name != "chargeCustomerFail":
        decline = cards.DECLINES[card.decline]
        raise ApiError(402, "card_error", decline.message, decline.code, decline_code=decline.decline_code)
    call.account.change(method, customer=customer["id"])
    emit(call.account, "payment_method.attached", method)
    return method


def _detach(call: Call) -> Obj:
    method = _known(call)
    if method["customer"] is None:
        raise WrongState(
            "The payment method you provided is not attached to a customer so detachment is impossible.", param=None
        )
    before = call.account.change(method, customer=None)
    emit(call.account, "payment_method.detached", method, before)
    return method


def _list(call: Call) -> Obj:
    customer, type = call.params.get("customer"), call.params.get("type")
    url = "/v1/payment_methods"
    if call.ids:
        customer, url = call.ids[0], f"/v1/customers/{call.ids[0]}/payment_methods"
    objects = call.account.where("payment_method", "type", type) if type else call.account.kinds["payment_method"]
    if customer:
        customers.require(call.account, customer)
        objects = call.account.where("payment_method", "customer", customer)
    return wire.page(call.account, objects, call.params, url, lambda each: type in (None, each["type"]))


OTHER_METHODS = (
    "acss_debit affirm afterpay_clearpay alipay alma amazon_pay au_becs_debit bacs_debit bancontact "
    "billie bizum blik boleto cashapp crypto custom customer_balance eps fpx giropay grabpay ideal "
    "interac_present kakao_pay klarna konbini kr_card link mb_way mobilepay multibanco naver_pay "
    "nz_bank_account oxxo p24 pay_by_bank payco paynow paypal paypay payto pix promptpay revolut_pay "
    "samsung_pay satispay scalapay sequra sofort sunbit swish twint upi us_bank_account wechat_pay zip"
)
CREATE = Shape({"type": choice("card", "sepa_debit")}, f"customer payment_method {OTHER_METHODS}", **DATA)
UPDATE = Shape(
    None,
    "us_bank_account",
    allow_redisplay=DATA["allow_redisplay"],
    billing_details=shapes.BILLING_DETAILS,
    card=Shape(exp_month=integer, exp_year=integer),
    metadata=shapes.metadata,
)
ROUTES = [
    Route("POST", "/v1/payment_methods", _create, CREATE, browser=CREATE),
    Route("GET", "/v1/payment_methods", _list, listing("customer_account allow_redisplay", customer=text, type=text)),
    Route("GET", "/v1/customers/:id/payment_methods", _list, listing(type=text)),
    Route("GET", "/v1/payment_methods/:id", _retrieve),
    Route("POST", "/v1/payment_methods/:id", _update, UPDATE),
    Route("POST", "/v1/payment_methods/:id/attach", _attach, Shape({"customer": text}, "customer_account")),
    Route("POST", "/v1/payment_methods/:id/detach", _detach),
]
