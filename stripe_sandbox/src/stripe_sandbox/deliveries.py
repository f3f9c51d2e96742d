"""Deliveries: when each attempt to tell an endpoint of an event is due, and what came of it.

Pure: it says what to post and takes note of the answer; the posting itself is the courier's.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from stripe_sandbox import webhooks
from stripe_sandbox.account import Account, public
from stripe_sandbox.merge import Obj
from stripe_sandbox.schedule import job

RETRIES_TEST = (600, 3600, 3 * 3600)
RETRIES_LIVE = tuple(min(300 * 2**n, 12 * 3600) for n in range(12))
"""Seconds to the next attempt: three over a few hours in test mode, about three days in live mode."""


@dataclass(frozen=True)
class Attempt:
    """One POST to make. `secrets` all sign it; `event` is the event as it will be written.

    `timestamp` is the moment of signing in UTC seconds, without what the sandbox's clock was advanced by.
    """

    account: Account
    delivery: str
    url: str
    event: Obj
    secrets: tuple[str, ...]
    timestamp: int

    def body(self) -> bytes:
        """The event as Stripe writes it, indented by two."""
        return json.dumps(self.event, indent=2).encode()

    def headers(self, body: bytes) -> dict[str, str]:
        """What goes with the body, the fresh signature included."""
        return webhooks.headers(body, self.secrets, self.timestamp)


@dataclass(frozen=True)
class Answer:
    """What came of an attempt: a status and the beginning of the body, or the error that prevented it."""

    status: int | None
    body: str = ""
    error: str | None = None
    seconds: float = 0.0

    @property
    def ok(self) -> bool:
        """Only 2xx is success; a redirect is a failure."""
        return self.status is not None and 200 <= self.status < 300


def queue(account: Account, event: Obj, endpoint: Obj) -> Obj:
    """Makes the delivery of an event to an endpoint and schedules its first attempt, subject to faults."""
    world = account.world
    delivery = account.add(
        {
            "id": account.draw("whd"),
            "object": "delivery",
            "created": int(world.now()),
            "endpoint": endpoint["id"],
            "event": event["id"],
            "type": event["type"],
            "url": endpoint["url"],
            "attempts": [],
            "due": None,
            "_under_way": 0,
        }
    )
    wait = 0.0
    if fault := world.faults.strikes("delay", event["type"]):
        wait += fault.seconds
    if fault := world.faults.strikes("reorder", event["type"]):
        wait += world.faults.random.uniform(0, fault.seconds)
    _plan(account, delivery, wait)
    if world.faults.strikes("duplicate", event["type"]):
        _plan(account, delivery, wait)
    return delivery


def _plan(account: Account, delivery: Obj, wait: float) -> None:
    account.change(delivery, due=account.world.now() + wait, _under_way=delivery["_under_way"] + 1)
    account.world.later(account, wait, attempt_delivery, delivery["id"])


@job
def attempt_delivery(account: Account, id: str) -> None:
    """An attempt's time has come: hands it to whoever posts, unless its endpoint is gone or a fault loses it."""
    delivery = account.objects[id]
    endpoint = account.find("webhook_endpoint", delivery["endpoint"])
    event = account.objects[delivery["event"]]
    if not endpoint or endpoint["status"] != "enabled":
        _ended(account, delivery)
        return
    world = account.world
    if world.faults.strikes("drop", delivery["type"]):
        answered(account, id, Answer(None, error="lost on the way (fault: drop)"))
        return
    written = {**public(event), "api_version": endpoint["api_version"] or event["api_version"]}
    secrets = webhooks.secrets(endpoint, world.now())
    # Signed by the clock that the receiver shares, for it refuses what was signed days ahead of its own; a second on
    # with each attempt, for where only the sandbox's clock moved, two attempts would else have one signature.
    timestamp = int(world.clock()) + len(delivery["attempts"])
    world.outbox.append(Attempt(account, id, endpoint["url"], written, secrets, timestamp))


def answered(account: Account, id: str, answer: Answer) -> None:
    """Takes note of what came back, and plans the next attempt if it was no success."""
    delivery = account.objects[id]
    was_delivered = delivered(delivery)
    entry = {
        "at": account.world.now(),
        "status": answer.status,
        "body": answer.body[:2000],
        "error": answer.error,
        "seconds": round(answer.seconds, 4),
    }
    account.change(delivery, attempts=[*delivery["attempts"], entry])
    _ended(account, delivery)
    if not was_delivered:
        _follow(account, delivery, answer)
    account.world.tell(account, "delivery", delivery)


def _follow(account: Account, delivery: Obj, answer: Answer) -> None:
    event = account.objects[delivery["event"]]
    waits = RETRIES_LIVE if account.livemode else RETRIES_TEST
    failures = len(delivery["attempts"])
    if answer.ok:
        left = max(0, event["pending_webhooks"] - 1)
        account.change(event, pending_webhooks=left, _delivered=_everywhere(account, event))
    elif not delivery["_under_way"] and failures <= len(waits):
        _plan(account, delivery, waits[failures - 1])


def _ended(account: Account, delivery: Obj) -> None:
    under_way = delivery["_under_way"] - 1
    account.change(delivery, _under_way=under_way, due=delivery["due"] if under_way else None)


def resume(account: Account, planned: set[str]) -> None:
    """After a restart: attempts that were under way when the process ended, and are not `planned`, are made again."""
    for delivery in account.kinds["delivery"]:
        if delivery["_under_way"] and delivery["id"] not in planned:
            account.change(delivery, _under_way=0)
            _plan(account, delivery, 0)


def delivered(delivery: Obj) -> bool:
    """Whether an attempt succeeded."""
    return any(each["status"] is not None and 200 <= each["status"] < 300 for each in delivery["attempts"])


def _everywhere(account: Account, event: Obj) -> bool:
    """Whether every endpoint that was to hear of an event has."""
    return all(delivered(each) for each in account.where("delivery", "event", event["id"]))


def resend(account: Account, event: Obj, endpoint_id: str | None = None) -> list[Obj]:
    """Delivers an event again, at once: to one endpoint, or to every one that listens to it."""
    endpoints = [each for each in webhooks.listening(account, event["type"]) if endpoint_id in (None, each["id"])]
    known = {each["endpoint"]: each for each in account.where("delivery", "event", event["id"])}
    again = []
    for endpoint in endpoints:
        if delivery := known.get(endpoint["id"]):
            _plan(account, delivery, 0)
            again.append(delivery)
        else:
            account.change(event, _delivered=False)
            again.append(queue(account, event, endpoint))
    return again
