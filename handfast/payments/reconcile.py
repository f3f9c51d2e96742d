"""The reconciler: finds what no delivery told of, by asking Stripe, and rings the same door.

With webhooks switched off everything still settles, only later. It asks four ways, because each alone has a gap: our
own open checkouts, Stripe's recent intents, Stripe's events, and every movement of its balance against our ledger.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KT
from django.utils import timezone

from handfast.core.batches import by_hundreds
from handfast.payments import calls, gateway, pay, refunds
from handfast.payments.audit import audit
from handfast.payments.discrepancies import report, still_open
from handfast.payments.models import Account, Checkout, Discrepancy, Entry, Observation
from handfast.payments.observe import observe
from handfast.payments.readings import Event
from handfast.payments.states import State, latest, state

# How far Stripe's clock and ours may be apart.
CLOCKS_DIFFER = timedelta(minutes=5)
# How far a run reaches back behind the one before: clocks differ, and Stripe's lists lag.
OVERLAP = timedelta(days=1)
# Stripe lists events for 30 days; whoever was away for longer still has the other three ways.
EVENTS_LAST = timedelta(days=29)


@dataclass(frozen=True)
class Outcome:
    """What a run did: checkouts looked at, those of them that gained entries, discrepancies that wait for an owner."""

    looked: int
    healed: int
    discrepancies: int


def reconcile() -> Outcome:
    """Compares everything with Stripe once, and heals what is missing here.

    Raises gateway.StripeTrouble when Stripe cannot be asked; what was settled until then stays, and the next run begins
    where this one did.
    """
    began = timezone.now()
    refunds.send_unsent()
    looked: set[int] = set()
    healed: set[int] = set()
    ours = list(accounts())
    for checkout, intent_id in _to_look_at(ours, began):
        if checkout.pk not in looked:
            looked.add(checkout.pk)
            if _look(checkout, intent_id):
                healed.add(checkout.pk)
    for account in ours:
        audit(account, _since(account, began))
        Account.objects.filter(pk=account.pk).update(reconciled_until=began)
    return Outcome(len(looked), len(healed), still_open(Discrepancy.objects.all()).count())


def _look(checkout: Checkout, intent_id: str | None) -> bool:
    """Whether a look at Stripe brought anything. What Stripe does not know is told, and keeps nothing else waiting."""
    try:
        return bool(observe(checkout, "the reconciler", intent_id=intent_id))
    except gateway.Impossible:
        message = "Stripe does not know this payment; it may be of an account that the site had before."
        about = checkout.intent_id or intent_id or ""
        account = checkout.book.account
        report([Discrepancy(account=account, checkout=checkout, kind="not_at_stripe", about=about, message=message)])
        return False


def accounts() -> QuerySet[Account]:
    """Those that money of ours is kept in, in the mode that the site's key is for: a test book outlives the tests."""
    return Account.objects.filter(books__isnull=False, livemode=_in_live_mode()).distinct()


def _in_live_mode() -> bool:
    return gateway.is_live(settings.STRIPE_SECRET_KEY)


def _since(account: Account, now: datetime) -> datetime:
    """From when on Stripe is asked: a little before the last complete run; the first run goes back to the beginning."""
    if account.reconciled_until:
        return account.reconciled_until - OVERLAP
    first = Checkout.objects.filter(book__account=account).order_by("opened_at").first()
    return (first.opened_at if first else now) - OVERLAP


def _to_look_at(accounts: Sequence[Account], now: datetime) -> Iterator[tuple[Checkout, str | None]]:
    """Checkouts with news, or that ought to have some, and the intent to ask for where we do not know it."""
    for checkout in incomplete().select_related("book__account").iterator():
        yield checkout, _lost_intent(checkout)
    for account in accounts:
        since = _since(account, now)
        for marked in by_hundreds(gateway.marked_since(account, since)):
            ours = _ours(account, {seen.checkout for seen in marked}, "entries", "observations", "discrepancies")
            for seen in marked:
                meant = ours.get(seen.checkout)
                if meant and state(meant) not in (State.RECEIVED, State.CANCELLED):
                    yield meant, seen.id
        for events in by_hundreds(_newest_of_each(gateway.events_since(account, max(since, now - EVENTS_LAST)))):
            named = {name for event in events for name in (event.intent_id, event.checkout) if name}
            ours = _ours(account, named, "observations")
            for event in events:
                about = ours.get(event.intent_id) or ours.get(event.checkout)
                if about and not _seen_after(about, event.happened_at):
                    yield about, event.intent_id or None


def _newest_of_each(events: Iterable[Event]) -> Iterator[Event]:
    """Of events that come newest first, the first about each intent: whoever looked after it has seen the others."""
    met: set[str] = set()
    for event in events:
        about = event.intent_id or event.checkout
        if about and about not in met:
            met.add(about)
            yield event


def incomplete() -> QuerySet[Checkout]:
    """Checkouts that may still gain entries: asked of Stripe, not cancelled there, and without a payment or its fee."""
    has = {
        kind: Exists(Entry.objects.filter(checkout=OuterRef("pk"), kind=kind))
        for kind in (Entry.Kind.PAYMENT, Entry.Kind.FEE)
    }
    asked = Q(intent_id__isnull=False) | Exists(calls.unanswered().filter(checkout=OuterRef("pk")))
    # As text: PostgreSQL does not compare a JSON value with a column of words.
    ended = Observation.objects.annotate(seen=KT("snapshot__intent_id")).filter(
        checkout=OuterRef("pk"), status="canceled", seen=OuterRef("intent_id")
    )
    unpaid = ~Q(has[Entry.Kind.PAYMENT]) | ~Q(has[Entry.Kind.FEE])
    return Checkout.objects.filter(asked, ~Exists(ended), unpaid, book__account__livemode=_in_live_mode())


def _lost_intent(checkout: Checkout) -> str | None:
    """The intent of a checkout whose answer never came, if Stripe has it."""
    if checkout.intent_id:
        return None
    call = calls.unanswered().filter(checkout=checkout).order_by("n").first()
    found = pay.find_lost(checkout, call) if call else None
    return found.id if found else None


def _ours(account: Account, names: set[str], *with_their: str) -> dict[str, Checkout]:
    """The account's checkouts that bear these tokens or intents, by either, with what is to be asked of them."""
    rows = Checkout.objects.filter(Q(token__in=names) | Q(intent_id__in=names), book__account=account)
    found: dict[str, Checkout] = {}
    for checkout in rows.select_related("book__account", "transfer").prefetch_related(*with_their):
        found[checkout.token] = checkout
        if checkout.intent_id:
            found[checkout.intent_id] = checkout
    return found


def _seen_after(checkout: Checkout, happened_at: datetime) -> bool:
    """Whether Stripe was surely asked after that event, whose time is by Stripe's clock."""
    seen = latest(checkout)
    return seen is not None and seen.asked_at > happened_at + CLOCKS_DIFFER
