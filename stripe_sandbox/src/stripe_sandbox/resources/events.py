"""Events, read back: for 30 days, and again to an endpoint."""

from stripe_sandbox import deliveries, wire
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
    single = params.get("type") or ""
    exact = bool(single) and "*" not in single
    objects = account.where("event", "type", single) if exact else account.kinds["event"]
    since = account.world.now() - KEPT_FOR
    wanted = params.get("delivery_success")

    def keep(event: Obj) -> bool:
        return (
            event["created"] >= since
            and (exact or not single or _like(event["type"], single))
            and (not types or any(_like(event["type"], each) for each in types))
            and (wanted is None or _all_delivered(call, event) == wanted)
        )

    return wire.page(account, objects, params, "/v1/events", keep)


def _like(type: str, pattern: str) -> bool:
    """`charge.*` covers `charge.refund.updated` too."""
    return type == pattern or (pattern.endswith("*") and type.startswith(pattern[:-1]))


def _all_delivered(call: Call, event: Obj) -> bool:
    """Whether every endpoint that was to hear of it has; with no endpoint there is nothing left to deliver."""
    return all(deliveries.delivered(each) for each in call.account.where("delivery", "event", event["id"]))


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
