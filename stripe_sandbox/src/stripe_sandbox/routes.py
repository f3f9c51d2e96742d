"""All endpoints, and how a request finds its own."""

import re
from collections import defaultdict

from stripe_sandbox.resources import (
    accounts,
    balance,
    charges,
    confirmation_tokens,
    customers,
    direct_charges,
    disputes,
    events,
    payment_intents,
    payment_methods,
    payouts,
    refunds,
    search,
    tokens,
    webhook_endpoints,
)
from stripe_sandbox.resources.routing import Route

NOUNS = (
    accounts,
    balance,
    charges,
    confirmation_tokens,
    customers,
    direct_charges,
    disputes,
    events,
    payment_intents,
    payment_methods,
    payouts,
    refunds,
    search,
    tokens,
    webhook_endpoints,
)
ROUTES: list[Route] = [route for noun in NOUNS for route in noun.ROUTES]


def _by_length() -> dict[tuple[str, int], list[tuple[re.Pattern[str], Route]]]:
    table = defaultdict(list)
    for route in sorted(ROUTES, key=lambda each: each.path.count(":id")):
        table[route.method, route.path.count("/")].append((route.pattern, route))
    return table


TABLE = _by_length()


def find(method: str, path: str) -> tuple[Route, tuple[str, ...]] | None:
    """The endpoint and the ids in its path, or None for an address that is not one."""
    for pattern, route in TABLE.get((method, path.count("/")), ()):
        if match := pattern.match(path):
            return route, match.groups()
    return None
