"""Looking up what Stripe rang about: deliveries are claimed, grouped by checkout, asked about and settled together."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import BigIntegerField, Case, Q, Value, When
from django.utils import timezone

from handfast.core.leases import back_off, claim
from handfast.payments.discrepancies import report
from handfast.payments.gateway import StripeTrouble
from handfast.payments.models import Account, Checkout, Delivery, Discrepancy
from handfast.payments.observe import Answer, ask, settle

log = logging.getLogger(__name__)

# After so many tries (about two days) a delivery for a checkout that this site does not have is given to the host.
PATIENCE = 50
# We made that intent ourselves, and no money has moved.
MADE = "payment_intent.created"

NOT_OURS = "not ours"
LOOKED_UP = "looked up"
NOTHING_TO_LOOK_UP = "nothing to look up"
NOT_HERE = "its checkout is not here"


@dataclass(frozen=True)
class Rings:
    """What rang for one checkout: one look is enough for all of it."""

    checkout: Checkout
    deliveries: list[Delivery]


def attend(limit: int = 50, each: Callable[..., Iterable] = map) -> int:
    """Looks up to `limit` waiting deliveries up; how many were taken. Safe to run in any number of workers.

    `each` puts the questions to Stripe: one after the other, or several at a time as an executor's `map` does. Of a
    worker that is killed the leases run out, and the next one asks again.
    """
    taken = claim(Delivery.objects.all(), limit=limit)
    rings = _by_checkout(taken)
    answered = []
    for ringing, answer in zip(rings, each(_ask, rings), strict=True):
        if isinstance(answer, Answer):
            answered.append((ringing, answer))
        else:
            _without_answer(ringing, answer)
    if answered:  # a transaction would take SQLite's one write lock, five times a second and mostly for nothing
        _settle(answered)
    return len(taken)


def _by_checkout(taken: list[Delivery]) -> list[Rings]:
    """Those of `taken` that are about a checkout of ours; the others are dealt with here."""
    checkouts = _checkouts(taken)
    found: dict[Checkout, Rings] = {}
    for delivery in taken:
        checkout = checkouts.get(_token(delivery)) or checkouts.get(delivery.intent_id)
        if checkout is None:
            _without_checkout(delivery)
        else:
            found.setdefault(checkout, Rings(checkout, [])).deliveries.append(delivery)
    return list(found.values())


def _checkouts(deliveries: list[Delivery]) -> dict[str, Checkout]:
    """The checkouts that `deliveries` speak of, by token and by intent."""
    tokens = {token for delivery in deliveries if (token := _token(delivery))}
    intents = {delivery.intent_id for delivery in deliveries if delivery.intent_id}
    rows = Checkout.objects.filter(Q(token__in=tokens) | Q(intent_id__in=intents)).select_related("book__account")
    found: dict[str, Checkout] = {}
    for checkout in rows if tokens or intents else []:
        found[checkout.token] = checkout
        if checkout.intent_id:
            found[checkout.intent_id] = checkout
    return found


def _token(delivery: Delivery) -> str:
    token = delivery.metadata.get("handfast_checkout")
    return token if isinstance(token, str) else ""


def _ask(rings: Rings) -> Answer | Exception | None:
    """Stripe's answer, why there is none, or None where nothing needs to be asked. In whatever thread: no query."""
    telling = [delivery for delivery in rings.deliveries if delivery.type != MADE]
    if not telling:
        return None
    try:
        return ask(rings.checkout, telling[-1].type, intent_id=telling[-1].intent_id or None)
    except Exception as error:
        return error


def _without_answer(rings: Rings, why: Exception | None) -> None:
    """There was nothing to ask; or no answer was to be had, and then they wait for another look."""
    if why is None:
        _finish([rings], NOTHING_TO_LOOK_UP)
    elif isinstance(why, StripeTrouble):
        _postpone(rings.deliveries, str(why))
    else:
        _trouble(rings, why)


def _settle(answered: list[tuple[Rings, Answer]]) -> None:
    """All in one transaction; where that fails each in its own, so that one's trouble keeps no other waiting."""
    try:
        settle(*(answer for _, answer in answered))
    except Exception as error:
        if len(answered) == 1:
            _trouble(answered[0][0], error)
            return
        for one in answered:
            _settle([one])
    else:
        _finish([rings for rings, _ in answered], LOOKED_UP)


def _trouble(rings: Rings, error: Exception) -> None:
    """Something that nobody thought of; the host sees it beside the delivery."""
    log.error("Checkout %s could not be settled", rings.checkout.pk, exc_info=error)
    _postpone(rings.deliveries, f"{type(error).__name__}: {error}")


def _without_checkout(delivery: Delivery) -> None:
    """An event of somebody else's is noted as such; one that bears our name is kept and tried again (invariant 5)."""
    account = Account.objects.filter(instance=delivery.metadata.get("handfast_instance") or "-").first()
    if account is None:
        _done([delivery], NOT_OURS)
    elif delivery.attempts < PATIENCE:
        _postpone([delivery], "It bears this site's name, but its checkout is not here (yet).")
    else:
        report([_unknown(account, delivery)])
        _done([delivery], NOT_HERE)


def _unknown(account: Account, delivery: Delivery) -> Discrepancy:
    return Discrepancy(
        account=account,
        kind="unknown_checkout",
        about=delivery.intent_id or delivery.object_id,
        message="Stripe has a payment that this site asked for, but its checkout is not here.",
    )


def _finish(looked: list[Rings], outcome: str) -> None:
    """They are dealt with; from now on each stands with its checkout."""
    theirs = (When(pk__in=_keys(rings.deliveries), then=Value(rings.checkout.pk)) for rings in looked)
    deliveries = [delivery for rings in looked for delivery in rings.deliveries]
    _done(deliveries, outcome, checkout=Case(*theirs, output_field=BigIntegerField()))


def _done(deliveries: list[Delivery], outcome: str, **more: Case) -> None:
    Delivery.objects.filter(pk__in=_keys(deliveries)).update(
        done_at=timezone.now(), leased_until=None, outcome=outcome, **more
    )


def _keys(deliveries: list[Delivery]) -> list[int]:
    return [delivery.pk for delivery in deliveries]


def _postpone(deliveries: list[Delivery], outcome: str) -> None:
    for delivery in deliveries:
        delivery.due_at, delivery.leased_until = timezone.now() + back_off(delivery.attempts), None
        delivery.outcome = outcome[:200]
    Delivery.objects.bulk_update(deliveries, ["due_at", "leased_until", "outcome"])
