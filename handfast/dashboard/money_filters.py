"""The choices above the Money page: which of a book's checkouts to show."""

from collections.abc import Callable

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from handfast.payments.models import Checkout, Discrepancy, Entry
from handfast.payments.sums import MONEY_BACK

Checkouts = QuerySet[Checkout]


def _with(*kinds: str) -> Exists:
    return Exists(Entry.objects.filter(checkout=OuterRef("pk"), kind__in=kinds))


_ODD = Exists(Discrepancy.objects.filter(checkout=OuterRef("pk")))

# The word in the address: its label, and what it leaves of the checkouts.
FILTERS: dict[str, tuple[object, Callable[[Checkouts], Checkouts]]] = {
    "": (_("All"), lambda checkouts: checkouts),
    "received": (_("Received"), lambda checkouts: checkouts.filter(_with(Entry.Kind.PAYMENT))),
    "open": (_("Not paid, or not yet"), lambda checkouts: checkouts.exclude(_with(Entry.Kind.PAYMENT))),
    "back": (_("Given back or disputed"), lambda checkouts: checkouts.filter(_with(*MONEY_BACK))),
    "odd": (_("Does not fit"), lambda checkouts: checkouts.filter(_ODD)),
}


def narrowed(checkouts: Checkouts, chosen: str) -> Checkouts:
    """Those of `checkouts` that the choice leaves; all of them for a word that is none of ours."""
    return FILTERS.get(chosen, FILTERS[""])[1](checkouts)


def choices(chosen: str) -> list[dict[str, object]]:
    """For the page: each choice's word, label, and whether it is the present one."""
    present = chosen if chosen in FILTERS else ""
    return [{"word": word, "label": label, "current": word == present} for word, (label, _narrow) in FILTERS.items()]
