"""Payouts, in their simplest form: asked for by hand, soon on the bank account."""

from stripe_sandbox import merge, shapes, wire
from stripe_sandbox.account import Account
from stripe_sandbox.errors import WrongState
from stripe_sandbox.events import emit
from stripe_sandbox.merge import Obj
from stripe_sandbox.resources import balance
from stripe_sandbox.resources.routing import Call, Route
from stripe_sandbox.schedule import job
from stripe_sandbox.shapes import Shape, choice, listing, positive, short, text

DAY = 24 * 3600
NOTHING_YET = dict.fromkeys(
    (
        "application_fee",
        "application_fee_amount",
        "balance_transaction",
        "failure_balance_transaction",
        "failure_code",
        "failure_message",
        "original_payout",
        "payout_method",
        "reversed_by",
        "trace_id",
    )
)


def _create(call: Call) -> Obj:
    account, params = call.account, call.params
    amount, currency = params["amount"], params["currency"]
    if balance.available(account, currency) < amount:
        raise WrongState(
            "You have insufficient funds in your Stripe account for this transfer. The card balance is too low.",
            "balance_insufficient",
        )
    payout = account.add(_new(account, params))
    transaction = balance.post(account, "payout", payout, -amount)
    account.change(payout, balance_transaction=transaction["id"])
    emit(account, "payout.created", payout)
    account.world.later(account, account.world.settings.payout_arrives_after, arrive, payout["id"])
    return payout


def _new(account: Account, params: Obj) -> Obj:
    now = int(account.world.now())
    return {
        "id": account.draw("po"),
        "object": "payout",
        **NOTHING_YET,
        "amount": params["amount"],
        "arrival_date": now + DAY,
        "automatic": False,
        "created": now,
        "currency": params["currency"],
        "description": params.get("description"),
        "destination": f"ba_{account.id.removeprefix('acct_')}",
        "livemode": account.livemode,
        "metadata": merge.metadata({}, params.get("metadata")),
        "method": params.get("method") or "standard",
        "reconciliation_status": "not_applicable",
        "source_type": "card",
        "statement_descriptor": params.get("statement_descriptor"),
        "status": "pending",
        "type": "bank_account",
    }


@job
def arrive(account: Account, id: str) -> None:
    """The money is on the bank account."""
    payout = account.objects[id]
    if payout["status"] == "pending":
        before = account.change(payout, status="paid")
        emit(account, "payout.updated", payout, before)
        emit(account, "payout.paid", payout)


def _named(call: Call) -> Obj:
    return call.named("payout", "payout")


def _update(call: Call) -> Obj:
    payout = _named(call)
    if "metadata" in call.params:
        merged = merge.metadata(payout["metadata"], call.params["metadata"])
        emit(call.account, "payout.updated", payout, call.account.change(payout, metadata=merged))
    return payout


def _cancel(call: Call) -> Obj:
    account, payout = call.account, _named(call)
    if payout["status"] != "pending":
        raise WrongState(f"Payouts with a status of {payout['status']} cannot be canceled.")
    opposite = balance.post(account, "payout_cancel", payout, payout["amount"])
    account.change(payout, status="canceled", failure_balance_transaction=opposite["id"])
    emit(account, "payout.canceled", payout)
    return payout


def _list(call: Call) -> Obj:
    status = call.params.get("status")
    objects = call.account.where("payout", "status", status) if status else call.account.kinds["payout"]
    return wire.page(call.account, objects, call.params, "/v1/payouts")


CREATE = Shape(
    {"amount": positive, "currency": shapes.currency},
    "destination payout_method source_type",
    description=text,
    metadata=shapes.metadata,
    method=choice("standard", "instant"),
    statement_descriptor=short(22),
)
ROUTES = [
    Route("POST", "/v1/payouts", _create, CREATE),
    Route("GET", "/v1/payouts", _list, listing("arrival_date destination", status=text)),
    Route("GET", "/v1/payouts/:id", _named),
    Route("POST", "/v1/payouts/:id", _update, Shape(metadata=shapes.metadata)),
    Route("POST", "/v1/payouts/:id/cancel", _cancel),
]
