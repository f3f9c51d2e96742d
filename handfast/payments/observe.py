"""THE DOOR: the only writer of entries.

Whoever has heard something rings here; Stripe is asked how things stand, and only what it answers counts. Rung twice,
late, early or in any order, it comes to the same entries.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from handfast.accounts.models import User
from handfast.payments import discrepancies, fees, gateway, ledger
from handfast.payments.ledger import Expected, Line, Mismatch
from handfast.payments.models import BankLine, Call, Checkout, Discrepancy, Entry, Observation
from handfast.payments.signals import posted
from handfast.payments.snapshots import Snapshot
from handfast.payments.states import TAKEN, newest, was_cancelled


@dataclass(frozen=True)
class Answer:
    """How Stripe said a checkout stands. `asked_at` was taken before the call; `because` says who rang."""

    checkout_id: int
    snapshot: Snapshot
    asked_at: datetime
    because: str


# A checkout under its lock, and the answer about it.
Heard = tuple[Checkout, Answer]


def observe(checkout: Checkout, because: str, intent_id: str | None = None) -> list[Entry]:
    """Asks Stripe how `checkout` stands and settles it; the entries that are new.

    For what it takes and raises see `ask`. Never call it inside a transaction: it waits for the network.
    """
    answer = ask(checkout, because, intent_id)
    return settle(answer) if answer else []


def ask(checkout: Checkout, because: str, intent_id: str | None = None) -> Answer | None:
    """Asks Stripe how `checkout` stands; None without an intent, for then there is nothing to ask.

    `because` says who rang, for the host's timeline. `intent_id` is given by a delivery that was quicker than the
    answer to our own call. Reads nothing from the database where the book's account is at hand, so it may be called in
    any thread. Raises gateway.StripeTrouble.
    """
    intent_id = checkout.intent_id or intent_id
    if intent_id is None:
        return None
    asked_at = timezone.now()
    return Answer(checkout.pk, gateway.fetch(checkout.book.account, intent_id), asked_at, because)


@transaction.atomic
def settle(*answers: Answer) -> list[Entry]:
    """Turns Stripe's answers, at most one a checkout, into rows, all or none; the entries that are new.

    An answer that does not fit is kept out of the ledger and shown to the host.
    """
    heard = _locked(answers)
    odd = _odd(heard)
    _report((checkout, found) for checkout, _ in heard for found in odd[checkout.pk])
    # Another is an intent of ours that was given up and replaced.
    present = [each for each in heard if each[0].intent_id in (None, each[1].snapshot.intent_id)]
    _note(present)
    believed = [each for each in present if not odd[each[0].pk]]
    _adopt(believed)
    _hold_to_what_is_taken(believed)
    new = _post([_entry(checkout, line) for checkout, answer in believed for line in ledger.lines(answer.snapshot)])
    _tell(new)
    return new


@transaction.atomic
def confirm(told: Iterable[tuple[Checkout, Line]], bank_line: BankLine, said_by: User) -> list[Entry]:
    """The bank's side of the door: writes what `said_by` read in the couple's own statement; the entries that are new.

    Nobody else can be asked about it, so what the bank's line says counts. Each `stripe_id` is made of that line's key:
    one line is counted once. Join it to the transaction that holds the locks of the book and the checkouts.
    """
    entries = [_entry(checkout, line) for checkout, line in told]
    for entry in entries:
        entry.bank_line, entry.said_by = bank_line, said_by
    new = _post(entries)
    _tell(new)
    return new


def _tell(new: Sequence[Entry]) -> None:
    """Lets the receivers write their letters, in the transaction of what they are about."""
    if new:
        posted.send(sender=Entry, entries=new)


def _locked(answers: Iterable[Answer]) -> list[Heard]:
    """The checkouts, each with its answer. Locked in one order by all, so that no two wait for each other."""
    about = {answer.checkout_id: answer for answer in answers}
    rows = Checkout.objects.select_for_update(of=("self",)).select_related("book__account")
    return [(checkout, about[checkout.pk]) for checkout in rows.filter(pk__in=about).order_by("pk")]


def _odd(heard: Sequence[Heard]) -> dict[int, list[Mismatch]]:
    """Why the answers are not believed, by checkout."""
    amounts: dict[int, set[int]] = defaultdict(set)
    about = [checkout.pk for checkout, _ in heard]
    for checkout_id, amount in Call.objects.filter(checkout__in=about).values_list("checkout_id", "amount"):
        amounts[checkout_id].add(amount)
    return {
        checkout.pk: list(ledger.mismatches(answer.snapshot, _expected(checkout, amounts[checkout.pk])))
        for checkout, answer in heard
    }


def _expected(checkout: Checkout, amounts: set[int]) -> Expected:
    account = checkout.book.account
    return Expected(
        token=checkout.token,
        instance=account.instance,
        currency=checkout.currency,
        livemode=account.livemode,
        amounts=frozenset(amounts),
        intent_id=checkout.intent_id,
    )


def _note(heard: Sequence[Heard]) -> None:
    """Keeps the observations; the same answer to a later question only moves the time of the one before."""
    before: dict[int, list[Observation]] = defaultdict(list)
    for seen in Observation.objects.filter(checkout__in=[checkout.pk for checkout, _ in heard]):
        before[seen.checkout_id].append(seen)
    new, again = [], []
    for checkout, answer in heard:
        last, asked_at = newest(before[checkout.pk]), answer.asked_at
        snapshot, status = answer.snapshot.as_json(), answer.snapshot.status
        if last and last.snapshot == snapshot:
            last.asked_at = max(last.asked_at, asked_at)
            again.append(last)
        else:
            seen = Observation(checkout=checkout, because=answer.because, status=status, snapshot=snapshot)
            seen.first_asked_at = seen.asked_at = asked_at
            new.append(seen)
    Observation.objects.bulk_create(new)
    Observation.objects.bulk_update(again, ["asked_at"])


def _adopt(believed: Sequence[Heard]) -> None:
    """Takes the intent for the checkout's own where ours is not known yet."""
    for checkout, answer in believed:
        # Another may be on its way to take the place of a cancelled one.
        if checkout.intent_id is None and not was_cancelled(checkout, answer.snapshot.intent_id):
            checkout.intent_id = answer.snapshot.intent_id
            checkout.save(update_fields=["intent_id"])


