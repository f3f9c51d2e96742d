"""What can be wrong between this site and Stripe, found by asking, told with the line that mends it."""

import time
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from handfast.core.doctor import Finding, examination
from handfast.payments import endpoints, enquiries, gateway
from handfast.payments.models import Account, Checkout, Delivery, Refusal

CLOCK_TOLERANCE = 60  # seconds; webhooks are refused at 300
RECENT = timedelta(days=1)

# Why Stripe's deliveries are refused, each with what mends it.
MENDS = {
    "no signature": "Something that is not Stripe posts to the webhook's address, or a proxy drops the header.",
    "wrong signature": "STRIPE_WEBHOOK_SECRET is not the secret of the endpoint that is sending: copy it again from "
    "Stripe's Webhooks page (or from the first line of `listen`); several may be given, by comma.",
    "wrong time": "This server's clock is wrong, or something replays old deliveries: set the clock by NTP.",
    "not text": "A proxy changes the body of requests to the webhook: let it pass them on as they are.",
    "not an event": "The endpoint is set to send another kind of event: choose snapshot events (v1) at Stripe.",
}


@examination
def stripe_keys() -> Iterator[Finding]:
    """The two keys: there, of one mode, and accepted by Stripe."""
    secret, publishable = settings.STRIPE_SECRET_KEY, settings.STRIPE_PUBLISHABLE_KEY
    if not (secret and publishable):
        missing = "STRIPE_SECRET_KEY" if not secret else "STRIPE_PUBLISHABLE_KEY"
        yield Finding(
            "keys", False, f"{missing} is not set, so nobody can pay by card.", f"Set {missing} in the environment."
        )
    elif not (secret.startswith(("sk_", "rk_")) and publishable.startswith("pk_")):
        yield Finding(
            "keys",
            False,
            "A key is not of its kind.",
            "STRIPE_SECRET_KEY begins with sk_ or rk_, STRIPE_PUBLISHABLE_KEY with pk_.",
        )
    elif gateway.is_live(secret) != gateway.is_live(publishable):
        yield Finding(
            "keys", False, "One key is for test mode, the other for live.", "Take both keys from the same mode."
        )
    else:
        yield from _asked()


def _asked() -> Iterator[Finding]:
    account = Account(livemode=gateway.is_live(settings.STRIPE_SECRET_KEY))
    try:
        facts = enquiries.facts(account)
        missing = enquiries.forbidden(account)
        of_one_account = _publishable_key_fits(account)
    except gateway.StripeTrouble as trouble:
        yield _unanswered(trouble)
        return
    if missing:
        yield Finding("keys", False, f"The key may not read {', '.join(missing)}.", "Allow it that at Stripe.")
    if not of_one_account:
        yield Finding("keys", False, "The two keys belong to different accounts.", "Take both from the same account.")
    if not missing and of_one_account:
        mode = "live mode" if account.livemode else "test mode: no real money moves"
        yield Finding("keys", True, f"Stripe knows the key: account {facts.stripe_id}, {mode}.")
    if facts.clock is not None:
        yield _clock(time.time() - facts.clock)


def _publishable_key_fits(account: Account) -> bool:
    """Tried on the newest intent there is; before there is one, nobody can tell, and nobody has paid."""
    newest = Checkout.objects.filter(intent_id__isnull=False, book__account__livemode=account.livemode)
    checkout = newest.select_related("book__account").order_by("-pk").first()
    return checkout is None or enquiries.is_known_to(settings.STRIPE_PUBLISHABLE_KEY, checkout)


def _unanswered(trouble: gateway.StripeTrouble) -> Finding:
    why = str(trouble.__cause__ or trouble).splitlines()[0]
    fix = "Set STRIPE_SECRET_KEY to the account's present key; if it is right, check the way to Stripe."
    return Finding("keys", False, f"Stripe could not be asked: {why}", fix)


def _clock(ahead: float) -> Finding:
    if abs(ahead) <= CLOCK_TOLERANCE:
        return Finding("clock", True, "This server's clock agrees with Stripe's.")
    words = "ahead of" if ahead > 0 else "behind"
    return Finding(
        "clock",
        False,
        f"This server's clock is {abs(ahead):.0f} s {words} Stripe's.",
        "Set the clock: `timedatectl set-ntp true`.",
    )


@examination
def webhook_secret() -> Iterator[Finding]:
    """The webhook's secrets, and what the deliveries of the last day say about them."""
    secrets = settings.STRIPE_WEBHOOK_SECRETS
    if not secrets:
        yield Finding(
            "webhook secret",
            False,
            "STRIPE_WEBHOOK_SECRET is not set: Stripe's deliveries are answered 503.",
            f"Make an endpoint for {settings.SITE_URL}/stripe/webhook/ at Stripe and set its secret.",
        )
        return
    if not all(secret.startswith("whsec_") for secret in secrets):
        yield Finding(
            "webhook secret",
            False,
            "A webhook secret does not begin with whsec_.",
            "Set STRIPE_WEBHOOK_SECRET to the endpoint's signing secret.",
        )
        return
    since = timezone.now() - RECENT
    taken = Delivery.objects.filter(received_at__gt=since).order_by("-received_at").first()
    refused = Refusal.objects.filter(last_at__gt=taken.received_at if taken else since).order_by("-last_at").first()
    if refused:
        yield Finding(
            "webhook secret",
            False,
            f"Deliveries are refused: {refused.reason} ({refused.count} so far).",
            MENDS[refused.reason],
        )
    else:
        yield Finding(
            "webhook secret", True, "Deliveries are believed." if taken else "Set; no delivery in the last day."
        )


@examination
def webhook_endpoint() -> Iterator[Finding]:
    """What Stripe has registered for this site, and whether that address leads here."""
    if not settings.STRIPE_SECRET_KEY:
        return
    account = Account(livemode=gateway.is_live(settings.STRIPE_SECRET_KEY))
    try:
        known = enquiries.endpoints(account)
    except gateway.Forbidden:
        yield Finding(endpoints.CHECK, True, "The key may not read endpoints, so they were not looked at.")
        return
    except gateway.StripeTrouble:
        return  # told by the keys
    findings = list(endpoints.judge(known, gateway.API_VERSION))
    yield from findings
    if all(finding.ok for finding in findings):
        yield from endpoints.reached(known)
