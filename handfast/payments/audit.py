"""The ledger against Stripe's own books: every movement of ours must stand in the ledger, to the penny."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q

from handfast.payments import gateway
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
    Discrepancy.objects.bulk_create(odd, ignore_conflicts=True)
    return len(odd)


def _unexplained(account: Account, since: datetime, before: datetime) -> Iterator[Discrepancy]:
    for movement in gateway.movements_since(account, since):
        if movement.is_pending or movement.happened_at >= before:
            continue
        checkout = Checkout.objects.filter(book__account=account, intent_id=movement.intent_id or "-").first()
        if checkout is None:
            continue  # somebody else's business in the same account
        entries = Entry.objects.filter(Q(stripe_id=movement.id) | Q(stripe_id=movement.source_id), account=account)
        written = sum(entry.amount for entry in entries if _speaks_of(entry, movement))
        if written != movement.net:
            yield Discrepancy(
                account=account,
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
