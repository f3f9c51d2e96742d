"""One request and its answer, as plain values, and what is known of a request on its way through."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from stripe_sandbox import API_VERSION
from stripe_sandbox.account import Account
from stripe_sandbox.keys import Key
from stripe_sandbox.resources.routing import Route


@dataclass(frozen=True)
class Request:
    """One HTTP request; header names in lower case, `query` without its question mark."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True)
class Response:
    """One answer. `cut`: drop the connection instead. `events_first`: deliver the request's events, then answer.

    `wait` is for how many seconds to hold it back (in one process nobody waits). `answered`, where there is one, is to
    be called when that is over: until then the request's idempotency key counts as in flight.
    """

    status: int
    headers: dict[str, str]
    body: bytes
    cut: bool = False
    events_first: bool = False
    wait: float = 0.0
    answered: Callable[[], None] | None = None


@dataclass(frozen=True)
class Visit:
    """What the door found out: whose account, by which key, to which endpoint, with which ids in the path."""

    account: Account
    key: Key
    route: Route
    ids: tuple[str, ...]


@dataclass
class Exchange:
    """One request on its way through; `visit` is None until it has passed the door."""

    request: Request
    id: str
    form: dict[str, Any] = field(default_factory=dict)
    visit: Visit | None = None

    @property
    def endpoint(self) -> str:
        """`POST /v1/refunds`."""
        return f"{self.request.method} {self.request.path}"

    @property
    def idempotency_key(self) -> str | None:
        """The key, on POST only: elsewhere Stripe ignores it."""
        return self.request.headers.get("idempotency-key") if self.request.method == "POST" else None

    @property
    def version(self) -> str:
        """The version of the API that is asked for; the newest if none is."""
        return self.request.headers.get("stripe-version") or API_VERSION

    @property
    def onlooker(self) -> bool:
        """Whether the dashboard asks, so that a person may look: no fault befalls that, and no log tells of it."""
        return "sandbox-dashboard" in self.request.headers
