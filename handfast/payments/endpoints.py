"""What can be wrong with the webhook's endpoint at Stripe, judged from what Stripe and the address itself say."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import requests
from django.conf import settings

from handfast.core.doctor import Finding
from handfast.payments.readings import Endpoint
from handfast.payments.webhooks import ADDRESSES

CHECK = "webhook endpoint"
# Each tells of something that nothing else would tell of in time; the reconciler finds it within a day all the same.
NEEDED = frozenset(
    {
        "payment_intent.succeeded",
        "payment_intent.payment_failed",
        "payment_intent.processing",
        "payment_intent.canceled",
        "charge.updated",
        "charge.refunded",
        "refund.updated",
        "refund.failed",
        "charge.dispute.created",
        "charge.dispute.updated",
        "charge.dispute.closed",
        "charge.dispute.funds_withdrawn",
        "charge.dispute.funds_reinstated",
    }
)
_HERE = {"localhost", "127.0.0.1", "[::1]", "::1"}


def judge(endpoints: list[Endpoint], api_version: str) -> Iterator[Finding]:
    """What is wrong with the endpoints that Stripe has for this site; one good finding when nothing is."""
    ours = [each for each in endpoints if _is_host_of_site(each.url)]
    right = [each for each in ours if urlsplit(each.url).path.rstrip("/") in ADDRESSES]
    if not right:
        yield _missing(ours)
        return
    found = [*_twice(right), *(odd for each in right for odd in _odd(each, api_version))]
    yield from found or [Finding(CHECK, True, f"Stripe delivers to {right[0].url}.")]


def answers_itself(url: str) -> Finding | None:
    """What is wrong when this site asks its own webhook: a GET must be answered 405 by us, and by no redirect."""
    try:
        answer = requests.get(url, allow_redirects=False, timeout=5)
    except requests.RequestException as error:
        return _bad(
            f"{url} cannot be reached from here: {type(error).__name__}.",
            "Check the address, the proxy and the firewall; some networks cannot reach their own outside address.",
        )
    if answer.is_redirect:
        return _bad(
            f"{url} leads on to {answer.headers.get('Location', 'elsewhere')}; Stripe does not follow.",
            "Register the address that it leads to.",
        )
    if answer.status_code != 405:
        return _bad(
            f"Something else answers at {url} ({answer.status_code}).", "Let the proxy pass it on to this site."
        )
    return None


def reached(endpoints: list[Endpoint]) -> Iterator[Finding]:
    """What is wrong with the way to those of `endpoints` that are this site's."""
    for each in endpoints:
        if each.enabled and _is_host_of_site(each.url) and (odd := answers_itself(each.url)):
            yield odd


def _is_host_of_site(url: str) -> bool:
    mine, theirs = urlsplit(settings.SITE_URL), urlsplit(url)
    same = {mine.hostname, theirs.hostname} <= _HERE or mine.hostname == theirs.hostname
    return same and mine.port == theirs.port


def _missing(ours: list[Endpoint]) -> Finding:
    address = f"{settings.SITE_URL}/stripe/webhook/"
    if ours:
        return _bad(f"Stripe delivers to {ours[0].url}, where nobody listens.", f"Change its address to {address}")
    if urlsplit(settings.SITE_URL).hostname in _HERE:
        return Finding(CHECK, True, "This machine cannot be reached by Stripe; `listen` forwards what it has to tell.")
    return _bad("Stripe has no endpoint for this site.", f"Add {address} at Stripe, and set its secret.")


def _twice(right: list[Endpoint]) -> Iterator[Finding]:
    enabled = [each for each in right if each.enabled]
    if len(enabled) > 1:
        addresses = " and ".join(each.url for each in enabled)
        yield _bad(f"Stripe delivers everything {len(enabled)} times: to {addresses}.", "Keep one and delete the rest.")


def _odd(endpoint: Endpoint, api_version: str) -> Iterator[Finding]:
    if not endpoint.enabled:
        yield _bad(f"The endpoint {endpoint.url} is disabled at Stripe.", "Enable it on Stripe's Webhooks page.")
    lacking = sorted(NEEDED - set(endpoint.events)) if "*" not in endpoint.events else []
    if lacking:
        yield _bad(f"The endpoint is not told of {', '.join(lacking)}.", "Add these events to the endpoint at Stripe.")
    if endpoint.api_version not in ("", api_version):
        yield _bad(
            f"The endpoint speaks Stripe's version {endpoint.api_version}, this site {api_version}.",
            f"Make the endpoint anew with version {api_version}.",
        )


def _bad(message: str, fix: str) -> Finding:
    return Finding(CHECK, False, message, fix)
