"""The official SDK on a world in the same process: no sockets, no waiting."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import stripe

from stripe_sandbox.api import Api
from stripe_sandbox.exchange import Request


class SandboxTransport(stripe.HTTPClient):
    """Hand it to the SDK: `stripe.StripeClient(key, http_client=SandboxTransport(Api(world)))`.

    `deliver_first` is called, with no arguments, before an answer that the fault `event_first` holds back. A cut
    connection raises APIConnectionError, as it would on the network.
    """

    name = "stripe_sandbox"

    def __init__(self, api: Api, deliver_first: Callable[[], object] | None = None) -> None:
        super().__init__()
        self._api = api
        self._deliver_first = deliver_first

    def request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        post_data: Any = None,
        *,
        _usage: list[str] | None = None,
    ) -> tuple[str, int, dict[str, str]]:
        """One request, answered at once: body, status, headers."""
        address = urlsplit(url)
        body = post_data.encode() if isinstance(post_data, str) else post_data or b""
        lower = {name.lower(): value for name, value in (headers or {}).items()}
        response = self._api.handle(Request(method.upper(), address.path, address.query, lower, body))
        if response.cut:
            raise stripe.APIConnectionError(  # type: ignore[no-untyped-call]  # the SDK leaves it unannotated
                "The connection was cut (fault: cut_after).", should_retry=True
            )
        try:
            if response.events_first and self._deliver_first:
                self._deliver_first()
        finally:
            if response.answered:
                response.answered()
        return response.body.decode(), response.status, response.headers

    def close(self) -> None:
        """Nothing is held open."""
