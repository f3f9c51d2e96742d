"""API keys: which account and mode a key opens, and what it may do."""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass

from stripe_sandbox.errors import ApiError, Unauthenticated

FORM = re.compile(r"^(sk|pk|rk)_(test|live)_([A-Za-z0-9_]{3,240})$")


@dataclass(frozen=True)
class Key:
    """A key as sent. `kind` is sk, pk or rk; the suffix is what sk and pk of one account have in common."""

    text: str
    kind: str
    livemode: bool
    suffix: str

    @property
    def publishable(self) -> bool:
        """Whether it may be seen by browsers."""
        return self.kind == "pk"


@dataclass
class KeyRule:
    """What was decided for one key: that it has expired, or which permissions (as `refunds_write`) it is left with."""

    expired: bool = False
    permissions: frozenset[str] | None = None


def sent(headers: Mapping[str, str], field: str | None) -> str:
    """The key as text: Bearer, Basic with the key as user name, or Stripe.js's `key` field. Raises Unauthenticated."""
    scheme, _, rest = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and rest.strip():
        return rest.strip()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(rest, validate=True).decode().partition(":")[0]
        except ValueError:
            raise Unauthenticated("Invalid Basic authorization header.") from None
    if field:
        return field
    raise Unauthenticated(
        "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer "
        "auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY')."
    )


def parse(text: str) -> Key:
    """The key that a text is; raises Unauthenticated for one that cannot be a key."""
    match = FORM.match(text)
    if not match:
        raise Unauthenticated(f"Invalid API Key provided: {hidden(text)}")
    kind, mode, suffix = match.groups()
    return Key(text, kind, mode == "live", suffix)


def hidden(text: str) -> str:
    """A key as it may be shown: its beginning and its last four characters."""
    return f"{text[:8]}{'*' * max(4, min(20, len(text) - 12))}{text[-4:]}" if len(text) > 12 else "*" * len(text)


def check(key: Key, rule: KeyRule | None, permission: str) -> None:
    """Raises Unauthenticated for an expired key, ApiError 403 for a restricted one that lacks the permission."""
    if rule and rule.expired:
        raise Unauthenticated(f"Expired API Key provided: {hidden(key.text)}", "api_key_expired")
    if rule and rule.permissions is not None and permission not in rule.permissions:
        raise ApiError(
            403,
            "invalid_request_error",
            f"The provided key '{hidden(key.text)}' does not have the required permissions for this endpoint. Having "
            f"the '{permission}' permission would allow this request to continue.",
        )
