"""The only file that imports stripe: our calls in, our own values out, Stripe's errors in words.

No function here may be called inside a transaction: Stripe may take its time.
"""

import json
import logging
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cache
from typing import Any
from urllib.parse import quote_plus

import stripe
from django.conf import settings
from stripe.params import PaymentIntentCreateParams, PaymentIntentUpdateParams, RefundCreateParams

from handfast.payments import readings
from handfast.payments.models import Account, Call, Checkout
from handfast.payments.readings import Event, Intent, Marked, Movement, field, snapshot
from handfast.payments.snapshots import Snapshot

log = logging.getLogger(__name__)

# With telemetry on, the library writes into the user's home folder.
stripe.enable_telemetry = False

API_VERSION = stripe.api_version
TOLERANCE = 300  # seconds that a signature may be old, or ahead: Stripe's own library has no upper bound
RETRIES = 2  # the client makes none unless told; each with the same idempotency key
PATIENCE, SHORT_PATIENCE = 20, 5  # seconds for an answer; where somebody only looks, there is no second try either
_WILL_NOT = {
    "charge_already_refunded": "Stripe says that all of this has been given back already.",
    "charge_disputed": "The giver’s bank disputes this payment, so it cannot be refunded as well.",
    "balance_insufficient": "Your Stripe balance does not hold enough to give this back just now.",
}
AWAY = "Stripe does not answer just now. Nothing was taken; please try again shortly."
_EXPAND = ["latest_charge.balance_transaction", "latest_charge.refunds"]

# Another way to reach Stripe than the network: the simulation's in-process one.
transport: ContextVar[stripe.HTTPClient | None] = ContextVar("transport", default=None)
_hurry = ContextVar("hurry", default=False)


class StripeTrouble(Exception):
    """Stripe could not be asked, or said no; the message is fit for the payer, the cause is in the log."""


class NotChangeable(StripeTrouble):
    """The intent has gone too far to be changed: a payment is under way or done."""


class Impossible(StripeTrouble):
    """Stripe understood, and will not do it; asking again changes nothing."""


class Forbidden(StripeTrouble):
    """The key is a restricted one, and this is not among what it may do."""


class _Nonsense(Exception):
    """Something answered in Stripe's place."""


class Refused(Exception):
    """A delivery that is not believed. `reason` is one of a few words that `doctor` explains."""

    def __init__(self, reason: str, words: str) -> None:
        super().__init__(words)
        self.reason = reason


def create_intent(call: Call) -> Intent:
    """Makes the intent of a committed call, or finds the one that the same call already made. Raises StripeTrouble."""
    checkout = call.checkout
    params: PaymentIntentCreateParams = {
        "amount": call.amount,
        "currency": checkout.currency,
        "automatic_payment_methods": {"enabled": True},
        "description": checkout.description,
        "metadata": metadata(checkout),
    }
    with in_words():
        made = client(checkout.book.account).v1.payment_intents.create(params, options={"idempotency_key": call.key})
        return readings.intent(made)


def update_intent(call: Call) -> Intent:
    """Changes the intent's amount to the call's. Raises NotChangeable when a payment is under way, or StripeTrouble."""
    params: PaymentIntentUpdateParams = {"amount": call.amount, "currency": call.checkout.currency}
    with in_words():
        changed = client(call.checkout.book.account).v1.payment_intents.update(
            str(call.checkout.intent_id), params, options={"idempotency_key": call.key}
        )
        return readings.intent(changed)


def cancel_intent(call: Call) -> None:
    """Gives the intent up as abandoned. Raises NotChangeable when it was paid meanwhile, or StripeTrouble."""
    with in_words():
        client(call.checkout.book.account).v1.payment_intents.cancel(
            str(call.checkout.intent_id), {"cancellation_reason": "abandoned"}, options={"idempotency_key": call.key}
        )


def refund(call: Call, reason: str) -> str:
    """Gives the call's amount back; the refund's id. Raises Impossible when Stripe will not, or StripeTrouble."""
    params: RefundCreateParams = {
        "payment_intent": str(call.checkout.intent_id),
        "amount": call.amount,
        "reason": reason,  # type: ignore[typeddict-item]
        "metadata": {"handfast_refund": call.key},
    }
    with in_words():
        made = client(call.checkout.book.account).v1.refunds.create(params, options={"idempotency_key": call.key})
        return made.id


