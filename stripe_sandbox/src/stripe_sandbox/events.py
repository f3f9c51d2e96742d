"""Events: what happened, frozen as it was, and which endpoints are to hear of it."""

import json
from typing import Any

from stripe_sandbox import API_VERSION, deliveries, webhooks
from stripe_sandbox.account import Account, public
from stripe_sandbox.merge import Obj

KEPT_FOR = 30 * 24 * 3600
"""Seconds for which Stripe lets an event be read."""


def emit(account: Account, type: str, obj: Obj, previous: Obj | None = None) -> Obj | None:
    """Records that something happened to `obj` and queues its deliveries.

    `previous` is for updates only and holds the old values of what changed. Returns the event, or None when a fault
    swallows it.
    """
    world = account.world
    if type == "charge.updated" and world.faults.strikes("no_charge_updated", type):
        return None
    data: dict[str, Any] = {"object": public(obj)}
    if previous is not None:
        data["previous_attributes"] = previous
    endpoints = webhooks.listening(account, type)
    event = account.add(
        {
            "id": account.draw("evt"),
            "object": "event",
            "api_version": API_VERSION,
            "created": int(world.now()),
            "livemode": account.livemode,
            "pending_webhooks": len(endpoints),
            "request": {"id": world.cause.id, "idempotency_key": world.cause.idempotency_key},
            "type": type,
            "_delivered": not endpoints,
            # As text it takes a quarter of the room, and no later change of the object can reach it.
            "_data": json.dumps(data),
        }
    )
    for endpoint in endpoints:
        deliveries.queue(account, event, endpoint)
    world.tell(account, "event", event)
    return event
