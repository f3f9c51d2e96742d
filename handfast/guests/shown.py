"""Households with all that the hosts' pages show of them, in as many queries for fifty as for one."""

from collections.abc import Iterable

from django.db.models import Prefetch
from django.http import Http404

from handfast.guests.models import Guest, Household
from handfast.weddings.models import Wedding


def households_of(wedding: Wedding, pks: Iterable[int]) -> list[Household]:
    """The wedding's households of these keys, in the order of the list, with their cards and guests. Two queries."""
    members = Guest.objects.select_related("guest_of").order_by("position", "pk")
    households = wedding.households.filter(pk__in=pks).select_related("user__card", "wedding")
    return list(households.prefetch_related(Prefetch("guests", members)).order_by("name", "pk"))


def household_of(wedding: Wedding, pk: int) -> Household:
    """The wedding's household of this key, likewise. Raises Http404."""
    for household in households_of(wedding, [pk]):
        return household
    raise Http404
