"""The test cards: what each number, `pm_card_…` name and token does."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Decline:
    """Why a bank says no, in Stripe's words."""

    code: str
    decline_code: str
    message: str
    advice: str = "try_again_later"


DECLINES = {
    "generic_decline": Decline("card_declined", "generic_decline", "Your card was declined."),
    "insufficient_funds": Decline("card_declined", "insufficient_funds", "Your card has insufficient funds."),
    "lost_card": Decline("card_declined", "lost_card", "Your card was declined.", "do_not_try_again"),
    "stolen_card": Decline("card_declined", "stolen_card", "Your card was declined.", "do_not_try_again"),
    "fraudulent": Decline("card_declined", "fraudulent", "Your card was declined.", "do_not_try_again"),
    "expired_card": Decline("expired_card", "expired_card", "Your card has expired.", "confirm_card_data"),
    "incorrect_cvc": Decline(
        "incorrect_cvc", "incorrect_cvc", "Your card's security code is incorrect.", "confirm_card_data"
    ),
    "processing_error": Decline(
        "processing_error",
        "processing_error",
        "An error occurred while processing your card. Try again in a little bit.",
    ),
    "authentication_required": Decline(
        "authentication_required",
        "authentication_required",
        "Your card was declined. This transaction requires authentication.",
    ),
}


@dataclass(frozen=True)
class TestCard:
    """One test card. `name` is what follows `pm_card_` and `tok_`; the rest is how it behaves when charged."""

    __test__ = False  # the name begins with Test, which pytest would collect

    name: str
    number: str
    decline: str | None = None
    three_d_secure: str = "never"  # never, always, or unless_set_up
    dispute: str | None = None  # the dispute's reason; an inquiry is "inquiry"
    refund: str = "succeeded"  # or pending (succeeds later), failed (fails later)
    blocked: bool = False
    available_at_once: bool = False
    country: str = "US"
    funding: str = "credit"

    @property
    def brand(self) -> str:
        """The network, told by the number's first digits."""
        return brand_of(self.number)


CARDS = (
    TestCard("visa", "4242424242424242"),
    TestCard("visa_debit", "4000056655665556", funding="debit"),
    TestCard("mastercard", "5555555555554444"),
    TestCard("mastercard_debit", "5200828282828210", funding="debit"),
    TestCard("amex", "378282246310005"),
    TestCard("gb", "4000008260000000", country="GB"),
    TestCard("ie", "4000003720000005", country="IE"),
    TestCard("de", "4000002760000016", country="DE"),
    TestCard("fr", "4000002500000003", country="FR"),
    TestCard("authenticationRequired", "4000002760003184", three_d_secure="always", country="DE"),
    TestCard("authenticationRequiredOnSetup", "4000002500003155", three_d_secure="unless_set_up", country="FR"),
    TestCard(
        "authenticationRequiredChargeDeclinedInsufficientFunds",
        "4000008260003178",
        decline="insufficient_funds",
        three_d_secure="always",
        country="GB",
    ),
    TestCard("threeDSecure2Required", "4000000000003220", three_d_secure="always"),
    TestCard(
        "threeDSecureRequiredChargeDeclined", "4000008400001629", decline="generic_decline", three_d_secure="always"
    ),
    TestCard("chargeDeclined", "4000000000000002", decline="generic_decline"),
    TestCard("chargeDeclinedInsufficientFunds", "4000000000009995", decline="insufficient_funds"),
    TestCard("chargeDeclinedLostCard", "4000000000009987", decline="lost_card"),
    TestCard("chargeDeclinedStolenCard", "4000000000009979", decline="stolen_card"),
    TestCard("chargeDeclinedExpiredCard", "4000000000000069", decline="expired_card"),
    TestCard("chargeDeclinedIncorrectCvc", "4000000000000127", decline="incorrect_cvc"),
    TestCard("chargeDeclinedProcessingError", "4000000000000119", decline="processing_error"),
    TestCard("chargeCustomerFail", "4000000000000341", decline="generic_decline"),
    TestCard("radarBlock", "4100000000000019", decline="fraudulent", blocked=True),
    TestCard("createDispute", "4000000000000259", dispute="fraudulent"),
    TestCard("createDisputeProductNotReceived", "4000000000002685", dispute="product_not_received"),
    TestCard("createDisputeInquiry", "4000000000001976", dispute="inquiry"),
    TestCard("pendingRefund", "4000000000007726", refund="pending"),
    TestCard("refundFail", "4000000000005126", refund="failed"),
    TestCard("bypassPending", "4000000000000077", available_at_once=True),
)
BY_NUMBER = {card.number: card for card in CARDS}
BY_NAME = {card.name: card for card in CARDS}
ALIASES = {f"visa_{card.name}": card for card in CARDS if card.name.startswith("chargeDeclined")}

BRANDS = (("34", "amex"), ("37", "amex"), ("35", "jcb"), ("36", "diners"), ("30", "diners"), ("62", "unionpay"))
FIRST_DIGIT = {"4": "visa", "5": "mastercard", "2": "mastercard", "6": "discover"}


def named(name: str) -> TestCard | None:
    """The card behind `pm_card_visa` or `tok_visa`; None if there is none of that name."""
    short = name.removeprefix("pm_card_").removeprefix("tok_")
    return BY_NAME.get(short) or ALIASES.get(short)


def brand_of(number: str) -> str:
    """`visa`, `mastercard`, … or `unknown`."""
    return next((brand for prefix, brand in BRANDS if number.startswith(prefix)), None) or FIRST_DIGIT.get(
        number[:1], "unknown"
    )


def passes_luhn(number: str) -> bool:
    """Whether the check digit fits: a mistyped number is refused before any bank is asked."""
    digits = [int(digit) for digit in reversed(number)]
    doubled = [sum(divmod(digit * 2, 10)) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
