"""What `doctor` and the going-live page ask Stripe about keys, clock and endpoints. No money is looked at here."""

from email.utils import parsedate_to_datetime
from typing import Any

from handfast.payments import readings
from handfast.payments.gateway import Forbidden, Impossible, client, in_words, intent
from handfast.payments.models import Account, Checkout
from handfast.payments.readings import Endpoint, Facts, field


def facts(account: Account) -> Facts:
    """Asks Stripe whose key this is. Raises StripeTrouble, whose `__cause__` tells why."""
    with in_words():
        found = client(account).v1.accounts.retrieve_current()
        response = getattr(found, "last_response", None)
        headers = {name.lower(): value for name, value in response.headers.items()} if response else {}
        date = headers.get("date")
        return Facts(
            stripe_id=found.id,
            country=field(found, "country") or "",
            currency=field(found, "default_currency") or "",
            charges_enabled=bool(field(found, "charges_enabled")),
            clock=parsedate_to_datetime(date).timestamp() if date else None,
        )


def learn_country(account: Account) -> None:
    """Asks Stripe where it has the account, which decides its fees, and keeps that. Raises StripeTrouble."""
    account.country = facts(account).country
    Account.objects.filter(pk=account.pk).update(country=account.country)


def endpoints(account: Account) -> list[Endpoint]:
    """Every webhook endpoint of the account and mode. Raises StripeTrouble."""
    with in_words():
        listed = client(account).v1.webhook_endpoints.list({"limit": 100})
        return [readings.endpoint(found) for found in listed.auto_paging_iter()]


def forbidden(account: Account) -> list[str]:
    """What a restricted key may not read although this site needs it. Raises StripeTrouble for any other trouble."""
    v1 = client(account).v1
    needed: dict[str, Any] = {
        "payment intents": v1.payment_intents,
        "refunds": v1.refunds,
        "disputes": v1.disputes,
        "balance transactions": v1.balance_transactions,
        "events": v1.events,
    }
    return [name for name, service in needed.items() if not _may_list(service)]


def _may_list(service: Any) -> bool:
    try:
        with in_words():
            service.list({"limit": 1})
    except Forbidden:
        return False
    return True


def is_known_to(publishable_key: str, checkout: Checkout) -> bool:
    """Whether the publishable key opens `checkout`'s intent, so is of our account and mode. Raises StripeTrouble."""
    ours = intent(checkout)
    try:
        with in_words():
            theirs = client(checkout.book.account, publishable_key)
            theirs.v1.payment_intents.retrieve(ours.id, {"client_secret": ours.secret})
    except Impossible:
        return False
    return True
