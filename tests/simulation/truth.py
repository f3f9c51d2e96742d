"""What Stripe's books say of each checkout, read straight out of the world, and worked out without our own code."""

from collections import Counter
from collections.abc import Iterator

from stripe_sandbox.account import Account
from stripe_sandbox.merge import Obj

TOKEN = "handfast_checkout"
PAYABLE = ("requires_payment_method", "requires_confirmation", "requires_action")

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


def paid(account: Account) -> set[str]:
    """The checkouts that a card or a debit has paid, by their tokens."""
    return {each["metadata"][TOKEN] for each in intents(account) if each["status"] == "succeeded"}


def taken(account: Account) -> Counter[str]:
    """What cards and debits brought, by the checkout's token, whatever became of it."""
    return _sums(account, "payment")


def given_back(account: Account) -> Counter[str]:
    """What of it went back to the payer and stayed there."""
    back = _sums(account, "refund", "dispute", "refund_returned", "dispute_returned")
    return Counter({token: -amount for token, amount in back.items()})


def returned(account: Account) -> Counter[str]:
    """What came back to the couple after it had left them."""
    return _sums(account, "refund_returned", "dispute_returned")


def _sums(account: Account, *kinds: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for (token, kind, _id, amount), times in facts(account).items():
        if kind in kinds:
            found[token] += amount * times
    return found


def charges(account: Account) -> Iterator[tuple[str, float, int]]:
    """Each that succeeded: its checkout's token, when it was made by Stripe's clock, and what it brought."""
    for charge in account.kinds["charge"]:
        if charge["status"] == "succeeded":
            yield charge["metadata"].get(TOKEN, ""), charge["created"], charge["amount_captured"]
