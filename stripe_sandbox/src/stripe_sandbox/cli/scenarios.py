"""What `trigger` does to make each event happen: the calls, in order, as an integrator would make them."""

from dataclasses import dataclass, field
from typing import Any

NOTE = "(created by stripe_sandbox trigger)"


@dataclass(frozen=True)
class Step:
    """One call. `${name:path}` stands for a value from an earlier answer; `refused` is the error type to expect."""

    name: str
    path: str
    params: dict[str, Any] = field(default_factory=dict)
    method: str = "POST"
    refused: str | None = None


def _intent(card: str = "pm_card_visa", refused: str | None = None, **params: Any) -> Step:
    given = {
        "amount": 2000,
        "currency": "gbp",
        "payment_method": card,
        "payment_method_types": ["card"],
        "confirm": True,
        "description": NOTE,
    }
    return Step("payment_intent", "/v1/payment_intents", given | params, refused=refused)


CUSTOMER = Step("customer", "/v1/customers", {"description": NOTE, "email": "priya@example.com"})
OPEN = Step("payment_intent", "/v1/payment_intents", {"amount": 2000, "currency": "gbp", "description": NOTE})
HELD = _intent(capture_method="manual")
CAPTURE = Step("capture", "/v1/payment_intents/${payment_intent:id}/capture")
REFUND = Step("refund", "/v1/refunds", {"payment_intent": "${payment_intent:id}"})
MARK: dict[str, Any] = {"metadata": {"marked_by": "trigger"}}
DISPUTES = Step("disputes", "/v1/disputes", {"payment_intent": "${payment_intent:id}"}, "GET")
DISPUTED = (_intent("pm_card_createDispute"), DISPUTES)
DISPUTE = "/v1/disputes/${disputes:data.0.id}"
ATTACHED = (CUSTOMER, Step("attached", "/v1/payment_methods/pm_card_visa/attach", {"customer": "${customer:id}"}))
FUNDED = _intent("pm_card_bypassPending")
PAYOUT = Step("payout", "/v1/payouts", {"amount": 1100, "currency": "gbp", "description": NOTE})
DEBIT = (
    Step(
        "payment_method",
        "/v1/payment_methods",
        {
            "type": "sepa_debit",
            "sepa_debit": {"iban": "AT321904300235473204"},
            "billing_details": {"name": "Priya Shah", "email": "priya@example.com"},
        },
    ),
    _intent(
        "${payment_method:id}",
        currency="eur",
        payment_method_types=["sepa_debit"],
        mandate_data={"customer_acceptance": {"type": "offline"}},
    ),
)
PAID = (_intent(),)
REFUNDED = (_intent(), REFUND)

SCENARIOS: dict[str, tuple[Step, ...]] = {
    "balance.available": (FUNDED,),
    "charge.captured": (HELD, CAPTURE),
    "charge.dispute.closed": (*DISPUTED, Step("closed", f"{DISPUTE}/close")),
    "charge.dispute.created": DISPUTED[:1],
    "charge.dispute.funds_reinstated": (
        *DISPUTED,
        Step("evidence", DISPUTE, {"evidence": {"uncategorized_text": "winning_evidence"}}),
    ),
    "charge.dispute.funds_withdrawn": DISPUTED[:1],
    "charge.dispute.updated": (*DISPUTED, Step("dispute", DISPUTE, MARK)),
    "charge.failed": (_intent("pm_card_chargeDeclined", "card_error"),),
    "charge.pending": DEBIT,
    "charge.refund.updated": (*REFUNDED, Step("marked", "/v1/refunds/${refund:id}", MARK)),
    "charge.refunded": REFUNDED,
    "charge.succeeded": PAID,
    "charge.updated": (*PAID, Step("charge", "/v1/charges/${payment_intent:latest_charge}", MARK)),
    "customer.created": (CUSTOMER,),
    "customer.deleted": (CUSTOMER, Step("deleted", "/v1/customers/${customer:id}", {}, "DELETE")),
    "customer.updated": (CUSTOMER, Step("updated", "/v1/customers/${customer:id}", MARK)),
    "payment_intent.amount_capturable_updated": (HELD,),
    "payment_intent.canceled": (OPEN, Step("canceled", "/v1/payment_intents/${payment_intent:id}/cancel")),
    "payment_intent.created": (OPEN,),
    "payment_intent.payment_failed": (_intent("pm_card_chargeDeclined", "card_error"),),
    "payment_intent.processing": DEBIT,
    "payment_intent.requires_action": (_intent("pm_card_authenticationRequired"),),
    "payment_intent.succeeded": PAID,
    "payment_method.attached": ATTACHED,
    "payment_method.detached": (*ATTACHED, Step("detached", "/v1/payment_methods/${attached:id}/detach")),
    "payment_method.updated": (*ATTACHED, Step("updated", "/v1/payment_methods/${attached:id}", MARK)),
    "payout.canceled": (FUNDED, PAYOUT, Step("canceled", "/v1/payouts/${payout:id}/cancel")),
    "payout.created": (FUNDED, PAYOUT),
    "payout.paid": (FUNDED, PAYOUT),
    "payout.updated": (FUNDED, PAYOUT, Step("updated", "/v1/payouts/${payout:id}", MARK)),
    "refund.created": REFUNDED,
    "refund.failed": (_intent("pm_card_refundFail"), REFUND),
    "refund.updated": (*REFUNDED, Step("marked", "/v1/refunds/${refund:id}", MARK)),
}
"""Event type → the calls that make it happen; a few follow after a moment of the sandbox's clock."""
