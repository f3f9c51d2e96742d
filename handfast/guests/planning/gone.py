"""Who is on the site and not on the list any more. Pure."""

from collections import Counter
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field, replace

from handfast.guests.guestlist import Doubts
from handfast.guests.planning.matching import TodayGuest, TodayHousehold
from handfast.guests.planning.planned import Gone, PlannedHousehold


@dataclass
class Ties:
    """What hangs on a household or a guest, by what it is called and how often: `lost` goes with them, `held` keeps
    them."""

    lost: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)


TiesByRow = Mapping[tuple[str, int], Ties]


def missing(
    planned: list[PlannedHousehold],
    today: list[TodayHousehold],
    answered: Set[str],
    unread: Set[str],
) -> list[Gone]:
    """Households of today that no household of the list is, and guests that are missing from one that is there.

    The seats that somebody brings are theirs and never missing by themselves; nor are those whom a list before had on
    one of the sheets of the same file that are `unread` now. `answered` holds the keys of those whom the host has
    ticked.
    """
    homes = {household.pk for household in planned}
    named = {guest.pk for household in planned for guest in household.guests}
    found: list[Gone] = []
    for household in today:
        there = {guest.pk for guest in household.guests if guest.pk in named or guest.sheet in unread}
        if household.pk not in homes and not there:
            found.append(_whole(household))
            continue
        for guest in household.guests:
            if guest.guest_of is None and guest.pk not in there:
                found.append(_one(household, guest))
    return [replace(one, ticked=one.key in answered) for one in found]


def say_waiting(today: list[TodayHousehold], named: Set[int], unread: Set[str], doubts: Doubts) -> None:
    """Tells of those who came from sheets of the same file that are `unread` now, and are not `named` on the others."""
    for sheet in sorted(unread):
        here = [one.pk for home in today for one in home.guests if one.guest_of is None and one.sheet == sheet]
        if count := len(set(here) - named):
            who = "1 guest comes" if count == 1 else f"{count:,} guests come"
            stay = "stays" if count == 1 else "stay"
            doubts.tell(None, "", f"{who} from the sheet “{sheet}”, which is not read now, and {stay}.")


def _whole(household: TodayHousehold) -> Gone:
    people = [_name(guest) for guest in household.guests if guest.key]
    return Gone(household.pk, None, household.name, people, [guest.pk for guest in household.guests])


def _one(household: TodayHousehold, guest: TodayGuest) -> Gone:
    theirs = [one.pk for one in household.guests if guest.pk in (one.pk, one.guest_of)]
    return Gone(household.pk, guest.pk, household.name, [_name(guest)], theirs)


def _name(guest: TodayGuest) -> str:
    return f"{guest.first} {guest.last}".strip()


def weighed(gone: list[Gone], ties: TiesByRow, words: Callable[[Counter[str]], list[str]]) -> list[Gone]:
    """The same with what would be lost with each and what holds each, `words` being how that is said to the host."""
    result: list[Gone] = []
    for one in gone:
        rows = [("guest", pk) for pk in one.guests] + ([] if one.guest else [("household", one.household)])
        lost, held = Counter[str](), Counter[str]()
        for row in rows:
            if row in ties:
                lost += ties[row].lost
                held += ties[row].held
        result.append(replace(one, lost=words(lost), held=words(held)))
    return result
