"""The demo's account with its own Stripe: keys, and an endpoint that rings at the site."""

import base64
import json
import secrets
import subprocess
import sys
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.management.base import CommandError

from handfast.dashboard.demo.ground import KEY_PREFIX
from handfast.payments.endpoints import NEEDED

# What `docs/run-your-own.md` names for a real endpoint: all that is needed, and three that tell the host a little more.
EVENTS = sorted({*NEEDED, "payment_intent.requires_action", "charge.succeeded", "charge.failed"})


def environment(remembered: dict[str, str], site: str, sandbox: str) -> dict[str, str]:
    """The site's environment with this Stripe; keys that `remembered` holds stay, so that its payments stay found."""
    secret_key = remembered.get("STRIPE_SECRET_KEY") or KEY_PREFIX + secrets.token_hex(12)
    return {
        "SITE_URL": site,
        "STRIPE_SECRET_KEY": secret_key,
        "STRIPE_PUBLISHABLE_KEY": secret_key.replace("sk_", "pk_", 1),
        "STRIPE_API_BASE": sandbox,
        "STRIPE_JS_URL": f"{sandbox}/v3/stripe.js",
        "STRIPE_WEBHOOK_SECRET": remembered.get("STRIPE_WEBHOOK_SECRET", ""),
    }


def answers(sandbox: str) -> bool:
    """Whether the sandbox takes requests yet."""
    try:
        with urlopen(sandbox, timeout=2):  # noqa: S310 (an address of our own)
            return True
    except HTTPError:
        return True
    except (URLError, ConnectionError, TimeoutError):
        return False


def webhook_secrets(environment: dict[str, str]) -> str:
    """Secrets to believe, by comma: that of the one endpoint for this site, made if need be, and that of `listen`."""
    url = f"{environment['SITE_URL']}/stripe/webhook/"
    endpoints = _ask(environment, "GET", "/v1/webhook_endpoints", {"limit": "100"})["data"]
    remembered = environment["STRIPE_WEBHOOK_SECRET"]
    if remembered and [endpoint["url"] for endpoint in endpoints] == [url]:
        return remembered
    for endpoint in endpoints:
        _ask(environment, "DELETE", f"/v1/webhook_endpoints/{endpoint['id']}")
    made = _ask(environment, "POST", "/v1/webhook_endpoints", {"url": url, "enabled_events[]": EVENTS})
    return f"{made['secret']},{_listen_secret(environment)}"


def pay(intent_id: str, return_url: str) -> None:
    """Pays an intent with a good card, as a guest's browser would; by this process's own settings."""
    own = {"STRIPE_API_BASE": settings.STRIPE_API_BASE, "STRIPE_SECRET_KEY": settings.STRIPE_SECRET_KEY}
    good = {"payment_method": "pm_card_visa", "return_url": return_url}
    _ask(own, "POST", f"/v1/payment_intents/{intent_id}/confirm", good)


def _ask(environment: dict[str, str], method: str, path: str, fields: dict | None = None) -> dict:
    data = urlencode(fields or {}, doseq=True)
    address = environment["STRIPE_API_BASE"] + path + (f"?{data}" if method == "GET" else "")
    token = base64.b64encode(f"{environment['STRIPE_SECRET_KEY']}:".encode()).decode()
    request = Request(  # noqa: S310 (an address of our own)
        address,
        method=method,
        data=data.encode() if method == "POST" else None,
        headers={"Authorization": f"Basic {token}"},
    )
    try:
        with urlopen(request, timeout=20) as answer:  # noqa: S310
            return json.load(answer)
    except HTTPError as error:
        raise CommandError(f"The sandbox refused {method} {path}: {error.read().decode(errors='replace')}") from error


def _listen_secret(environment: dict[str, str]) -> str:
    command = [sys.executable, "-m", "stripe_sandbox", "listen", "--print-secret"]
    key = ["--api-key", environment["STRIPE_SECRET_KEY"], "--api-base", environment["STRIPE_API_BASE"]]
    printed = subprocess.run([*command, *key], capture_output=True, text=True, check=False)  # noqa: S603
    if printed.returncode:
        raise CommandError(f"The sandbox's listen failed: {printed.stderr}")
    return printed.stdout.strip()
