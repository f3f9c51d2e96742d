"""Households with all that the hosts' pages show of them, in as many queries for fifty as for one."""

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from handfast.guests.models import Guest, Household
from handfast.weddings.models import Wedding


def households_of(wedding: Wedding, pks: Iterable[int]) -> list[Household]:
    """The wedding's households of these keys, in the order of the list, with their cards and guests. Two queries."""
    return list(_whole(wedding.households.filter(pk__in=pks)))


def household_of(wedding: Wedding, pk: int) -> Household:
    """The wedding's household of this key, likewise. Raises Http404."""
    return get_object_or_404(_whole(wedding.households.all()), pk=pk)


def _whole(households: QuerySet[Household]) -> QuerySet[Household]:
    members = Guest.objects.select_related("guest_of").order_by("position", "pk")
    loaded = households.select_related("user__card", "wedding").prefetch_related(Prefetch("guests", members))
    return loaded.order_by("name", "pk")
