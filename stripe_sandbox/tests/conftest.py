"""A world with a clock that stands still, and the official SDK on it. `stripe` itself is never patched."""

import json
from collections.abc import Callable, Iterator

import conformance
import pytest
import stripe

from stripe_sandbox.account import public
from stripe_sandbox.api import Api
from stripe_sandbox.exchange import Request, Response
from stripe_sandbox.testing import Sandbox, running
from stripe_sandbox.transport import SandboxTransport
from stripe_sandbox.world import World

stripe.enable_telemetry = False

START = 1_800_000_000.0
"""A Friday morning in January 2027, in UTC seconds."""


class CheckedApi(Api):
    """The API, with every object that leaves it held against the SDK's types."""

    def handle(self, request: Request) -> Response:
        response = super().handle(request)
        assert response.status != 500 or self.world.faults.rules, response.body
        body = json.loads(response.body)
        found = conformance.faults_of_error(body["error"]) if "error" in body else conformance.faults(body)
        if "pk_" in request.headers.get("authorization", ""):  # the browser is shown a part on purpose
            found = [fault for fault in found if not fault.endswith("missing")]
        assert found == []
        return response


@pytest.fixture
def world() -> Iterator[World]:
    world = World(clock=lambda: START, seed=7)
    yield world
    for account in world.accounts.values():
        for event in account.kinds["event"]:
            assert conformance.faults(public(event)) == []


@pytest.fixture
def api(world: World) -> Api:
    return CheckedApi(world)


@pytest.fixture
def client_for(api: Api) -> Callable[[str], stripe.StripeClient]:
    return lambda key: stripe.StripeClient(key, http_client=SandboxTransport(api))


@pytest.fixture
def client(client_for: Callable[[str], stripe.StripeClient]) -> stripe.StripeClient:
    """Robin's account, in test mode."""
    return client_for("sk_test_robin")


@pytest.fixture
def browser(client_for: Callable[[str], stripe.StripeClient]) -> stripe.StripeClient:
    """Priya's browser, which holds Robin's publishable key."""
    return client_for("pk_test_robin")


@pytest.fixture
def serving() -> Iterator[Sandbox]:
    """A sandbox over HTTP."""
    with running() as sandbox:
        yield sandbox
