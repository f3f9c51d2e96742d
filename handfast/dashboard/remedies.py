"""What a host can do about each kind of thing that does not fit; the one place where that is said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from handfast.payments.at_stripe import page_of
from handfast.payments.models import Discrepancy

REMEDIES: dict[str, str | Promise] = {
    "wrong_owner": _("Open it at Stripe. If no guest of yours knows of it, refund it there."),
    "wrong_intent": _("The guest has paid twice. Refund the second payment at Stripe; the first is in your book."),
    "wrong_mode": _("Open the Health page: the site's keys are for the other of Stripe's two modes."),
    "wrong_currency": _("Refund it at Stripe and ask the guest to give again, in your wedding's currency."),
    "wrong_amount": _("Ask the guest what they meant to give. Refund it at Stripe, and let them give again."),
    "wrong_charge": _("Open it at Stripe: only part was taken, or part went back meanwhile. Then compare again."),
    "changed_figures": _(
        "Your book keeps what it had. Look at Stripe which figure is right, and ask Stripe's support."
    ),
    "not_in_the_ledger": _("Compare with Stripe once more. If it stays, open it at Stripe: your book lacks this much."),
    "not_at_stripe": _(
        "Was the site moved to another Stripe account? Then this payment is in the old one: look it up there."
    ),
    "unknown_checkout": _(
        "Was an old backup put back? Then this gift is missing here: refund it at Stripe, or keep a note."
    ),
}


@dataclass(frozen=True)
class Said:
    """What an owner knew about it: their name, when (UTC), and their note."""

    who: str
    at: datetime
    note: str


@dataclass(frozen=True)
class Odd:
    """One thing that does not fit: in words, with Stripe's id of it, what to do, its page at Stripe (or ""), and what
    owners said about it."""

    id: int
    message: str
    about: str
    remedy: str | Promise
    url: str
    said: list[Said]


def explained(found: Iterable[Discrepancy]) -> list[Odd]:
    """The discrepancies as a host reads them. No query where checkouts and accounts are selected with them, and their
    acknowledgements prefetched."""
    return [
        Odd(one.pk, one.message, one.about, REMEDIES[one.kind], page_of(_intent_of(one), one.account), _said(one))
        for one in found
    ]


def _said(odd: Discrepancy) -> list[Said]:
    return [
        Said(said.by.first_name or said.by.email if said.by else str(_("A host")), said.at, said.note)
        for said in sorted(odd.acknowledgements.all(), key=lambda said: said.at)
    ]


def _intent_of(odd: Discrepancy) -> str | None:
    if odd.about.startswith("pi_"):
        return odd.about
    return odd.checkout.intent_id if odd.checkout else None
