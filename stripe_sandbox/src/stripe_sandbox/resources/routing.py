"""How a noun declares its endpoints."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from stripe_sandbox import API_VERSION
from stripe_sandbox.account import Account
from stripe_sandbox.errors import no_such
from stripe_sandbox.merge import Obj
from stripe_sandbox.shapes import Shape


@dataclass(frozen=True)
class Call:
    """One request that got past the door: whose account, which ids in the path, which parameters, by which version."""

    account: Account
    ids: tuple[str, ...]
    params: dict[str, Any]
    publishable: bool = False
    version: str = API_VERSION

    def named(self, kind: str, noun: str, param: str = "id") -> Obj:
        """The object whose id stands first in the path; 404 if this account and mode have none."""
        obj = self.account.find(kind, self.ids[0])
        if obj is None:
            raise no_such(noun, self.ids[0], param, 404)
        return obj


@dataclass(frozen=True)
class Route:
    """One endpoint. `path` has `:id` where ids stand; `browser` is the shape for publishable keys, if they may call."""

    method: str
    path: str
    do: Callable[[Call], Obj]
    shape: Shape = field(default_factory=Shape)
    browser: Shape | None = None

    @property
    def pattern(self) -> re.Pattern[str]:
        """The path as a regular expression."""
        return re.compile("^" + re.sub(r":id", "([^/]+)", self.path) + "$")

    @property
    def permission(self) -> str:
        """What a restricted key needs: `payment_intents_write`, `refunds_read`."""
        return f"{self.path.split('/')[2]}_{'read' if self.method == 'GET' else 'write'}"
