"""Webhooks: which endpoints hear of an event, and how what they are told is signed."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection

from stripe_sandbox.account import Account
from stripe_sandbox.merge import Obj

ROLL_MOST = 24 * 3600
"""How long, in seconds, the secret before may go on signing."""


def signature(body: bytes, secrets: tuple[str, ...], timestamp: int) -> str:
    """The Stripe-Signature header: HMAC-SHA256 of `t.body` under each secret, `whsec_` prefix included."""
    signed = f"{timestamp}.".encode() + body
    marks = [hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest() for secret in secrets]
    return ",".join([f"t={timestamp}", *(f"v1={mark}" for mark in marks)])


def headers(body: bytes, secrets: tuple[str, ...], timestamp: int) -> dict[str, str]:
    """The headers of a delivery, signed."""
    return {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
        "Stripe-Signature": signature(body, secrets, timestamp),
    }


def wanted(enabled_events: Collection[str], type: str) -> bool:
    """Whether a collection of event types, which may hold `*`, covers this one."""
    return "*" in enabled_events or type in enabled_events


def listening(account: Account, type: str) -> list[Obj]:
    """The enabled endpoints that asked for this type."""
    endpoints = account.kinds["webhook_endpoint"]
    return [each for each in endpoints if each["status"] == "enabled" and wanted(each["enabled_events"], type)]


def secrets(endpoint: Obj, now: float) -> tuple[str, ...]:
    """The secrets that sign now: after a roll the old one too, until it expires."""
    return tuple(secret for secret, expires in endpoint["_secrets"] if expires is None or expires > now)


def roll(account: Account, endpoint: Obj, overlap: float) -> str:
    """Gives an endpoint a new secret; the old one goes on signing for `overlap` seconds, at most 24 hours."""
    expires = account.world.now() + min(overlap, ROLL_MOST)
    fresh = account.draw("whsec")
    old = [[secret, expires] for secret in secrets(endpoint, account.world.now())]
    account.change(endpoint, _secrets=[[fresh, None], *old])
    return fresh
