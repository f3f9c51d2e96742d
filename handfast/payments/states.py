"""How a checkout stands, in one word: asked of its entries, observations and discrepancies, stored nowhere."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from handfast.payments.models import Checkout, Observation, Transfer
from handfast.payments.sums import received, still_due


class State(StrEnum):
    """How a checkout stands. "On its way" is neither paid nor failed.

    SENT: the payer says that a bank transfer is under way. PARTLY: less has come by bank than was asked for.
    """

    OPEN = "open"
    DECLINED = "declined"
    CHALLENGED = "challenged"
    ON_ITS_WAY = "on its way"
    SENT = "sent by bank"
    PARTLY = "partly received"
    RECEIVED = "received"
    CANCELLED = "cancelled"
    HELD = "held"

    @property
    def is_settling(self) -> bool:
        """Whether the money may still move by itself, so that a page had better look again."""
        return self in (State.OPEN, State.CHALLENGED, State.ON_ITS_WAY)

    @property
    def is_final(self) -> bool:
        """Whether asking Stripe again on behalf of a waiting page is of no use."""
        return self in (State.RECEIVED, State.HELD)

    @property
    def may_pay(self) -> bool:
        """Whether the payer may (still, or again) be asked for a card."""
        return self in (State.OPEN, State.DECLINED, State.CHALLENGED, State.CANCELLED)


# What Stripe calls an intent that takes the payer's money, or has taken it; it is received once its entry is written.
TAKEN = ("processing", "requires_capture", "succeeded")
_BY_STATUS = {
    "requires_payment_method": State.OPEN,
    "requires_confirmation": State.OPEN,
    "requires_action": State.CHALLENGED,
    **dict.fromkeys(TAKEN, State.ON_ITS_WAY),
    "canceled": State.CANCELLED,
}


def latest(checkout: Checkout) -> Observation | None:
    """The observation of `checkout` that was asked for last."""
    return newest(checkout.observations.all())


def newest(observations: Iterable[Observation]) -> Observation | None:
    """Of one checkout's observations the one that was asked for last, whichever answer came back first."""
    return max(observations, key=lambda seen: (seen.asked_at, seen.pk), default=None)


def was_cancelled(checkout: Checkout, intent_id: str, before: datetime | None = None) -> bool:
    """Whether any answer (any to a question asked `before`) said that this intent is cancelled: it stays so, though a
    slower one may not know it yet."""
    said = checkout.observations.filter(status="canceled", snapshot__intent_id=intent_id)
    return (said.filter(first_asked_at__lt=before) if before else said).exists()


def state(checkout: Checkout) -> State:
    """How `checkout` stands. Four queries at most, none where all that is asked is prefetched: entries, observations,
    discrepancies, and `transfer` selected with it."""
    if received(checkout) > 0:
        return State.PARTLY if still_due(checkout) else State.RECEIVED
    if checkout.discrepancies.all():
        return State.HELD
    found = _at_stripe(latest(checkout))
    return State.SENT if found.may_pay and is_sent(checkout) else found


def is_sent(checkout: Checkout) -> bool:
    """Whether the payer says that a bank transfer is under way."""
    transfer: Transfer | None = getattr(checkout, "transfer", None)
    return transfer is not None and transfer.sent_at is not None


def _at_stripe(seen: Observation | None) -> State:
    if seen is None:
        return State.OPEN
    found = _BY_STATUS.get(seen.status, State.HELD)
    return State.DECLINED if found is State.OPEN and seen.snapshot.get("problem") else found
