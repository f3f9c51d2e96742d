"""Where a host sees a payment with Stripe's own eyes."""

from django.conf import settings

from handfast.payments.models import Account

DASHBOARD = "https://dashboard.stripe.com"


def page_of(intent_id: str | None, account: Account) -> str:
    """The address of an intent's page in Stripe's dashboard, or in that of the Stripe which STRIPE_API_BASE names.

    Empty where there is no intent. https://docs.stripe.com/dashboard/basics
    """
    if not intent_id:
        return ""
    if settings.STRIPE_API_BASE:
        return f"{settings.STRIPE_API_BASE}/#payments/{intent_id}"
    return f"{DASHBOARD}/{'' if account.livemode else 'test/'}payments/{intent_id}"
