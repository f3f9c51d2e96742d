"""What a checkout's entries add up to, in minor units. No query where the entries are prefetched."""

from handfast.payments.models import Checkout, Entry

IN = (Entry.Kind.PAYMENT, Entry.Kind.PAYMENT_UNDONE)
MONEY_BACK = (Entry.Kind.REFUND, Entry.Kind.REFUND_RETURNED, Entry.Kind.DISPUTE, Entry.Kind.DISPUTE_RETURNED)


def received(checkout: Checkout) -> int:
    """What the payer paid: not what was asked for, which may have been changed just before."""
    return sum(entry.amount for entry in checkout.entries.all() if entry.kind in IN)


def received_by_card(checkout: Checkout) -> int:
    """What of it came through Stripe."""
    return sum(entry.amount for entry in checkout.entries.all() if entry.kind in IN and not entry.bank_line_id)


def received_by_bank(checkout: Checkout) -> int:
    """What of it came by bank transfer, and was not sent back."""
    return sum(entry.amount for entry in checkout.entries.all() if entry.bank_line_id)


def given_back(checkout: Checkout) -> int:
    """What went back to the payer and stayed there."""
    return -sum(entry.amount for entry in checkout.entries.all() if entry.kind in MONEY_BACK)


def given_back_by_card(checkout: Checkout) -> int:
    """What of it went back through Stripe."""
    entries = checkout.entries.all()
    return -sum(entry.amount for entry in entries if entry.kind in MONEY_BACK and not entry.bank_line_id)


def given(checkout: Checkout) -> int:
    """What was received without what the payer added for Stripe's fee: what a gift or a bill is credited with."""
    by_card = received_by_card(checkout)
    return received(checkout) - min(checkout.fee_added, by_card)


def wanted(checkout: Checkout) -> int:
    """What is asked for without the fee: what a bank transfer is to bring."""
    return checkout.amount - checkout.fee_added


def still_due(checkout: Checkout) -> int:
    """What a bank transfer has still to bring: nothing once a card has paid, nothing again of what was sent back."""
    return 0 if received_by_card(checkout) else max(wanted(checkout) - received(checkout), 0)
