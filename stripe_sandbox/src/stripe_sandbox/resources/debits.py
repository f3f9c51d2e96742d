"""SEPA debits: money that is days on its way, and may still come back."""

from stripe_sandbox import sepa
from stripe_sandbox.account import Account
from stripe_sandbox.errors import ApiError
from stripe_sandbox.events import emit
from stripe_sandbox.merge import Obj
from stripe_sandbox.resources import charges, disputes, intents
from stripe_sandbox.schedule import job


def begin(account: Account, intent: Obj, method: Obj) -> None:
    """Sends the debit to the bank: the intent is processing, the charge pending."""
    charge = charges.make(account, intent, method, "pending", captured=True, amount_captured=intent["amount"])
    account.change(intent, status="processing", latest_charge=charge["id"])
    emit(account, "payment_intent.processing", intent)
    emit(account, "charge.pending", charge)
    settings = account.world.settings
    slow = sepa.outcome(method["_number"]) == "succeeds_slowly"
    wait = settings.slow_debit_settles_after if slow else settings.debit_settles_after
    account.world.later(account, wait, bank_answers, intent["id"], charge["id"])


@job
def bank_answers(account: Account, intent_id: str, charge_id: str) -> None:
    """The debtor's bank has paid, or has refused to."""
    intent, charge = account.objects[intent_id], account.objects[charge_id]
    method = account.objects[charge["payment_method"]]
    outcome = sepa.outcome(method["_number"])
    if outcome == "fails":
        _fail(account, intent, charge, method)
        return
    account.change(charge, status="succeeded", paid=True)
    charges.settle(account, charge, charge["amount"])
    emit(account, "charge.succeeded", charge)
    intents.succeed(account, intent, charge["amount"])
    if outcome == "disputed":
        account.world.later(account, account.world.settings.debit_settles_after, debtor_objects, charge_id)


def _fail(account: Account, intent: Obj, charge: Obj, method: Obj) -> None:
    message = "The customer's account has insufficient funds to cover this payment."
    account.change(
        charge,
        status="failed",
        captured=False,
        amount_captured=0,
        failure_code="insufficient_funds",
        failure_message=message,
    )
    emit(account, "charge.failed", charge)
    error = ApiError(
        402,
        "card_error",
        message,
        "payment_intent_payment_attempt_failed",
        charge=charge["id"],
        decline_code="insufficient_funds",
    )
    intents.fail(account, intent, method, error, charge)


@job
def debtor_objects(account: Account, charge_id: str) -> None:
    """The debtor had the debit returned: a dispute, and one that cannot be fought."""
    disputes.open_for(account, account.objects[charge_id], "debit_not_authorized", lost=True)
