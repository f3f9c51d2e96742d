"""A world with a clock that stands still, and the official SDK on it. `stripe` itself is never patched."""

from collections.abc import Callable, Iterator

import pytest
import stripe

from stripe_sandbox.api import Api
from stripe_sandbox.testing import Sandbox, running
from stripe_sandbox.transport import SandboxTransport
from stripe_sandbox.world import World

stripe.enable_telemetry = False

START = 1_800_000_000.0
"""A Friday morning in January 2027, in UTC seconds."""


@pytest.fixture
def world() -> World:
    return World(clock=lambda: START, seed=7)


@pytest.fixture
def api(world: World) -> Api:
    return Api(world)


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
