"""What the worker does for payments."""

from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db.models import Q
from django.utils import timezone

from handfast.core.chores import chore
from handfast.payments import abandoned, comparing, deliveries, enquiries, gateway, reconcile
from handfast.payments.bank import files
from handfast.payments.lines import several
from handfast.payments.models import Account, Delivery

A_DAY = timedelta(hours=23)
# Stripe lists its events for 30 days and tries a delivery for 3: after this long, nothing rings twice for one of them.
DELIVERIES_LAST = timedelta(days=90)


@chore(every=0.2)
def look_up_deliveries() -> int:
    """Looks up what Stripe rang about."""
    return deliveries.attend(each=several)


@chore(every=1)
def compare_when_asked() -> int:
    """Compares with Stripe what owners want compared now."""
    return comparing.attend()


@chore(every=300)
def reconcile_with_stripe() -> int:
    """Once a day: finds what no delivery told of, and gives up what was abandoned. When Stripe is away, soon again.

    Answers 0: it has done all there is. Two workers at once do the same twice, which changes nothing.
    """
    stale = Q(reconciled_until=None) | Q(reconciled_until__lt=timezone.now() - A_DAY)
    if settings.STRIPE_SECRET_KEY and reconcile.accounts().filter(stale).exists():
        reconcile.reconcile()
        abandoned.give_up()
    return 0


@chore(every=60)
def close_cards_after_transfers() -> int:
    """Closes the card form of what is paid by bank. Answers 0: it has done all there is."""
    if settings.STRIPE_SECRET_KEY:
        abandoned.close_after_transfers()
    return 0


@chore(every=20)
def learn_where_accounts_are() -> int:
    """Asks for each account that the key opens which country Stripe has it in, until it is told; a key that may not ask
    is tried once a day. Answers 0: it has done all there is."""
    if not settings.STRIPE_SECRET_KEY:
        return 0
    for account in Account.objects.filter(country="", livemode=gateway.is_live(settings.STRIPE_SECRET_KEY)):
        if cache.get(f"country:{account.pk}"):
            continue
        try:
            enquiries.learn_country(account)
        except gateway.Forbidden:
            cache.set(f"country:{account.pk}", "not told", A_DAY.total_seconds())
    return 0


@chore(every=3600)
def forget_statements() -> int:
    """Throws away the banks' statements that nobody applied. Answers 0: it has done all there is."""
    files.forget()
    return 0


@chore(every=3600)
def forget_old_deliveries() -> int:
    """Throws away what rang long ago and was dealt with; what it led to stays, as observations and entries.

    Answers 0: it has done all there is.
    """
    Delivery.objects.filter(done_at__lt=timezone.now() - DELIVERIES_LAST).delete()
    return 0
