"""What a PaymentIntent is, and the steps by which its state moves. The endpoints are in `payment_intents`."""

from stripe_sandbox.account import Account, frozen
from stripe_sandbox.cards import TestCard
from stripe_sandbox.errors import ApiError, WrongState
from stripe_sandbox.events import emit
from stripe_sandbox.merge import Obj
from stripe_sandbox.resources import charges, disputes
from stripe_sandbox.schedule import job

OPEN = ("requires_payment_method", "requires_confirmation", "requires_action")
AUTHORISED_FOR = 7 * 24 * 3600
"""Seconds for which a bank holds an uncaptured amount."""


def wrong_state(intent: Obj, deed: str, allowed: tuple[str, ...]) -> WrongState:
    """The intent cannot do this in its state; it is embedded, for the page that asks learns from it what is so."""
    message = (
        f"This PaymentIntent could not be {deed} because it has a status of {intent['status']}. "
        f"Only a PaymentIntent with one of the following statuses may be {deed}: {', '.join(allowed)}."
    )
    if deed == "confirmed" and intent["status"] == "succeeded":
        message = (
            "You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed."
        )
    return WrongState(message, "payment_intent_unexpected_state", payment_intent=intent)


def fail(account: Account, intent: Obj, method: Obj, error: ApiError, charge: Obj | None = None) -> None:
    """An attempt failed: the intent waits for another payment method and remembers why."""
    account.change(
        intent,
        status="requires_payment_method",
        payment_method=None,
        next_action=None,
        latest_charge=charge["id"] if charge else intent["latest_charge"],
        last_payment_error={**error.fields(), "payment_method": frozen(method)},
        _challenge=None,
    )
    emit(account, "payment_intent.payment_failed", intent)


def pay(account: Account, intent: Obj, method: Obj, card: TestCard, authenticated: bool = False) -> None:
    """The bank says yes to a card: the money is held or taken, and what this test card brings with it happens."""
    manual = intent["capture_method"] == "manual"
    charge = charges.make(
        account, intent, method, "succeeded", captured=not manual, amount_captured=0 if manual else intent["amount"]
    )
    if authenticated:
        charge["payment_method_details"]["card"]["three_d_secure"] = _authentication(account)
    if intent["capture_method"] == "automatic":
        charges.settle(account, charge, intent["amount"], card.available_at_once)
    account.change(intent, latest_charge=charge["id"], next_action=None, _challenge=None)
    emit(account, "charge.succeeded", charge)
    if manual:
        _hold(account, intent)
        return
    succeed(account, intent, intent["amount"])
    if intent["capture_method"] == "automatic_async":
        wait = 0.0 if card.available_at_once else account.world.settings.charge_updated_after
        settle_soon(account, charge, wait, card.available_at_once)
    if card.dispute:
        disputes.open_for(account, charge, card.dispute)


def settle_soon(account: Account, charge: Obj, wait: float, at_once: bool) -> None:
    """Posts the charge's money after `wait` seconds; with none to wait, in this very step."""
    if wait:
        account.world.later(account, wait, charges.settle_later, charge["id"], at_once)
    else:
        charges.settle_later(account, charge["id"], at_once)


def succeed(account: Account, intent: Obj, received: int) -> None:
    """The money is taken: `received` in minor units. Terminal."""
    account.change(intent, status="succeeded", amount_received=received, amount_capturable=0, last_payment_error=None)
    emit(account, "payment_intent.succeeded", intent)


def _hold(account: Account, intent: Obj) -> None:
    account.change(intent, status="requires_capture", amount_capturable=intent["amount"])
    emit(account, "payment_intent.amount_capturable_updated", intent)
    account.world.later(account, AUTHORISED_FOR, authorisation_ends, intent["id"])


def _authentication(account: Account) -> Obj:
    return {
        "authentication_flow": "challenge",
        "electronic_commerce_indicator": "05",
        "exemption_indicator": None,
        "result": "authenticated",
        "result_reason": None,
        "transaction_id": account.world.ids.text(36),
        "version": "2.2.0",
    }


@job
def authorisation_ends(account: Account, id: str) -> None:
    """Seven days on, the bank releases what was never captured."""
    intent = account.objects[id]
    if intent["status"] == "requires_capture":
        charge = account.objects[intent["latest_charge"]]
        release(account, charge)
        emit(account, "charge.expired", charge)
        cancel(account, intent, "automatic")


def release(account: Account, charge: Obj) -> Obj:
    """Gives back a held amount; returns the old values."""
    return account.change(charge, refunded=True, amount_refunded=charge["amount"])


def cancel(account: Account, intent: Obj, reason: str | None) -> None:
    """Ends an intent that took no money. Terminal."""
    account.change(
        intent,
        status="canceled",
        canceled_at=int(account.world.now()),
        cancellation_reason=reason,
        amount_capturable=0,
        next_action=None,
        _challenge=None,
    )
    emit(account, "payment_intent.canceled", intent)
