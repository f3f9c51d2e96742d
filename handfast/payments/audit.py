"""The ledger against Stripe's own books: every movement of ours must stand in the ledger, to the penny."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from handfast.core.batches import by_hundreds
from handfast.payments import gateway
from handfast.payments.discrepancies import report
from handfast.payments.models import Account, Checkout, Discrepancy, Entry
from handfast.payments.readings import Movement

# How far Stripe's clock and ours may be apart.
CLOCKS_DIFFER = timedelta(minutes=5)


def audit(account: Account, since: datetime, before: datetime) -> int:
    """Compares the movements between two times with the ledger; how many do not fit. Each is kept as a Discrepancy.

    To be run after every checkout with news was looked at, from `before` on: what is still missing then was not to be
    had at the door. What moved since is for the next run, and what is pending has not moved for good. Raises
    gateway.StripeTrouble.
    """
    odd = list(_unexplained(account, since, before - CLOCKS_DIFFER))
    report(odd)
    return len(odd)


def _unexplained(account: Account, since: datetime, before: datetime) -> Iterator[Discrepancy]:
    settled = (
        movement
        for movement in gateway.movements_since(account, since)
        if movement.intent_id and not movement.is_pending and movement.happened_at < before
    )
    for movements in by_hundreds(settled):
        checkouts = _checkouts(account, movements)
        entries = _entries(account, movements)
        for movement in movements:
            checkout = checkouts.get(movement.intent_id)
            if checkout is None:
                continue  # somebody else's business in the same account
            about = (entry for name in {movement.id, movement.source_id} for entry in entries[name])
            written = sum(entry.amount for entry in about if _speaks_of(entry, movement))
            if written != movement.net:
                yield _discrepancy(checkout, movement, written)


def _checkouts(account: Account, movements: list[Movement]) -> dict[str | None, Checkout]:
    """The account's checkouts behind `movements`, by their intents."""
    intents = {movement.intent_id for movement in movements}
    rows = Checkout.objects.filter(book__account=account, intent_id__in=intents).select_related("book__account")
    return {checkout.intent_id: checkout for checkout in rows}


def _entries(account: Account, movements: list[Movement]) -> dict[str, list[Entry]]:
    """What the ledger has of `movements`, by Stripe's id of the movement or of its source."""
    names = {name for movement in movements for name in (movement.id, movement.source_id)}
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in Entry.objects.filter(account=account, stripe_id__in=names):
        found[entry.stripe_id].append(entry)
    return found


def _discrepancy(checkout: Checkout, movement: Movement, written: int) -> Discrepancy:
    return Discrepancy(
        account=checkout.book.account,
        checkout=checkout,
        kind="not_in_the_ledger",
        about=movement.id,
        message=f"Stripe's balance moved by {movement.net} {movement.currency} ({movement.type}); "
        f"the ledger explains {written} of it (minor units).",
    )


def _speaks_of(entry: Entry, movement: Movement) -> bool:
    """Whether `entry` is part of this movement: a refund and its return bear the same id, but are two movements."""
    if entry.kind in (Entry.Kind.REFUND, Entry.Kind.REFUND_RETURNED):
        return (entry.amount < 0) == (movement.amount < 0)
    return True
