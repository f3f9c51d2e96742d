"""What was observed of one payment, step by step, in words for a host."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from handfast.core.money import Money
from handfast.dashboard.disputes import disputed
from handfast.payments.models import Checkout, Delivery, Entry, Observation, RefundRequest, Transfer


@dataclass(frozen=True)
class Step:
    """At that time (UTC) this was seen; `note` says by which road or with which of Stripe's ids."""

    at: datetime
    words: str
    note: str = ""


def steps(checkout: Checkout, locale: str) -> list[Step]:
    """Everything that is known of how `checkout` went, in the order of time; sums as people of `locale` write them."""
    found = [Step(checkout.opened_at, _("The giver filled in the form"))]
    found += [_seen(observation, locale) for observation in checkout.observations.all()]
    found += [Step(*seen) for seen in disputed(checkout.observations.all(), locale)]
    found += [_rung(delivery) for delivery in checkout.deliveries.all()]
    found += _by_bank(checkout)
    found += [_asked_back(wish, locale) for wish in checkout.refund_requests.all()]
    found += [_written(entry, locale) for entry in checkout.entries.all()]
    return sorted(found, key=lambda step: step.at)


def _seen(observation: Observation, locale: str) -> Step:
    note = _("asked because of %(because)s") % {"because": observation.because}
    return Step(observation.first_asked_at, _standing(observation.status, observation.snapshot, locale), note)


def _standing(status: str, snapshot: dict, locale: str) -> str:
    problem = snapshot.get("problem")
    if problem and status == "requires_payment_method":
        reason = problem.get("decline_code") or problem.get("code") or ""
        return _("The card was declined: %(reason)s") % {"reason": reason.replace("_", " ")}
    if 0 < snapshot.get("amount_received", 0) < snapshot["amount"]:
        sums = (snapshot["amount_received"], snapshot["amount"])
        taken, asked = (Money(sum, snapshot["currency"]).format(locale) for sum in sums)
        return _("Stripe has taken %(taken)s of %(asked)s, and let the rest go") % {"taken": taken, "asked": asked}
    return {
        "requires_payment_method": _("Stripe waits for a card"),
        "requires_confirmation": _("Stripe waits for a card"),
        "requires_action": _("The bank asks the giver to prove who they are"),
        "processing": _("The bank is at work on it"),
        "requires_capture": _("The bank has set the money aside"),
        "succeeded": _("Stripe has taken the money"),
        "canceled": _("The payment was cancelled"),
    }.get(status, status)


def _rung(delivery: Delivery) -> Step:
    return Step(delivery.received_at, _("Stripe sent word: %(type)s") % {"type": delivery.type}, delivery.event_id)


def _by_bank(checkout: Checkout) -> list[Step]:
    """What the giver did about a transfer."""
    transfer: Transfer | None = getattr(checkout, "transfer", None)
    if transfer is None:
        return []
    asked = Step(transfer.asked_at, _("The giver was shown your bank account"), transfer.spaced)
    return [asked, Step(transfer.sent_at, _("The giver says that it is sent"))] if transfer.sent_at else [asked]


def _asked_back(wish: RefundRequest, locale: str) -> Step:
    amount = Money(wish.amount, wish.checkout.currency).format(locale)
    who = wish.asked_by.first_name or wish.asked_by.email if wish.asked_by else _("A host")
    if wish.problem:
        words = _("%(who)s wished to give %(amount)s back, and Stripe would not")
        return Step(wish.asked_at, words % {"who": who, "amount": amount}, wish.problem)
    words = _("%(who)s gave %(amount)s back")
    return Step(wish.asked_at, words % {"who": who, "amount": amount}, wish.get_reason_display())


def _written(entry: Entry, locale: str) -> Step:
    amount = Money(abs(entry.amount), entry.currency).format(locale)
    words = {
        Entry.Kind.PAYMENT: _("%(amount)s written into your book"),
        Entry.Kind.PAYMENT_UNDONE: _("%(amount)s taken out of your book again: the transfer was another’s"),
        Entry.Kind.FEE: _("Stripe’s fee of %(amount)s written into your book"),
        Entry.Kind.REFUND: _("%(amount)s went back to the giver"),
        Entry.Kind.REFUND_RETURNED: _("%(amount)s could not be given back, and is yours again"),
        Entry.Kind.DISPUTE: _("The giver’s bank took %(amount)s back"),
        Entry.Kind.DISPUTE_FEE: _("Stripe’s fee of %(amount)s for the bank’s question"),
        Entry.Kind.DISPUTE_RETURNED: _("The bank decided for you: %(amount)s is yours again"),
    }[Entry.Kind(entry.kind)]
    if entry.kind == Entry.Kind.REFUND_RETURNED and entry.bank_line_id:
        words = _("That %(amount)s was sent back is taken out of your book again")
    return Step(entry.posted_at, words % {"amount": amount}, _source(entry))


def _source(entry: Entry) -> str:
    """Stripe's id of it, or for what came by bank the host whose word it is."""
    if not entry.bank_line_id:
        return entry.stripe_id
    who = entry.said_by.first_name or entry.said_by.email if entry.said_by else _("A host")
    return _("by bank, as %(who)s wrote down") % {"who": who}
