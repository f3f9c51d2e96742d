"""True idempotency: the first answer under a key is the answer, for a day."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stripe_sandbox.errors import ApiError, Invalid

if TYPE_CHECKING:
    from stripe_sandbox.account import Account

KEPT_FOR = 24 * 3600
"""Seconds after which a key may be used anew."""

LONGEST = 255


@dataclass(frozen=True)
class Saved:
    """A first answer. `fingerprint` tells whether a later request with the key is the same one."""

    place: int
    endpoint: str
    fingerprint: str
    status: int
    body: str
    request: str
    created: float


def fingerprint(endpoint: str, form: dict[str, Any]) -> str:
    """The same for the same parameters, in whatever order they came."""
    return hashlib.sha256(repr((endpoint, _ordered(form))).encode()).hexdigest()


def _ordered(value: Any) -> Any:
    return sorted((key, _ordered(inner)) for key, inner in value.items()) if isinstance(value, dict) else value


def in_use() -> ApiError:
    """The first request with this key has not been answered yet (409); it does no harm to ask again."""
    message = "There is another in-progress request using this key."
    error = ApiError(409, "invalid_request_error", message, "idempotency_key_in_use")
    error.saved, error.retry = False, True
    return error


class Keys:
    """The keys of one account and mode."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._saved: dict[str, Saved] = {}
        self._in_flight: set[str] = set()

    def recall(self, key: str, endpoint: str, mark: str) -> Saved | None:
        """The first answer under this key, or None if it is new.

        Raises Invalid for a key that is too long, ApiError for one in flight (409) or used for something else
        (idempotency_error).
        """
        if len(key) > LONGEST:
            raise Invalid(f"Idempotency keys can be at most {LONGEST} characters long.")
        if key in self._in_flight:
            raise in_use()
        saved = self._saved.get(key)
        if saved is None or saved.created + KEPT_FOR <= self._account.world.now():
            return None
        if saved.fingerprint == mark:
            return saved
        differs = (
            f"Keys for idempotent requests can only be used for the same endpoint they were first used for "
            f"('{endpoint}' vs '{saved.endpoint}')."
            if saved.endpoint != endpoint
            else "Keys for idempotent requests can only be used with the same parameters they were first used with."
        )
        message = f"{differs} Try using a key other than '{key}' if you meant to execute a different request."
        error = ApiError(400, "idempotency_error", message)
        error.saved = False
        raise error

    def save(self, key: str, saved: Saved) -> None:
        """Remembers the first answer, and forgets those whose day is over."""
        self._forget(saved.created - KEPT_FOR)
        self._saved.pop(key, None)
        self._saved[key] = saved
        self._account.world.note(saved.place, "idempotency", f"{self._account.name}/{key}", dict(vars(saved)))

    def hold(self, key: str) -> Callable[[], None]:
        """The first answer is held back: until the function returned is called, the key is in flight."""
        self._in_flight.add(key)
        return lambda: self._in_flight.discard(key)

    def restore(self, key: str, saved: Saved) -> None:
        """Puts a key back after a restart."""
        self._saved[key] = saved

    def _forget(self, before: float) -> None:
        """The oldest stand first, so this looks at no more than it forgets."""
        while self._saved:
            key = next(iter(self._saved))
            if self._saved[key].created > before:
                return
            self._account.world.note(self._saved.pop(key).place)
