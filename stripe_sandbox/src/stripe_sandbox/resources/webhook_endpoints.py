"""Webhook endpoints: where events go, and the secret that signs them."""

from typing import Any

from stripe_sandbox import merge, shapes, wire
from stripe_sandbox.errors import Invalid
from stripe_sandbox.event_types import EVENT_TYPES
from stripe_sandbox.merge import Obj
from stripe_sandbox.resources.routing import Call, Route
from stripe_sandbox.shapes import Shape, boolean, each, listing, short, text

MOST = 16
"""How many endpoints Stripe allows in one mode."""


def _event_type(value: Any, param: str) -> str:
    """An event type, or `*` for all: one that is misspelt would never come."""
    if value != "*" and text(value, param) not in EVENT_TYPES:
        raise Invalid(f"Invalid {param}: there is no event type {value}.", param=param)
    return str(value)


FIELDS: dict[str, Any] = {"description": short(5000), "metadata": shapes.metadata}
TYPES = each(_event_type, 500)


def _create(call: Call) -> Obj:
    account, params = call.account, call.params
    if not params["enabled_events"]:
        raise Invalid("enabled_events must name at least one event.", param="enabled_events")
    if len(account.kinds["webhook_endpoint"]) >= MOST:
        raise Invalid(f"You have reached the maximum of {MOST} {account.mode} webhook endpoints.")
    secret = account.draw("whsec")
    endpoint = account.add(
        {
            "id": account.draw("we"),
            "object": "webhook_endpoint",
            "api_version": params.get("api_version"),
            "application": None,
            "created": int(account.world.now()),
            "description": params.get("description"),
            "enabled_events": params["enabled_events"],
            "livemode": account.livemode,
            "metadata": merge.metadata({}, params.get("metadata")),
            "status": "enabled",
            "url": params["url"],
            "_secrets": [[secret, None]],
        }
    )
    return {**endpoint, "secret": secret}


def _named(call: Call) -> Obj:
    return call.named("webhook_endpoint", "webhook endpoint")


def _update(call: Call) -> Obj:
    endpoint, params = _named(call), call.params
    fields: Obj = {name: params[name] for name in ("description", "url", "enabled_events") if name in params}
    if "disabled" in params:
        fields["status"] = "disabled" if params["disabled"] else "enabled"
    if "metadata" in params:
        fields["metadata"] = merge.metadata(endpoint["metadata"], params["metadata"])
    call.account.change(endpoint, **fields)
    return endpoint


def _delete(call: Call) -> Obj:
    endpoint = _named(call)
    call.account.remove(endpoint)
    return {"id": endpoint["id"], "object": "webhook_endpoint", "deleted": True}


def _list(call: Call) -> Obj:
    return wire.page(call.account, call.account.kinds["webhook_endpoint"], call.params, "/v1/webhook_endpoints")


ROUTES = [
    Route(
        "POST",
        "/v1/webhook_endpoints",
        _create,
        Shape({"url": shapes.url, "enabled_events": TYPES}, "connect", **FIELDS, api_version=text),
    ),
    Route("GET", "/v1/webhook_endpoints", _list, listing()),
    Route("GET", "/v1/webhook_endpoints/:id", _named),
    Route(
        "POST",
        "/v1/webhook_endpoints/:id",
        _update,
        Shape(**FIELDS, url=shapes.url, enabled_events=TYPES, disabled=boolean),
    ),
    Route("DELETE", "/v1/webhook_endpoints/:id", _delete),
]
