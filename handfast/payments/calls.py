"""Wishes to Stripe, committed before they are uttered: each may be repeated, none is heard twice.

The idempotency key is `checkout:action:n`. A wish whose answer was lost is repeated under its own key; another gets
the next n. Stripe forgets keys after 24 hours, so an old unanswered wish is looked for, not repeated (invariant 10).
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from handfast.payments.models import Call, Checkout

CREATE = "create"
UPDATE = "update"

# Stripe keeps keys at least 24 hours. https://docs.stripe.com/api/idempotent_requests
KEYS_LAST = timedelta(hours=23)


def pending(checkout: Checkout, action: str) -> Call:
    """The call that asks for `action` at the checkout's present amount: the unanswered one, or a new one, committed."""
    with transaction.atomic():
        locked = Checkout.objects.select_for_update().get(pk=checkout.pk)
        last = locked.calls.filter(action=action).order_by("-n").first()
        if last is None or last.answered_at or last.amount != locked.amount:
            last = locked.calls.create(action=action, n=last.n + 1 if last else 1, amount=locked.amount)
    last.checkout = checkout
    return last


def answered(call: Call) -> None:
    """Notes that Stripe has answered `call`, so that it is not repeated."""
    Call.objects.filter(pk=call.pk, answered_at=None).update(answered_at=timezone.now())


def key_has_expired(call: Call) -> bool:
    """Whether Stripe may have forgotten the key, so that repeating the call could do it twice."""
    return timezone.now() - call.made_at > KEYS_LAST
