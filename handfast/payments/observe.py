"""THE DOOR: the only writer of entries.

Whoever has heard something rings here; Stripe is asked how things stand, and only what it answers counts. Rung twice,
late, early or in any order, it comes to the same entries.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from handfast.payments import gateway, ledger
from handfast.payments.ledger import Expected, Line, Mismatch
from handfast.payments.models import Checkout, Discrepancy, Entry
from handfast.payments.signals import posted
from handfast.payments.snapshots import Snapshot
from handfast.payments.states import latest


def observe(checkout: Checkout, because: str, intent_id: str | None = None) -> list[Entry]:
    """Asks Stripe how `checkout` stands and settles it; the entries that are new.

    `because` says who rang, for the host's timeline. `intent_id` is given by a delivery that was quicker than the
    answer to our own call. Without an intent there is nothing to ask. Raises gateway.StripeTrouble. Never call it
    inside a transaction: it waits for the network.
    """
    intent_id = checkout.intent_id or intent_id
    if intent_id is None:
        return []
    asked_at = timezone.now()
    return settle(checkout.pk, gateway.fetch(checkout.book.account, intent_id), asked_at, because)


@transaction.atomic
def settle(checkout_id: int, snapshot: Snapshot, asked_at: datetime, because: str) -> list[Entry]:
    """Turns one answer of Stripe into rows, all or none; the entries that are new.

    `asked_at` was taken before the call. An answer that does not fit is kept out of the ledger and shown to the host.
    """
    checkout = Checkout.objects.select_for_update(of=("self",)).select_related("book__account").get(pk=checkout_id)
    found = list(ledger.mismatches(snapshot, _expected(checkout)))
    _report(checkout, found)
    if checkout.intent_id not in (None, snapshot.intent_id):
        return []  # an intent of ours that was given up and replaced
    _note(checkout, snapshot, asked_at, because)
    if found:
        return []
    if checkout.intent_id is None and snapshot.status != "canceled":  # another may be on its way to take its place
        checkout.intent_id = snapshot.intent_id
        checkout.save(update_fields=["intent_id"])
    new = _post(checkout, ledger.lines(snapshot))
    if new:
        posted.send(sender=Checkout, checkout=checkout, entries=new)
    return new


def _expected(checkout: Checkout) -> Expected:
    account = checkout.book.account
    return Expected(
        token=checkout.token,
        instance=account.instance,
        currency=checkout.currency,
        livemode=account.livemode,
        amounts=frozenset(checkout.calls.values_list("amount", flat=True)),
        intent_id=checkout.intent_id,
    )


def _note(checkout: Checkout, snapshot: Snapshot, asked_at: datetime, because: str) -> None:
    """Keeps the observation; the same answer to a later question only moves the time of the one before."""
    last, answer = latest(checkout), snapshot.as_json()
    if last and last.snapshot == answer:
        last.asked_at = max(last.asked_at, asked_at)
        last.save(update_fields=["asked_at"])
    else:
        checkout.observations.create(
            first_asked_at=asked_at, asked_at=asked_at, because=because, status=snapshot.status, snapshot=answer
        )


def _post(checkout: Checkout, lines: Iterable[Line]) -> list[Entry]:
    """Writes those of `lines` that the ledger lacks. The checkout's lock is held, so what is read here stays true."""
    wanted = {(line.kind, line.stripe_id): line for line in lines}
    account = checkout.book.account
    there = {
        (entry.kind, entry.stripe_id): entry
        for entry in Entry.objects.filter(account=account, stripe_id__in=[key[1] for key in wanted])
    }
    _report(checkout, [odd for key, line in wanted.items() if (odd := _contradicts(there.get(key), checkout, line))])
    return Entry.objects.bulk_create(
        Entry(
            account=account,
            book=checkout.book,
            checkout=checkout,
            kind=line.kind,
            amount=line.amount,
            currency=line.currency,
            stripe_id=line.stripe_id,
            occurred_at=line.occurred_at,
        )
        for key, line in wanted.items()
        if key not in there
    )


def _contradicts(entry: Entry | None, checkout: Checkout, line: Line) -> Mismatch | None:
    """What is wrong when Stripe now tells other figures of a fact that the ledger has; the entry stays as it is."""
    if entry is None or (entry.checkout_id, entry.amount, entry.currency) == (checkout.pk, line.amount, line.currency):
        return None
    return Mismatch(
        "changed_figures",
        line.stripe_id,
        f"Stripe now says {line.amount} {line.currency} for this {line.kind}; the ledger has {entry.amount} "
        f"{entry.currency} (minor units) for checkout {entry.checkout_id}.",
    )


def _report(checkout: Checkout, mismatches: list[Mismatch]) -> None:
    Discrepancy.objects.bulk_create(
        (
            Discrepancy(
                account=checkout.book.account, checkout=checkout, kind=odd.kind, about=odd.about, message=odd.message
            )
            for odd in mismatches
        ),
        ignore_conflicts=True,
    )
