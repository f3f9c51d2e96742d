"""The filters of the guest list that replies answer."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from handfast.guests.models import Guest
from handfast.guests.narrowing import Households, facet
from handfast.rsvps.answers import with_answers


def _people() -> QuerySet:
    """The guests of the household of the outer query, each with `coming`."""
    return with_answers(Guest.objects.filter(household=OuterRef("pk")))


@facet("replied", _("Replied"))
def replied(households: Households) -> Households:
    """Households that have answered for each of their people and seats."""
    return households.filter(Exists(_people())).exclude(Exists(_people().filter(coming=None)))


@facet("open", _("Not replied, or not for all"))
def not_replied(households: Households) -> Households:
    """Households that have not said anything for at least one of their people or seats."""
    return households.filter(Exists(_people().filter(coming=None)))


@facet("yes", _("Somebody is coming"))
def coming(households: Households) -> Households:
    """Households of which at least one comes."""
    return households.filter(Exists(_people().filter(coming=True)))


@facet("no", _("Somebody is not coming"))
def not_coming(households: Households) -> Households:
    """Households of which at least one does not come."""
    return households.filter(Exists(_people().filter(coming=False)))
