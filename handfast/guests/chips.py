"""The filters of the guest list as links: each leads to the same search with that filter put on or taken off."""

from dataclasses import dataclass
from urllib.parse import urlencode

from handfast.guests.narrowing import Facet, all_facets


@dataclass(frozen=True)
class Chip:
    """One filter on the page. `address` is the query with it taken off if it is on, else put on."""

    label: object
    address: str
    on: bool


def chips(query: str, chosen: list[Facet]) -> list[Chip]:
    """A chip for every filter there is, given what is searched for and which filters are on."""
    words = [one.word for one in chosen]
    found = []
    for one in all_facets():
        on = one.word in words
        rest = [word for word in words if word != one.word]
        found.append(Chip(one.label, address(query, rest if on else [*words, one.word]), on))
    return found


def address(query: str, words: list[str]) -> str:
    """The query part of the address of a search; "?" when it asks for nothing."""
    parts = [("q", query)] if query else []
    return "?" + urlencode([*parts, *(("show", word) for word in words)])
