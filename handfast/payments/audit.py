"""The ledger against Stripe's own books: every movement of ours must stand in the ledger, to the penny."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q

from handfast.payments import gateway
from handfast.payments.models import Account, Checkout, Discrepancy, Entry
from handfast.payments.readings import Movement


def audit(account: Account, since: datetime) -> int:
    """Compares each movement since then with the ledger; how many do not fit. Each is kept as a Discrepancy.

    To be run after every checkout with news was looked at: what is still missing then was not to be had at the door.
    Raises gateway.StripeTrouble.
    """
    odd = list(_unexplained(account, since))
    Discrepancy.objects.bulk_create(odd, ignore_conflicts=True)
    return len(odd)


def _unexplained(account: Account, since: datetime) -> Iterator[Discrepancy]:
    for movement in gateway.movements_since(account, since):
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
