"""What the endpoints of a PaymentIntent take."""

from typing import Any

from stripe_sandbox import shapes
from stripe_sandbox.resources.payment_methods import METHOD_DATA
from stripe_sandbox.shapes import Shape, anything, boolean, choice, each, positive, short, text


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