def find_refund(call: Call) -> str | None:
    """The refund that `call` made although its answer never came, by its mark. Raises StripeTrouble."""
    with in_words():
        of_intent = {"payment_intent": str(call.checkout.intent_id), "limit": 100}
        for found in _listed(call.checkout.book.account, "/v1/refunds", of_intent):
            if field(field(found, "metadata") or {}, "handfast_refund") == call.key:
                return str(found["id"])
    return None


def intent(checkout: Checkout) -> Intent:
    """The intent of `checkout` as it stands now, with its secret. Raises StripeTrouble."""
    with in_words():
        return readings.intent(client(checkout.book.account).v1.payment_intents.retrieve(str(checkout.intent_id)))


def fetch(account: Account, intent_id: str) -> Snapshot:
    """How the intent stands, asked afresh: with its charge, fee, refunds and disputes. Raises StripeTrouble."""
    with in_words():
        found = _plain(client(account), f"/v1/payment_intents/{quote_plus(intent_id)}", {"expand": _EXPAND})
        charge = field(found, "latest_charge")
        if charge and field(charge, "refunds") and charge["refunds"]["has_more"]:
            charge["refunds"]["data"] = list(_listed(account, "/v1/refunds", {"charge": charge["id"], "limit": 100}))
        disputes = _listed(account, "/v1/disputes", {"payment_intent": found["id"]})
        return snapshot(found, list(disputes) if charge and field(charge, "disputed") else [])


def marked_since(account: Account, since: datetime) -> Iterator[Marked]:
    """Every intent made since then that bears this install's mark, newest first. Raises StripeTrouble."""
    with in_words():
        for found in _listed(account, "/v1/payment_intents", _since(since)):
            marks = field(found, "metadata") or {}
            if field(marks, "handfast_instance") == account.instance:
                yield Marked(found["id"], found["status"], field(marks, "handfast_checkout") or "")


def events_since(account: Account, since: datetime) -> Iterator[Event]:
    """Every event since then, newest first; Stripe keeps them 30 days. Raises StripeTrouble."""
    with in_words():
        yield from map(readings.event, _listed(account, "/v1/events", _since(since)))


def movements_since(account: Account, since: datetime) -> Iterator[Movement]:
    """Every movement of the account's balance since then, newest first. Raises StripeTrouble."""
    with in_words():
        listed = _listed(account, "/v1/balance_transactions", _since(since, expand=["data.source"]))
        yield from map(readings.movement, listed)


def _since(since: datetime, **more: Any) -> dict[str, Any]:
    return {"created": {"gte": int(since.timestamp())}, "limit": 100, **more}


