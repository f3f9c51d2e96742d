"""Collecting an amount: what gifts and bills ask of payments. The server decides amounts, never the browser."""

import logging
from datetime import timedelta

from django.core.cache import cache
from django.db import DatabaseError, transaction

from handfast.payments import calls, fees, gateway
from handfast.payments.gateway import Intent, NotChangeable, StripeTrouble
from handfast.payments.models import Book, Call, Checkout
from handfast.payments.observe import observe
from handfast.payments.states import TAKEN, State, latest, state, was_cancelled

log = logging.getLogger(__name__)

LOOK_EVERY = 2  # seconds between two questions to Stripe about one checkout, however many pages poll
_OVERLAP = timedelta(minutes=5)


def open_checkout(
    book: Book, *, amount: int, description: str, payer_name: str = "", payer_email: str = ""
) -> Checkout:
    """A new checkout for `amount` minor units of the book's currency. It joins the caller's transaction; no network."""
    return Checkout.objects.create(
        book=book,
        amount=amount,
        currency=book.currency,
        description=description[:200],
        payer_name=payer_name,
        payer_email=payer_email,
    )


def change_amount(checkout: Checkout, amount: int, fee_added: int = 0) -> None:
    """Asks for `amount` (minor units) from now on, here first and then at Stripe; `fee_added` is the part of it that
    the payer adds for Stripe's fee.

    Raises NotChangeable when a payment is under way or done (the old amount stands then), StripeTrouble when Stripe
    cannot be asked (the new amount stands, and reaches Stripe before the payer is asked for a card).
    """
    tell_amount(checkout, want_amount(checkout, amount, fee_added))


def tell_amount(checkout: Checkout, before: int) -> None:
    """Tells Stripe what is asked for since `want_amount`, which answered `before`; once that is committed. Raises what
    `change_amount` raises."""
    if checkout.intent_id and checkout.amount != before:
        try:
            _bring_amount_to_stripe(checkout, before)
        except NotChangeable:
            if not _is_cancelled(checkout):  # else the next intent is made at the new amount
                raise


@transaction.atomic
def want_amount(checkout: Checkout, amount: int, fee_added: int = 0) -> int:
    """Asks for `amount` (minor units, `fee_added` a part of it) from now on, here only: it joins the caller's
    transaction, and reaches Stripe before the payer is asked for a card. What was asked for before. Raises
    NotChangeable as `change_amount` does.
    """
    locked = Checkout.objects.select_for_update().get(pk=checkout.pk)
    if not state(locked).may_pay:
        raise NotChangeable("This payment is already under way, so its amount can no longer be changed.")
    before, locked.amount, locked.fee_added = locked.amount, amount, fee_added
    locked.save(update_fields=["amount", "fee_added"])
    checkout.amount, checkout.fee_added, checkout.intent_id = amount, fee_added, locked.intent_id
    return before


def _bring_amount_to_stripe(checkout: Checkout, before: int) -> Intent:
    call = calls.updating(checkout)
    try:
        changed = gateway.update_intent(call)
    except NotChangeable:
        calls.answered(call)
        observe(call.checkout, "an edit")
        if not _is_cancelled(checkout):
            fee = fees.within(checkout, before)
            Checkout.objects.filter(pk=checkout.pk, amount=call.amount).update(amount=before, fee_added=fee)
            checkout.amount, checkout.fee_added = before, fee
        raise
    calls.answered(call)
    return changed


def _is_cancelled(checkout: Checkout) -> bool:
    """Whether that is why Stripe would not change the intent that was observed just now: no card has paid it, though a
    transfer may be under way or here."""
    seen = latest(checkout)
    return seen is not None and seen.status == "canceled"


