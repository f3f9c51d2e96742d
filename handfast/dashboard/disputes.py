"""What a bank asked and decided about a gift, in words for a host."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from handfast.core.money import Money
from handfast.payments.models import Observation

# At these the bank waits for the couple. https://docs.stripe.com/api/disputes/object#dispute_object-status
WAITING = ("needs_response", "warning_needs_response", "appeal_needs_response")


def disputed(observations: Iterable[Observation], locale: str) -> Iterator[tuple[datetime, str, str]]:
    """(when seen (UTC), what, note) for each dispute when it was first seen, and each time that it stood otherwise;
    sums as people of `locale` write them."""
    known: dict[str, str] = {}
    for seen in sorted(observations, key=lambda each: (each.first_asked_at, each.pk)):
        for dispute in seen.snapshot.get("disputes", ()):
            if known.get(dispute["id"]) != dispute["status"]:
                known[dispute["id"]] = dispute["status"]
                yield seen.first_asked_at, _in_words(dispute, locale), _note(dispute)


def _in_words(dispute: dict, locale: str) -> str:
    amount = Money(dispute["amount"], dispute["currency"]).format(locale)
    words = {
        "warning_needs_response": _("The giver’s bank asks about %(amount)s: %(reason)s. No money has moved."),
        "warning_under_review": _("The bank reads what you answered; no money has moved."),
        "warning_closed": _("The bank asks no more; no money has moved."),
        "needs_response": _("The giver’s bank disputes %(amount)s: %(reason)s."),
        "under_review": _("The bank reads what you answered to the dispute."),
        "won": _("The dispute is won: %(amount)s is yours."),
        "lost": _("The dispute is lost: %(amount)s stays with the giver (%(reason)s)."),
        "prevented": _("The dispute was prevented."),
        "appeal_needs_response": _("The giver’s bank disputes %(amount)s once more: %(reason)s."),
        "appeal_under_review": _("The bank reads what you answered to its second dispute."),
    }.get(dispute["status"], dispute["status"].replace("_", " "))
    return words % {"amount": amount, "reason": _reason(dispute.get("reason", ""))}


def _reason(code: str) -> str:
    """Stripe's codes in words. https://docs.stripe.com/api/disputes/object#dispute_object-reason"""
    return {
        "": _("no reason was told"),
        "bank_cannot_process": _("the bank could not process it"),
        "credit_not_processed": _("they wait for money back that was promised"),
        "customer_initiated": _("they had the debit returned"),
        "debit_not_authorized": _("they say that they never allowed the debit"),
        "duplicate": _("they say that they paid twice"),
        "fraudulent": _("they say that somebody else used the card"),
        "general": _("no reason was told"),
        "incorrect_account_details": _("the account's details were wrong"),
        "insufficient_funds": _("the account did not hold enough"),
        "product_not_received": _("they say that they got nothing for it"),
        "product_unacceptable": _("they say that it was not what they were told"),
        "subscription_canceled": _("they say that they had ended it"),
        "unrecognized": _("they do not recognise the payment"),
    }.get(code, code.replace("_", " "))


def _note(dispute: dict) -> str:
    if dispute["status"] not in WAITING or not dispute.get("due_by"):
        return dispute["id"]
    due = date_format(datetime.fromtimestamp(dispute["due_by"], UTC), "j F Y, H:i")
    return _("answer it at Stripe by %(due)s (UTC); %(id)s") % {"due": due, "id": dispute["id"]}
