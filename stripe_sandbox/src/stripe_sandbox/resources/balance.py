"""The money itself: balance transactions, and the balance that they add up to."""

from datetime import UTC, datetime, timedelta

from stripe_sandbox import fees, wire
from stripe_sandbox.account import Account
from stripe_sandbox.errors import no_such
from stripe_sandbox.events import emit
from stripe_sandbox.merge import Obj
from stripe_sandbox.resources.routing import Call, Route
from stripe_sandbox.schedule import job
from stripe_sandbox.shapes import currency, listing, text

DAYS_TO_AVAILABLE = 2
CATEGORIES = {
    "adjustment": "dispute",
    "payment": "charge",
    "payment_refund": "refund",
    "refund_failure": "refund_failure",
}


def post(
    account: Account,
    type: str,
    source: Obj,
    amount: int,
    fee: int = 0,
    available_on: int | None = None,
    category: str | None = None,
) -> Obj:
    """Writes one balance transaction: `amount` (signed, minor units) moved because of `source`; net = amount − fee.

    `available_on` is the moment (UTC seconds) from which it counts as available; None is now.
    """
    now = account.world.now()
    available = max(int(now), available_on or 0)
    state = "available" if available <= now else "pending"
    transaction = account.add(
        {
            "id": account.draw("txn"),
            "object": "balance_transaction",
            "amount": amount,
            "available_on": available,
            "balance_type": "payments",
            "created": int(now),
            "currency": source["currency"],
            "description": source.get("description"),
            "exchange_rate": None,
            "fee": fee,
            "fee_details": _fee_details(fee, source["currency"], type),
            "net": amount - fee,
            "reporting_category": category or CATEGORIES.get(type, type),
            "source": source["id"],
            "status": state,
            "type": type,
        }
    )
    if state == "available":
        _tell_of_arrival(account, transaction)
    else:
        account.world.later(account, available - now, money_available, transaction["id"])
    return transaction


def post_charge(account: Account, charge: Obj, amount: int, at_once: bool) -> Obj:
    """What a successful charge brings: `amount` in minor units less the fee, pending for two days unless `at_once`."""
    available_on = None if at_once else _days_later(account.world.now())
    method = charge["payment_method_details"]["type"]
    fee = fees.of_charge(method, amount, charge["currency"])
    return post(account, "charge" if method == "card" else "payment", charge, amount, fee, available_on)


def arrival(account: Account, charge: Obj) -> int:
    """When a charge's money is available: what is taken back before then is taken from what is pending."""
    transaction = account.objects.get(charge["balance_transaction"])
    return int(transaction["available_on"]) if transaction else _days_later(account.world.now())


def _days_later(now: float) -> int:
    """Midnight UTC, two days on."""
    day = datetime.fromtimestamp(now, UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return int((day + timedelta(days=DAYS_TO_AVAILABLE)).timestamp())


def _fee_details(fee: int, currency: str, type: str) -> list[Obj]:
    if not fee:
        return []
    description = "Dispute fee" if type == "adjustment" else "Stripe processing fees"
    return [
        {"amount": fee, "application": None, "currency": currency, "description": description, "type": "stripe_fee"}
    ]


@job
def money_available(account: Account, id: str) -> None:
    """A pending transaction's day has come."""
    transaction = account.objects[id]
    account.change(transaction, status="available")
    _tell_of_arrival(account, transaction)


def _tell_of_arrival(account: Account, transaction: Obj) -> None:
    if transaction["type"] in ("charge", "payment"):
        emit(account, "balance.available", total(account))


def total(account: Account) -> Obj:
    """The balance object: sums of net by currency, available and pending, in minor units."""
    sums: dict[str, dict[str, int]] = {"available": {account.world.settings.currency: 0}, "pending": {}}
    for (kind, state, code), net in account.sums.items():
        if kind == "balance_transaction":
            sums[state][code] = net
    currencies = sorted({*sums["available"], *sums["pending"]})
    return {
        "object": "balance",
        "livemode": account.livemode,
        **{state: [_line(held.get(each, 0), each) for each in currencies] for state, held in sums.items()},
    }


def _line(amount: int, currency: str) -> Obj:
    return {"amount": amount, "currency": currency, "source_types": {"card": amount}}


def available(account: Account, currency: str) -> int:
    """What could be paid out now, in minor units."""
    return sum(line["amount"] for line in total(account)["available"] if line["currency"] == currency)


def _balance(call: Call) -> Obj:
    return total(call.account)


def _retrieve(call: Call) -> Obj:
    return call.named("balance_transaction", "balance transaction")


def _list(call: Call) -> Obj:
    filters = {name: call.params[name] for name in ("source", "type", "currency") if call.params.get(name)}
    objects = call.account.kinds["balance_transaction"]
    if filters:
        field, value = next(iter(filters.items()))
        objects = call.account.where("balance_transaction", field, value)
    payout = call.params.get("payout")
    if payout and not call.account.find("payout", payout):
        raise no_such("payout", payout, "payout")
    if payout:
        objects = call.account.where("balance_transaction", "source", payout)
    return wire.page(
        call.account,
        objects,
        call.params,
        "/v1/balance_transactions",
        lambda each: all(each[name] == value for name, value in filters.items()),
    )


ROUTES = [
    Route("GET", "/v1/balance", _balance),
    Route("GET", "/v1/balance_transactions", _list, listing(source=text, type=text, currency=currency, payout=text)),
    Route("GET", "/v1/balance_transactions/:id", _retrieve),
    Route("GET", "/v1/balance/history", _list, listing(source=text, type=text, currency=currency, payout=text)),
    Route("GET", "/v1/balance/history/:id", _retrieve),
]
