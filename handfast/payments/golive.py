"""From test money to real money, step by step, each step checked by asking Stripe; nothing is ever half-live.

The keys come from the environment, the book says in which mode it is kept. With live keys and a test book nobody can
pay, which is the safe way round; `begin` gives a wedding's book over to live mode once every step is done.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from handfast.payments import endpoints, enquiries, gateway
from handfast.payments.gateway import StripeTrouble
from handfast.payments.models import Account, Book, Entry


@dataclass(frozen=True)
class Step:
    """One thing to be done before real money moves: what, whether it is, what was seen, and how to do it."""

    title: str
    done: bool
    seen: str
    todo: str = ""


class NotReady(Exception):
    """A step is not done; its words say which."""


def steps(book: Book) -> list[Step]:
    """What stands between `book` and real money, in the order in which one does it. Asks Stripe."""
    return [_tried(book), _address(), _live_keys(), *_at_stripe()]


def begin(book: Book) -> Book:
    """A new, empty book in live mode that takes the place of `book`; the caller points to it, in one transaction.

    Raises NotReady when a step is not done. The test book stays as it is, with all that was tried in it.
    """
    missing = next((step for step in steps(book) if not step.done), None)
    if missing:
        raise NotReady(f"{missing.title}: {missing.seen}")
    with transaction.atomic():
        account = Account.objects.filter(livemode=True).order_by("pk").first()
        return Book.objects.create(
            account=account or Account.objects.create(livemode=True, stripe_id=_account_id()),
            name=book.name,
            currency=book.currency,
        )


def _account_id() -> str:
    return enquiries.facts(Account(livemode=True)).stripe_id


def _tried(book: Book) -> Step:
    title = "Try it with a test card"
    kinds = set(book.entries.values_list("kind", flat=True))
    done = {Entry.Kind.PAYMENT, Entry.Kind.FEE} <= kinds
    seen = "A test payment and its fee are in your book." if done else "No test payment has been counted yet."
    return Step(title, done, seen, "Sign in with a household's card, give something, and pay with Stripe's test card.")


def _address() -> Step:
    done = urlsplit(settings.SITE_URL).scheme == "https"
    todo = "Put a proxy with a certificate before the site and set SITE_URL to its https address."
    return Step("An address with a lock", done, f"The site is {settings.SITE_URL}.", todo)


def _live_keys() -> Step:
    keys = (settings.STRIPE_SECRET_KEY, settings.STRIPE_PUBLISHABLE_KEY)
    done = all(keys) and all(gateway.is_live(key) for key in keys)
    seen = "Both keys are live keys." if done else "The site still has test keys."
    todo = "Set STRIPE_SECRET_KEY and STRIPE_PUBLISHABLE_KEY to your live keys and start the site again."
    return Step("Live keys", done, seen, todo)


def _at_stripe() -> Iterator[Step]:
    """What only Stripe can say, asked with the keys of the moment; live keys are needed for it to count."""
    live = gateway.is_live(settings.STRIPE_SECRET_KEY)
    account, told = Account(livemode=live), "Stripe delivers to this site"
    try:
        facts = enquiries.facts(account)
        findings = list(endpoints.judge(enquiries.endpoints(account), gateway.API_VERSION))
    except StripeTrouble as trouble:
        yield Step("Stripe takes real payments for you", False, str(trouble), "See the Health page.")
        yield Step(told, False, "Stripe could not be asked.", "See the Health page.")
        return
    allowed = live and facts.charges_enabled
    seen = f"Account {facts.stripe_id}: " + ("real payments are on." if allowed else "real payments are not on yet.")
    yield Step("Stripe takes real payments for you", allowed, seen, "Finish what Stripe asks of you in its dashboard.")
    wrong = next((finding for finding in findings if not finding.ok), None)
    known = live and wrong is None and bool(settings.STRIPE_WEBHOOK_SECRETS)
    todo = wrong.fix if wrong else "Add a live endpoint at Stripe and put its secret first in STRIPE_WEBHOOK_SECRET."
    yield Step(told, known, wrong.message if wrong else findings[0].message, todo)