def _hold_to_what_is_taken(believed: Sequence[Heard]) -> None:
    """Where a payment was under way already when another amount was asked for here, and Stripe could not say so, what
    is taken stands: it is promised, and is due no more."""
    for checkout, answer in believed:
        taken, is_taken = answer.snapshot.amount, answer.snapshot.status in TAKEN
        if is_taken and taken != checkout.amount and _is_newest(checkout, answer):
            checkout.fee_added, checkout.amount = fees.within(checkout, taken), taken
            checkout.save(update_fields=["amount", "fee_added"])


def _is_newest(checkout: Checkout, answer: Answer) -> bool:
    """Whether nothing was asked about the checkout since."""
    return not checkout.observations.filter(asked_at__gt=answer.asked_at).exists()


def _post(entries: Sequence[Entry]) -> list[Entry]:
    """Writes those of `entries` that the ledger lacks. The checkouts' locks are held: what is read here stays true."""
    there = {_key(entry): entry for entry in _known(entries)}
    _report((entry.checkout, odd) for entry in entries if (odd := _contradicts(there.get(_key(entry)), entry)))
    return Entry.objects.bulk_create(entry for entry in entries if _key(entry) not in there)


def _entry(checkout: Checkout, line: Line) -> Entry:
    return Entry(
        account=checkout.book.account,
        book=checkout.book,
        checkout=checkout,
        kind=line.kind,
        amount=line.amount,
        currency=line.currency,
        stripe_id=line.stripe_id,
        occurred_at=line.occurred_at,
    )


def _key(entry: Entry) -> tuple[int, str, str]:
    """What may stand in the ledger once."""
    return entry.account_id, entry.kind, entry.stripe_id


def _known(entries: Sequence[Entry]) -> Iterable[Entry]:
    """The entries that are in the ledger under the keys of `entries`, and perhaps a few beside them."""
    accounts, kinds, ids = zip(*map(_key, entries), strict=True) if entries else ((), (), ())
    return Entry.objects.filter(account__in=set(accounts), kind__in=set(kinds), stripe_id__in=set(ids))


def _contradicts(entry: Entry | None, told: Entry) -> Mismatch | None:
    """What is wrong when Stripe now tells other figures of a fact that the ledger has; the entry stays as it is."""
    if entry is None or (entry.checkout_id, entry.amount, entry.currency) == (
        told.checkout_id,
        told.amount,
        told.currency,
    ):
        return None
    return Mismatch(
        "changed_figures",
        told.stripe_id,
        f"Stripe now says {told.amount} {told.currency} for this {told.kind}; the ledger has {entry.amount} "
        f"{entry.currency} (minor units) for checkout {entry.checkout_id}.",
    )


def _report(found: Iterable[tuple[Checkout, Mismatch]]) -> None:
    """Tells the hosts what does not fit."""
    discrepancies.report(
        Discrepancy(
            account=checkout.book.account, checkout=checkout, kind=odd.kind, about=odd.about, message=odd.message
        )
        for checkout, odd in found
    )
