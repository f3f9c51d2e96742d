"""Events, read back: for 30 days, and again to an endpoint."""

from stripe_sandbox import deliveries, wire
from stripe_sandbox.account import Account
from stripe_sandbox.errors import Invalid, no_such
from stripe_sandbox.events import KEPT_FOR
from stripe_sandbox.merge import Obj
from stripe_sandbox.resources.routing import Call, Route
from stripe_sandbox.shapes import Shape, boolean, each, listing, text


def _named(call: Call) -> Obj:
    event = call.named("event", "event")
    if event["created"] < call.account.world.now() - KEPT_FOR:
        raise no_such("event", event["id"], "id", 404)
    return event


def _list(call: Call) -> Obj:
    account, params = call.account, call.params
    types = params.get("types") or []
    if params.get("type") and types:
        raise Invalid("You may only specify one of these parameters: type, types.")
    single, wanted = params.get("type") or "", params.get("delivery_success")
    exact = bool(single) and "*" not in single
    since = account.world.now() - KEPT_FOR

    def keep(event: Obj) -> bool:
        return (
            event["created"] >= since
            and (exact or not single or _like(event["type"], single))
            and (not types or any(_like(event["type"], each) for each in types))
            and (wanted is None or event["_delivered"] == wanted)
        )

    return wire.page(account, _shortest(account, single if exact else None, wanted), params, "/v1/events", keep)


def _shortest(account: Account, type: str | None, delivered: bool | None) -> list[Obj]:
    """The fewest events that hold all of the type, and all delivered or not, that are asked for."""
    lists = [account.kinds["event"]]
    if type:
        lists.append(account.where("event", "type", type))
    if delivered is not None:
        lists.append(account.where("event", "_delivered", delivered))
    return min(lists, key=len)


def _like(type: str, pattern: str) -> bool:
    """`charge.*` covers `charge.refund.updated` too."""
    return type == pattern or (pattern.endswith("*") and type.startswith(pattern[:-1]))


def _retry(call: Call) -> Obj:
    event, endpoint = _named(call), call.params.get("webhook_endpoint")
    if endpoint and not call.account.find("webhook_endpoint", endpoint):
        raise no_such("webhook endpoint", endpoint, "webhook_endpoint")
    if not endpoint:
        call.account.world.tell(call.account, "event", event)
    deliveries.resend(call.account, event, endpoint)
    return event


ROUTES = [
    Route("GET", "/v1/events", _list, listing(type=text, types=each(text, 20), delivery_success=boolean)),
    Route("GET", "/v1/events/:id", _named),
    Route("POST", "/v1/events/:id/retry", _retry, Shape(webhook_endpoint=text)),
]
