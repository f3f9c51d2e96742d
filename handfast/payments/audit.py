"""The ledger against Stripe's own books: every movement of ours must stand in the ledger, to the penny."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from handfast.core.batches import by_hundreds
from handfast.payments import gateway
from handfast.payments.discrepancies import report
from handfast.payments.models import Account, Checkout, Discrepancy, Entry
from handfast.payments.observe import observe
from handfast.payments.readings import Movement


def audit(account: Account, since: datetime) -> int:
    """Compares the movements since then with the ledger; how many do not fit. Each is kept as a Discrepancy.

    To be run after every checkout with news was looked at. What is pending has not moved for good. What seems to be
    missing may have moved, or have ceased to be pending, after that look, so its checkout is looked at once more before
    anybody is alarmed. Raises gateway.StripeTrouble.
    """
    odd = list(_odd(account, since))
    report(odd)
    return len(odd)


def _odd(account: Account, since: datetime) -> Iterator[Discrepancy]:
    moved = gateway.movements_since(account, since)
    for movements in by_hundreds(each for each in moved if each.intent_id and not each.is_pending):
        doubtful = list(_unexplained(account, movements))
        for checkout in {checkout.pk: checkout for checkout, _, _ in doubtful}.values():
            observe(checkout, "the reconciler")
        still = _unexplained(account, [movement for _, movement, _ in doubtful])
        yield from (_discrepancy(*each) for each in still)


def _unexplained(account: Account, movements: list[Movement]) -> Iterator[tuple[Checkout, Movement, int]]:
    """The movements of checkouts of ours that the ledger has otherwise, and the sum of what it has of them."""
    checkouts = _checkouts(account, movements)
    entries = _entries(account, movements)
    for movement in movements:
        checkout = checkouts.get(movement.intent_id)
        if checkout is None:
            continue  # somebody else's business in the same account
        about = (entry for name in {movement.id, movement.source_id} for entry in entries[name])
        written = sum(entry.amount for entry in about if _speaks_of(entry, movement))
        if written != movement.net:
            yield checkout, movement, written


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
