"""Refusals in the shape of Stripe's error envelope."""

from collections.abc import Iterable
from typing import Any

DOCS = "https://docs.stripe.com/error-codes"


class ApiError(Exception):
    """An answer other than 200.

    `saved` says whether an idempotency key remembers it: Stripe saves what happened once execution began, and forgets
    requests that were refused for their form. `retry` becomes the Stripe-Should-Retry header, unless it is None;
    `limited` becomes Stripe-Rate-Limited-Reason.
    """

    saved: bool = True
    retry: bool | None = None
    limited: str | None = None

    def __init__(self, status: int, type: str, message: str, code: str | None = None, **more: Any) -> None:
        super().__init__(message)
        self.status = status
        self.type = type
        self.code = code
        self.more = more

    def fields(self) -> dict[str, Any]:
        """The inside of `{"error": …}`; keys without a value are left out, as Stripe leaves them out."""
        doc_url = f"{DOCS}#{self.code.replace('_', '-')}" if self.code else None
        fields = {"code": self.code, "doc_url": doc_url, "message": str(self), "type": self.type, **self.more}
        return {key: value for key, value in fields.items() if value is not None}


class Invalid(ApiError):
    """The request itself is wrong: a parameter missing, unknown or malformed, or naming something absent."""

    saved = False

    def __init__(self, message: str, code: str | None = None, param: str | None = None, status: int = 400) -> None:
        super().__init__(status, "invalid_request_error", message, code, param=param)


class WrongState(ApiError):
    """The request is well formed, but the object it names cannot do this now."""

    def __init__(self, message: str, code: str | None = None, **more: Any) -> None:
        super().__init__(400, "invalid_request_error", message, code, **more)


class Unauthenticated(ApiError):
    """No key, or one that opens nothing (401)."""

    saved = False

    def __init__(self, message: str, code: str | None = None, status: int = 401) -> None:
        super().__init__(status, "invalid_request_error", message, code)


def missing(param: str) -> Invalid:
    """A required parameter was not sent."""
    return Invalid(f"Missing required param: {param}.", "parameter_missing", param)


def unknown(names: Iterable[str]) -> Invalid:
    """Parameters that the endpoint does not have; Stripe names them all and points at the first."""
    listed = list(names)
    plural = "s" if len(listed) > 1 else ""
    return Invalid(f"Received unknown parameter{plural}: {', '.join(listed)}", "parameter_unknown", listed[0])


def unsupported(param: str) -> Invalid:
    """A parameter that Stripe has and the sandbox does not: refused, for ignoring it would be a lie."""
    return Invalid(f"stripe_sandbox does not support the parameter {param}.", "parameter_unknown", param)


def no_such(noun: str, id: str, param: str = "id", status: int = 400) -> Invalid:
    """An id that names nothing in this account and mode: 404 in the path, 400 in a parameter."""
    return Invalid(f"No such {noun}: '{id}'", "resource_missing", param, status)


def publishable(status: int) -> Unauthenticated:
    """A publishable key knocked at a door for secret keys."""
    message = "This API call cannot be made with a publishable API key. Please use a secret API key."
    return Unauthenticated(message, "secret_key_required", status)
