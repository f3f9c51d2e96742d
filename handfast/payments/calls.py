"""Wishes to Stripe, committed before they are uttered: each may be repeated, none is heard twice.

The idempotency key is `checkout:action:n`. A wish to make something, whose answer was lost, is repeated under its own
key; another gets the next n. Stripe forgets keys after 24 hours, so an old unanswered wish is looked for, not repeated
(invariant 10). To set an amount, or to cancel, does the same however often it is said: that gets a new key each time,
for under an old one Stripe repeats its first answer for a day, even one that says 500.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from handfast.payments.models import Call, Checkout

CREATE = "create"
UPDATE = "update"
CANCEL = "cancel"
REFUND = "refund"

# Stripe keeps keys at least 24 hours. https://docs.stripe.com/api/idempotent_requests
KEYS_LAST = timedelta(hours=23)
# So long an intent whose making was never answered is looked for among Stripe's. Nobody was ever shown how to pay it;
# should Stripe tell of it later after all, it is known by its marks.
LOST_AFTER = timedelta(days=7)


def creating(checkout: Checkout) -> Call | None:
    """The call that makes the checkout's intent, committed; None when another tab has just had it made, and then
    `checkout` knows it."""
    with transaction.atomic():
        locked = _lock(checkout)
        checkout.intent_id = locked.intent_id
        return None if locked.intent_id else _pending(locked) or _next(locked, CREATE)


def updating(checkout: Checkout) -> Call:
    """The call that brings the intent to the checkout's present amount, committed."""
    with transaction.atomic():
        return _next(_lock(checkout), UPDATE)


def cancelling(checkout: Checkout) -> Call:
    """The call that cancels the intent, committed."""
    with transaction.atomic():
        return _next(_lock(checkout), CANCEL)


def _lock(checkout: Checkout) -> Checkout:
    return Checkout.objects.select_for_update(of=("self",)).select_related("book__account").get(pk=checkout.pk)


def _pending(locked: Checkout) -> Call | None:
    """The call that was to make the intent, where its answer was lost.

    It asks at its old amount, which is changed then: asked for at the new one it would be a second intent, and the
    first would stay open for ever.
    """
    last = _last(locked, CREATE)
    if last is None or last.answered_at:
        return None
    last.checkout, last.is_repeated = locked, True
    return last


def _next(locked: Checkout, action: str) -> Call:
    last = _last(locked, action)
    return locked.calls.create(action=action, n=last.n + 1 if last else 1, amount=locked.amount)


def _last(locked: Checkout, action: str) -> Call | None:
    return locked.calls.filter(action=action).order_by("-n").first()


def answered(call: Call) -> None:
    """Notes that Stripe has answered `call`, so that it is not repeated."""
    Call.objects.filter(pk=call.pk, answered_at=None).update(answered_at=timezone.now())


def unanswered() -> QuerySet[Call]:
    """The calls that may have made an intent of which we do not know, and are not given up as lost."""
    return Call.objects.filter(action=CREATE, answered_at=None, made_at__gt=timezone.now() - LOST_AFTER)


def over(checkout: Checkout, action: str) -> None:
    """Notes that no call of that action is repeated any more: what it did is known by another way."""
    checkout.calls.filter(action=action, answered_at=None).update(answered_at=timezone.now())


def key_has_expired(call: Call) -> bool:
    """Whether Stripe may have forgotten the key, so that repeating the call could do it twice."""
    return timezone.now() - call.made_at > KEYS_LAST
