"""What Stripe's books say of each checkout, read straight out of the world, and worked out without our own code."""

from collections import Counter
from collections.abc import Iterator

from stripe_sandbox.account import Account
from stripe_sandbox.merge import Obj

TOKEN = "handfast_checkout"

# One money fact: the checkout's token, what it is, Stripe's id of it, and how much in minor units.
Fact = tuple[str, str, str, int]


def intents(account: Account) -> Iterator[Obj]:
    """Those that bear a checkout's mark."""
    return (each for each in account.kinds["payment_intent"] if TOKEN in each["metadata"])


def is_under_way(account: Account, token: str) -> bool:
    """Whether Stripe has taken, or is just taking, what the checkout asks for."""
    statuses = {each["status"] for each in intents(account) if each["metadata"][TOKEN] == token}
    return not statuses.isdisjoint({"succeeded", "processing"})


def facts(account: Account) -> Counter[Fact]:
    """Every movement of the balance as the ledger ought to have it: charges, refunds, disputes, and their fees."""
    return Counter(fact for moved in account.kinds["balance_transaction"] for fact in _facts_of(account, moved))


def _facts_of(account: Account, moved: Obj) -> Iterator[Fact]:
    source = account.objects[moved["source"]]
    intent = account.objects[source["payment_intent"]]
    token, id, amount, fee = intent["metadata"].get(TOKEN, ""), moved["id"], moved["amount"], moved["fee"]
    if source["object"] == "charge":
        yield token, "payment", source["id"], amount
        yield token, "fee", id, -fee
    elif source["object"] == "refund":
        yield token, "refund" if amount < 0 else "refund_returned", source["id"], amount
    else:
        yield token, "dispute" if amount < 0 else "dispute_returned", id, amount
        if fee:
            yield token, "dispute_fee", id, -fee


def balance(account: Account) -> int:
    """All that moved, in minor units."""
    return sum(moved["net"] for moved in account.kinds["balance_transaction"])
