"""How a checkout stands, in one word: asked of its entries, observations and discrepancies, stored nowhere."""

from enum import StrEnum

from handfast.payments.models import Checkout, Entry, Observation


class State(StrEnum):
    """How a checkout stands. "On its way" is neither paid nor failed."""

    OPEN = "open"
    DECLINED = "declined"
    CHALLENGED = "challenged"
    ON_ITS_WAY = "on its way"
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


_BY_STATUS = {
    "requires_payment_method": State.OPEN,
    "requires_confirmation": State.OPEN,
    "requires_action": State.CHALLENGED,
    "processing": State.ON_ITS_WAY,
    "requires_capture": State.ON_ITS_WAY,
    "succeeded": State.ON_ITS_WAY,  # not ours to spend until the entry is written
    "canceled": State.CANCELLED,
}


def latest(checkout: Checkout) -> Observation | None:
    """The observation that was asked for last, whichever answer came back first."""
    return max(checkout.observations.all(), key=lambda seen: (seen.asked_at, seen.pk), default=None)


def state(checkout: Checkout) -> State:
    """How `checkout` stands. Three queries, none where entries, observations and discrepancies are prefetched."""
    if any(entry.kind == Entry.Kind.PAYMENT for entry in checkout.entries.all()):
        return State.RECEIVED
    if checkout.discrepancies.all():
        return State.HELD
    seen = latest(checkout)
    if seen is None:
        return State.OPEN
    found = _BY_STATUS.get(seen.status, State.HELD)
    return State.DECLINED if found is State.OPEN and seen.snapshot.get("problem") else found
