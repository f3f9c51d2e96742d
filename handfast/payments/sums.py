"""What a checkout's entries add up to, in minor units. No query where the entries are prefetched."""

from handfast.payments.models import Checkout, Entry

MONEY_BACK = (Entry.Kind.REFUND, Entry.Kind.REFUND_RETURNED, Entry.Kind.DISPUTE, Entry.Kind.DISPUTE_RETURNED)


def received(checkout: Checkout) -> int:
    """What the payer paid: not what was asked for, which may have been changed just before."""
    return sum(entry.amount for entry in checkout.entries.all() if entry.kind == Entry.Kind.PAYMENT)


def given_back(checkout: Checkout) -> int:
    """What went back to the payer and stayed there."""
    return -sum(entry.amount for entry in checkout.entries.all() if entry.kind in MONEY_BACK)
