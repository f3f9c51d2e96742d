"""What Stripe might say of a share's payment, told at the door without any network."""

from dataclasses import replace

from django.utils import timezone

from handfast.payments.models import Checkout
from handfast.payments.observe import Answer, settle
from handfast.payments.snapshots import Charge, Refund, Snapshot
from handfast.registry.models import Contribution

AT = 1_790_000_000


def says(share: Contribution, status: str, *, back: tuple[int, ...] = ()) -> None:
    """Stripe answers that the share's payment stands at `status`; `back` are the refunds of it that succeeded."""
    checkout = Checkout.objects.select_related("book__account").get(pk=share.checkout_id)
    checkout.calls.get_or_create(action="create", n=1, defaults={"amount": checkout.amount})
    found = Snapshot(
        intent_id=f"pi_{checkout.pk}",
        status=status,
        amount=checkout.amount,
        amount_received=0,
        currency=checkout.currency,
        livemode=False,
        instance=checkout.book.account.instance,
        checkout=checkout.token,
    )
    if status == "succeeded":
        found = replace(found, amount_received=checkout.amount, charge=_charge(checkout, back))
    settle(Answer(checkout.pk, found, timezone.now(), "a test"))


def _charge(checkout: Checkout, back: tuple[int, ...]) -> Charge:
    key, amount, currency = checkout.pk, checkout.amount, checkout.currency
    refunds = tuple(
        Refund(f"re_{key}_{n}", "succeeded", part, currency, AT + n, moved=True) for n, part in enumerate(back)
    )
    return Charge(f"ch_{key}", "succeeded", amount, amount, currency, AT, refunds=refunds)
