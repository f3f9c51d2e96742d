"""Filters for the list of households: each app names its own in `<app>/facets.py`, and a host combines them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.module_loading import autodiscover_modules

from handfast.guests.models import Household

Households = QuerySet[Household]


@dataclass(frozen=True)
class Facet:
    """One filter: its word in the address, what it is called, and which households it leaves."""

    word: str
    label: object
    narrow: Callable[[Households], Households]


_facets: dict[str, Facet] = {}


def facet(word: str, label: object) -> Callable[[Callable[[Households], Households]], Callable]:
    """Marks a function that leaves some of the households as the filter of that word, called `label`."""

    def register(narrow: Callable[[Households], Households]) -> Callable[[Households], Households]:
        _facets[word] = Facet(word, label, narrow)
        return narrow

    return register


def all_facets() -> list[Facet]:
    """Every filter of every installed app: the guests' own first, then the others as their apps are installed."""
    autodiscover_modules("facets")
    return list(_facets.values())


def chosen(words: Iterable[str]) -> list[Facet]:
    """The filters of these words, each once; words that are none of ours are passed over."""
    wanted = set(words)
    return [one for one in all_facets() if one.word in wanted]


def narrowed(households: Households, facets: Iterable[Facet]) -> Households:
    """Those of `households` that every one of `facets` leaves."""
    for one in facets:
        households = one.narrow(households)
    return households
