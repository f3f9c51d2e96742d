"""Finding households by what a host remembers of them: part of a name, a code, an e-mail address, spelt nearly so."""

from collections import defaultdict
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from handfast.guests.folding import fold, words_of
from handfast.guests.models import Guest
from handfast.weddings.models import Wedding

MOST_WORDS = 8


@dataclass(frozen=True)
class Found:
    """The keys of the households that were found, and whether only by allowing for slips of the finger."""

    households: frozenset[int]
    nearly: bool = False


def find(wedding: Wedding, query: str) -> Found:
    """The households in which each word of `query` stands somewhere: in a guest's name or e-mail address, in what the
    household is called, in its code. Case, accents and the order of words do not matter.

    Where nothing is spelt just so, words that are a slip or two away count as well. Two queries, however many guests.
    """
    words = words_of(query)[:MOST_WORDS]
    if not words:
        return Found(frozenset())
    places = _places(wedding)
    if exact := _in_all([_holding(word, places) for word in words]):
        return Found(exact)
    return Found(_in_all([_holding(word, places) | _resembling(word, places) for word in words]), nearly=True)


def _places(wedding: Wedding) -> dict[str, set[int]]:
    """Every word that can be searched for, with the households where it stands. A name counts as one word as well, so
    that "desouza" finds De Souza."""
    places: defaultdict[str, set[int]] = defaultdict(set)
    for pk, name, code in wedding.households.values_list("pk", "name", "user__username").order_by():
        places[fold(code)].add(pk)
        for word in words_of(name):
            places[word].add(pk)
    guests = Guest.objects.filter(household__wedding=wedding).order_by()
    for pk, first, last, email in guests.values_list("household_id", "first_name", "last_name", "email"):
        for text in (first, last):
            parts = words_of(text)
            for word in parts:
                places[word].add(pk)
            if len(parts) > 1:
                places["".join(parts)].add(pk)
        if email:
            places[fold(email)].add(pk)
    return places


def _holding(word: str, places: dict[str, set[int]]) -> set[int]:
    return set().union(*(households for known, households in places.items() if word in known))


def _resembling(word: str, places: dict[str, set[int]]) -> set[int]:
    """Where a word stands that differs by a slip (a letter too many, too few, wrong, or two swapped), or by two if it
    is long. Short words have too many neighbours."""
    if len(word) < 3:
        return set()
    slips = 1 if len(word) < 6 else 2
    alike = process.extract(word, places.keys(), scorer=OSA.distance, score_cutoff=slips, limit=None)
    return set().union(*(places[known] for known, _slips, _place in alike))


def _in_all(found: list[set[int]]) -> frozenset[int]:
    return frozenset(set.intersection(*found))
