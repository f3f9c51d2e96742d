"""A host gives money back: asked once, committed before Stripe is called, and never believed until Stripe says so."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from handfast.accounts.models import User
from handfast.payments import calls, gateway
from handfast.payments.gateway import Impossible, StripeTrouble
from handfast.payments.models import Checkout, RefundRequest
from handfast.payments.observe import observe
from handfast.payments.states import latest
from handfast.payments.sums import given_back_by_card, received_by_card

log = logging.getLogger(__name__)


class NotRefundable(ValueError):
    """The amount cannot be given back; the words are for the host."""


def refundable(checkout: Checkout) -> int:
    """What Stripe may still give back, in minor units: what came by card, less what went back or is on its way back."""
    seen = latest(checkout)
    charge = (seen.snapshot.get("charge") if seen else None) or {}
    refunds = charge.get("refunds", ())
    under_way = sum(each["amount"] for each in refunds if each["status"] in ("pending", "requires_action"))
    promised = _promised(checkout, {each["id"] for each in refunds})
    return max(received_by_card(checkout) - given_back_by_card(checkout) - under_way - promised, 0)


def _promised(checkout: Checkout, seen: set[str]) -> int:
    """What hosts have asked for and no observation has shown yet, answered or not: it may not be promised twice."""
    wishes = checkout.refund_requests.all()
    return sum(wish.amount for wish in wishes if not wish.problem and wish.stripe_id not in seen)


@transaction.atomic
def ask(checkout: Checkout, *, amount: int, reason: str, by: User, form_token: str) -> RefundRequest:
    """Writes down that `by` wants `amount` (minor units) given back; the same form sent twice writes one line.

    Raises NotRefundable when that much is not there to give. Call `send` once this is committed.
    """
    locked = Checkout.objects.select_for_update().get(pk=checkout.pk)
    before = locked.refund_requests.filter(form_token=form_token).first()
    if before:
        return before
    left = refundable(locked)
    if not 0 < amount <= left:
        raise NotRefundable(left)
    n = locked.calls.filter(action=calls.REFUND).count() + 1
    call = locked.calls.create(action=calls.REFUND, n=n, amount=amount)
    return locked.refund_requests.create(call=call, amount=amount, reason=reason, asked_by=by, form_token=form_token)


def send(wish: RefundRequest) -> None:
    """Asks Stripe for a written-down refund, then looks how things stand. Sent again, it is the same refund.

    What Stripe will not do is noted on the wish, with its reason. Raises StripeTrouble when it could not be asked; the
    reconciler asks again.
    """
    checkout = wish.checkout
    if not (wish.stripe_id or wish.problem):
        try:
            wish.stripe_id = _ask_stripe(wish)
        except Impossible as no:
            wish.problem = str(no)
        with transaction.atomic():
            wish.save(update_fields=["stripe_id", "problem"])
            calls.answered(wish.call)
    observe(checkout, "the refund button")


def _ask_stripe(wish: RefundRequest) -> str:
    """The refund's id at Stripe: made, or found by its mark where the key may be forgotten or Stripe has trouble.

    Stripe keeps its first answer under a key for a day, even one that says 500 after the refund was made.
    """
    lost = gateway.find_refund(wish.call) if calls.key_has_expired(wish.call) else None
    if lost:
        return lost
    try:
        return gateway.refund(wish.call, wish.reason)
    except Impossible:
        raise
    except StripeTrouble:
        lost = gateway.find_refund(wish.call)
        if lost is None:
            raise
        return lost


def send_unsent(older_than: timedelta = timedelta(minutes=2)) -> int:
    """Sends what was written down but never answered, say because the site was stopped between the two; how many."""
    waiting = RefundRequest.objects.filter(stripe_id="", problem="", asked_at__lt=timezone.now() - older_than)
    sent = 0
    for wish in waiting.select_related("call__checkout__book__account", "checkout__book__account"):
        try:
            send(wish)
            sent += 1
        except StripeTrouble as trouble:
            log.warning("Refund %s waits: %s", wish.call.key, trouble)
    return sent
