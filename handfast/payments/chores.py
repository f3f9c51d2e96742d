"""What the worker does for payments."""

from django.conf import settings

from handfast.core.chores import chore
from handfast.payments import deliveries, reconcile


@chore(every=0.2)
def look_up_deliveries() -> int:
    """Looks up what Stripe rang about."""
    return deliveries.attend()


@chore(every=24 * 3600)
def reconcile_with_stripe() -> int:
    """Once a day and when a worker starts: finds what no delivery told of. Answers 0: it has done all there is."""
    if settings.STRIPE_SECRET_KEY:
        reconcile.reconcile()
    return 0