def _listed(account: Account, path: str, params: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """All that Stripe lists at `path`, newest first, page after page."""
    asked, more = client(account), True
    while more:
        page = _plain(asked, path, params)
        yield from page["data"]
        more = page["has_more"] and page["data"]
        params = {**params, "starting_after": page["data"][-1]["id"]} if more else params


def _plain(asked: stripe.StripeClient, path: str, params: dict[str, Any]) -> Any:
    """The answer to a GET as JSON has it: objects of all that a page holds cost ten times what is done with them."""
    return asked.raw_request("get", path, **params).data


def metadata(checkout: Checkout) -> dict[str, str]:
    """What marks an intent as ours and as this checkout's."""
    return {"handfast_instance": checkout.book.account.instance, "handfast_checkout": checkout.token}


def is_live(key: str) -> bool:
    """Whether a key (secret, restricted or publishable) moves real money."""
    return key.split("_")[1:2] == ["live"]


def verified_event(body: bytes, signature: str, secrets: Iterable[str], now: float | None = None) -> dict[str, Any]:
    """The event in a delivery whose signature one of `secrets` made within five minutes of now, either way.

    Raises Refused. https://docs.stripe.com/webhooks#verify-manually
    """
    now = time.time() if now is None else now
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("not text", "The body is not UTF-8.") from None
    if not signature:
        raise Refused("no signature", "There is no Stripe-Signature header.")
    if not any(_signed(text, signature, secret) for secret in secrets):
        raise Refused("wrong signature", "No secret of this site made this signature.")
    if abs(now - _timestamp(signature)) > TOLERANCE:
        raise Refused("wrong time", "The signature's time is more than five minutes from this server's clock.")
    return _event(text)


def _signed(text: str, signature: str, secret: str) -> bool:
    try:
        # Without a tolerance the library checks no time; ours, in both directions, follows.
        return stripe.WebhookSignature.verify_header(text, signature, secret, tolerance=None)
    except stripe.SignatureVerificationError:
        return False


def _timestamp(signature: str) -> int:
    return next(int(part[2:]) for part in signature.split(",") if part.startswith("t="))


def _event(text: str) -> dict[str, Any]:
    try:
        event = json.loads(text)
        if event["object"] != "event" or not isinstance(event["data"]["object"], dict):
            raise ValueError("not an event")
        datetime.fromtimestamp(event["created"], UTC), str(event["id"]), str(event["type"]), bool(event["livemode"])
    except (ValueError, KeyError, TypeError, OverflowError, OSError):
        raise Refused("not an event", "The body is signed, but it is not one of Stripe's events.") from None
    return event


def client(account: Account, key: str = "") -> stripe.StripeClient:
    """Stripe's client for `account`, with this site's secret key unless another is given.

    A book of test money never meets a live key, nor the other way round. Raises StripeTrouble where no key is set.
    """
    if not settings.STRIPE_SECRET_KEY:
        raise StripeTrouble("Card payments are not set up on this site yet.")
    if is_live(settings.STRIPE_SECRET_KEY) != account.livemode:
        log.error("The secret key is for %s mode, the book for the other", "test" if account.livemode else "live")
        raise StripeTrouble("Card payments are not working on this site just now. Nothing was taken.")
    addresses: Any = {"api": settings.STRIPE_API_BASE} if settings.STRIPE_API_BASE else {}
    return stripe.StripeClient(
        key or settings.STRIPE_SECRET_KEY,
        base_addresses=addresses,
        max_network_retries=0 if _hurry.get() else RETRIES,
        http_client=transport.get() or _network(SHORT_PATIENCE if _hurry.get() else PATIENCE),
    )


@cache
def _network(patience: int) -> stripe.HTTPClient:
    return stripe.RequestsClient(timeout=patience)


@contextmanager
def in_a_hurry() -> Iterator[None]:
    """Within it Stripe is asked once and briefly: for pages that can be shown without its answer, too."""
    before = _hurry.set(True)
    try:
        yield
    finally:
        _hurry.reset(before)


@contextmanager
def in_words() -> Iterator[None]:
    """Stripe's exceptions as ours, whose words a guest may read; also where what answers is not Stripe at all."""
    try:
        yield
    except stripe.InvalidRequestError as error:
        log.warning("Stripe refused: %s %s (request %s)", error.code, error.param, error.request_id)
        if error.code == "payment_intent_unexpected_state":
            raise NotChangeable("This payment is already under way, so it can no longer be changed.") from error
        words = _WILL_NOT.get(error.code or "", "Stripe did not accept what this site asked. No money has moved.")
        raise Impossible(words) from error
    except stripe.PermissionError as error:
        log.error("Stripe forbids this site's key what it needs (request %s)", error.request_id)
        raise Forbidden("Card payments are not working on this site just now. Nothing was taken.") from error
    except stripe.AuthenticationError as error:
        log.error("Stripe does not accept this site's key (request %s)", error.request_id)
        raise StripeTrouble("Card payments are not working on this site just now. Nothing was taken.") from error
    except stripe.StripeError as error:
        log.warning("Stripe could not be asked: %s %s", type(error).__name__, error.request_id)
        raise StripeTrouble(AWAY) from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        # Read within: an answer that lacks what every answer of Stripe's has is some proxy's, or half of one.
        log.exception("Stripe's answer makes no sense")
        nonsense = _Nonsense(f"what answers there does not talk like Stripe ({type(error).__name__})")
        raise StripeTrouble(AWAY) from nonsense