def ready_intent(checkout: Checkout) -> Intent:
    """The one open intent of `checkout`, at its present amount: found, made, or made anew when it was cancelled.

    However many tabs ask, they get the same one (invariant 9). Raises NotChangeable when there is nothing left to pay,
    StripeTrouble when Stripe cannot be asked.
    """
    checkout.refresh_from_db()
    if state(checkout) in (State.SENT, State.PARTLY, State.RECEIVED):
        raise NotChangeable("This has already been paid, or a bank transfer for it is on its way.")
    found = gateway.intent(checkout) if checkout.intent_id else _create(checkout)
    if found.status == "canceled":
        observe(checkout, "the pay page")
        _let_go(checkout, found)
        found = _create(checkout)
        if found.status == "canceled":  # Stripe had trouble, and all that is found there is the one that was let go
            raise StripeTrouble(gateway.AWAY)
    if found.status in TAKEN:
        observe(checkout, "the pay page")
        raise NotChangeable("This has already been paid, or the payment is on its way.")
    return found if found.amount == checkout.amount else _bring_amount_to_stripe(checkout, found.amount)


def _let_go(checkout: Checkout, cancelled: Intent) -> None:
    """Forgets a cancelled intent; the call that made it is over, even where its answer never came."""
    with transaction.atomic():
        if Checkout.objects.filter(pk=checkout.pk, intent_id=cancelled.id).update(intent_id=None):
            calls.over(checkout, calls.CREATE)
    checkout.intent_id = None


def client_secret(checkout: Checkout) -> str:
    """What Stripe's form on the pay page needs; see `ready_intent` for what it raises. Never stored, never logged."""
    return ready_intent(checkout).secret


def _create(checkout: Checkout) -> Intent:
    call = calls.creating(checkout)
    if call is None:
        return gateway.intent(checkout)
    made = _make(checkout, call)
    with transaction.atomic():
        locked = Checkout.objects.select_for_update().get(pk=checkout.pk)
        # Another tab may have seen this one cancelled and let it go, and have its successor under way.
        if locked.intent_id is None and not was_cancelled(locked, made.id):
            locked.intent_id = made.id
            locked.save(update_fields=["intent_id"])
    calls.answered(call)
    checkout.intent_id = locked.intent_id or made.id
    return made if made.id == locked.intent_id and not call.is_repeated else gateway.intent(checkout)


def _make(checkout: Checkout, call: Call) -> Intent:
    """The intent of `call`: made, or found where the key may be forgotten or where Stripe answers with trouble.

    Stripe keeps its first answer under a key for a day, even one that says 500 after the intent was made.
    """
    lost = find_lost(checkout, call) if calls.key_has_expired(call) else None
    if lost:
        return lost
    try:
        return gateway.create_intent(call)
    except StripeTrouble:
        lost = find_lost(checkout, call)
        if lost is None:
            raise
        return lost


def find_lost(checkout: Checkout, call: Call) -> Intent | None:
    """The intent that `call` made although its answer never came, found by our metadata; None when there is none.

    One that lives comes before one that was cancelled meanwhile. What was known to be cancelled when `call` was wished
    for is of a call before.
    """
    since = call.made_at - _OVERLAP
    marked = [seen for seen in gateway.marked_since(checkout.book.account, since) if seen.checkout == checkout.token]
    ours = [seen for seen in marked if not was_cancelled(checkout, seen.id, before=call.made_at)]
    if not ours:
        return None
    checkout.intent_id = min(ours, key=lambda seen: seen.status == "canceled").id
    return gateway.intent(checkout)


def look(checkout: Checkout, because: str = "the return page") -> State:
    """How `checkout` stands, after asking Stripe unless that was done in the last two seconds or is of no use.

    When Stripe cannot be asked, or its answer cannot be kept, what is known stands: the page never claims more.
    """
    if not state(checkout).is_final and cache.add(f"look:{checkout.pk}", True, LOOK_EVERY):
        try:
            with gateway.in_a_hurry():
                observe(checkout, because)
        except StripeTrouble:
            pass
        except DatabaseError:
            log.exception("What Stripe says of checkout %s could not be kept", checkout.pk)
        else:
            checkout = Checkout.objects.get(pk=checkout.pk)
    return state(checkout)
