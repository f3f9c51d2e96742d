"""The choices above the Money page: which of a book's checkouts to show."""

from collections.abc import Callable

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from handfast.payments.models import Checkout, Discrepancy, Entry
from handfast.payments.sums import IN, MONEY_BACK

Checkouts = QuerySet[Checkout]


def _with(*kinds: str) -> Exists:
    return Exists(Entry.objects.filter(checkout=OuterRef("pk"), kind__in=kinds))


_BROUGHT = Sum("entries__amount", filter=Q(entries__kind__in=IN), default=0)
_BY_BANK = Exists(Entry.objects.filter(checkout=OuterRef("pk"), bank_line__isnull=False))
_ODD = Exists(Discrepancy.objects.filter(checkout=OuterRef("pk")))

# The word in the address: its label, and what it leaves of the checkouts.
FILTERS: dict[str, tuple[object, Callable[[Checkouts], Checkouts]]] = {
    "": (_("All"), lambda checkouts: checkouts),
    "received": (_("Received"), lambda checkouts: checkouts.alias(brought=_BROUGHT).filter(brought__gt=0)),
    "open": (_("Not paid, or not yet"), lambda checkouts: checkouts.alias(brought=_BROUGHT).filter(brought__lte=0)),
    "bank": (_("By bank transfer"), lambda checkouts: checkouts.filter(_BY_BANK)),
    "sent": (_("Waiting for the bank"), lambda checkouts: waiting(checkouts)),
    "back": (_("Given back or disputed"), lambda checkouts: checkouts.filter(_with(*MONEY_BACK))),
    "odd": (_("Does not fit"), lambda checkouts: checkouts.filter(_ODD)),
}


def waiting(checkouts: Checkouts) -> Checkouts:
    """Those whose givers say that a transfer is under way, and of which nothing has come."""
    sent = checkouts.filter(transfer__sent_at__isnull=False)
    return sent.alias(brought=_BROUGHT).filter(brought__lte=0)


def narrowed(checkouts: Checkouts, chosen: str) -> Checkouts:
    """Those of `checkouts` that the choice leaves; all of them for a word that is none of ours."""
    return FILTERS.get(chosen, FILTERS[""])[1](checkouts)


def choices(chosen: str) -> list[dict[str, object]]:
    """For the page: each choice's word, label, and whether it is the present one."""
    present = chosen if chosen in FILTERS else ""
    return [{"word": word, "label": label, "current": word == present} for word, (label, _narrow) in FILTERS.items()]
