"""Objects as they leave: without what is the sandbox's own, expanded where asked, lists in pages."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from stripe_sandbox.account import Account, public, sequence
from stripe_sandbox.errors import Invalid, no_such
from stripe_sandbox.merge import Obj

ALWAYS_NULL = {
    kind: {field: field for field in fields.split()}
    for kind, fields in {
        "charge": "application application_fee on_behalf_of review source_transfer transfer",
        "payment_intent": "application on_behalf_of payment_record review source",
        "payout": "application_fee destination original_payout reversed_by",
        "refund": "source_transfer_reversal transfer_reversal",
    }.items()
}
"""What Stripe can expand too, but holds nothing here: asking for it is no mistake."""

EXPANDABLE: dict[str, dict[str, str]] = {
    "payment_intent": {
        **ALWAYS_NULL["payment_intent"],
        "customer": "customer",
        "latest_charge": "charge",
        "payment_method": "payment_method",
    },
    "charge": {
        **ALWAYS_NULL["charge"],
        "balance_transaction": "balance_transaction",
        "customer": "customer",
        "failure_balance_transaction": "balance_transaction",
        "payment_intent": "payment_intent",
        "refunds": "refunds",
    },
    "refund": {
        **ALWAYS_NULL["refund"],
        "balance_transaction": "balance_transaction",
        "charge": "charge",
        "failure_balance_transaction": "balance_transaction",
        "payment_intent": "payment_intent",
    },
    "dispute": {"charge": "charge", "payment_intent": "payment_intent"},
    "balance_transaction": {"source": "source"},
    "payment_method": {"customer": "customer"},
    "payout": {
        **ALWAYS_NULL["payout"],
        "balance_transaction": "balance_transaction",
        "failure_balance_transaction": "balance_transaction",
    },
    "customer": {},
}
"""Which fields of which object can be expanded, and into what."""

Fits = Callable[[Obj], bool]

MAX_DEPTH = 4
LIMIT = 10

PUBLISHABLE_INTENT = frozenset(
    [
        "id",
        "object",
        "amount",
        "canceled_at",
        "cancellation_reason",
        "capture_method",
        "client_secret",
        "confirmation_method",
        "created",
        "currency",
        "description",
        "last_payment_error",
        "livemode",
        "next_action",
        "payment_method",
        "payment_method_types",
        "receipt_email",
        "setup_future_usage",
        "shipping",
        "status",
    ]
)
"""What a publishable key sees of a PaymentIntent: never its metadata."""


def render(account: Account, answer: Obj, expand: list[str]) -> Obj:
    """An object, or a list envelope, ready for JSON. Raises Invalid for a path that cannot be expanded."""
    for path in expand:
        if path.count(".") >= MAX_DEPTH:
            raise Invalid(f"You cannot expand more than {MAX_DEPTH} levels of a property ({path}).", param="expand")
    if answer["object"] == "list":
        inner = [path.removeprefix("data.") for path in expand if path.startswith("data.")]
        if len(inner) != len(expand):
            raise _cannot(next(path for path in expand if not path.startswith("data.")))
        return {**answer, "data": [expanded(account, obj, inner) for obj in answer["data"]]}
    return expanded(account, answer, expand)


def expanded(account: Account, obj: Obj, paths: list[str]) -> Obj:
    """A copy of the object with the fields at these paths replaced by the objects they name."""
    copy = public(obj)
    if paths:
        _check(obj["object"], paths)
        for field, rest in _grouped(paths).items():
            copy[field] = _fetch(account, obj, field, rest)
    return copy


def publishable(obj: Obj) -> Obj:
    """What the browser may see of an answer."""
    if obj.get("object") != "payment_intent":
        return obj
    return {key: value for key, value in obj.items() if key in PUBLISHABLE_INTENT}


def _fetch(account: Account, obj: Obj, field: str, rest: list[str]) -> Any:
    if field == "refunds":
        refunds = [expanded(account, each, []) for each in reversed(account.where("refund", "charge", obj["id"]))]
        return envelope(refunds[:LIMIT], len(refunds) > LIMIT, f"/v1/charges/{obj['id']}/refunds")
    value = obj.get(field)
    found = account.objects.get(value) if isinstance(value, str) else None
    return expanded(account, found, rest) if found else value


def _grouped(paths: Iterable[str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        field, _, rest = path.partition(".")
        groups[field] += [rest] if rest else []
    return groups


def _check(kind: str, paths: list[str]) -> None:
    """Paths are judged by the kinds of object, so that one is right or wrong whatever the object holds today."""
    for path in paths:
        field, _, rest = path.partition(".")
        target = EXPANDABLE.get(kind, {}).get(field)
        if target is None:
            raise _cannot(path)
        if rest and target in EXPANDABLE:
            _check(target, [rest])


def _cannot(path: str) -> Invalid:
    return Invalid(f"This property cannot be expanded ({path}).", param="expand[0]")


def envelope(data: list[Obj], has_more: bool, url: str) -> Obj:
    """Stripe's list object."""
    return {"object": "list", "data": data, "has_more": has_more, "url": url}


def page(account: Account, objects: list[Obj], params: Obj, url: str, keep: Fits | None = None) -> Obj:
    """One page of `objects` (oldest first, as they are kept), newest first as Stripe answers.

    `params` are those of `shapes.listing`; `keep` filters by what has no index. Raises Invalid for a limit outside
    1 to 100 and for a cursor that names nothing.
    """
    limit = LIMIT if params.get("limit") is None else params["limit"]
    if not 1 <= limit <= 100:
        raise Invalid("Invalid integer: limit must be between 1 and 100.", "parameter_invalid_integer", "limit")
    if params.get("starting_after") and params.get("ending_before"):
        raise Invalid("You can only specify one of these parameters: starting_after, ending_before.")
    fits = _filter(params.get("created"), keep)
    if params.get("ending_before"):
        begin = bisect_right(objects, _cursor(account, objects, params["ending_before"], "ending_before"), key=sequence)
        newer = _matching(objects, range(begin, len(objects)), fits, limit)
        return envelope(newer[:limit][::-1], len(newer) > limit, url)
    end = len(objects)
    if params.get("starting_after"):
        end = bisect_left(objects, _cursor(account, objects, params["starting_after"], "starting_after"), key=sequence)
    older = _matching(objects, range(end - 1, -1, -1), fits, limit)
    return envelope(older[:limit], len(older) > limit, url)


def _cursor(account: Account, objects: list[Obj], id: str, param: str) -> int:
    """Where in the order of creation the page begins: at any object of the listed kind, whether the list shows it."""
    obj = account.objects.get(id)
    kind = objects[0]["object"] if objects else "object"
    if obj is None or (objects and obj["object"] != kind):
        raise no_such(kind, id, param)
    return sequence(obj)


def _matching(objects: list[Obj], places: range, fits: Fits, limit: int) -> list[Obj]:
    """One more than the limit, to know whether there is more."""
    found: list[Obj] = []
    for place in places:
        if fits(objects[place]):
            found.append(objects[place])
            if len(found) > limit:
                break
    return found


def _filter(created: dict[str, int] | None, keep: Fits | None) -> Fits:
    tests = {"gt": int.__gt__, "gte": int.__ge__, "lt": int.__lt__, "lte": int.__le__}
    limits = [(tests[name], limit) for name, limit in (created or {}).items()]
    return lambda obj: all(test(obj["created"], limit) for test, limit in limits) and (keep is None or keep(obj))
