"""Which household of today a party of the list is: by the key it had the last time, then by the people in it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from handfast.guests.folding import plain
from handfast.guests.guestlist import Address, Doubts, Party
from handfast.guests.people.parties import lasting_key

_JOIN, _APART = "add them to that household", "they are a new household"


@dataclass(frozen=True)
class TodayGuest:
    """A guest as the site has them. `guest_of` is set for an extra seat, which may have no name.

    `listed` is what they were (title, first, last, email, phone) when a list was applied last: what differs was changed
    by hand since. `party` is the key of the party in which that list had them: who is elsewhere now was moved by hand;
    `sheet` is the sheet of its file, if it had sheets.
    """

    pk: int
    guest_of: int | None
    title: str
    first: str
    last: str
    email: str
    phone: str
    listed: tuple[str, str, str, str, str] | None = None
    party: str = ""
    sheet: str = ""

    @property
    def key(self) -> str:
        """The name to compare by."""
        return _key(self.first, self.last)

    @property
    def listed_key(self) -> str:
        """The name that the last list had for them, to compare by."""
        return _key(self.listed[1], self.listed[2]) if self.listed else self.key


def _key(first: str, last: str) -> str:
    whole = f"{first} {last}".strip()
    return plain(whole) or whole


@dataclass(frozen=True)
class TodayHousehold:
    """A household as the site has it, its guests in their order. `listed` is its address as a list had it last."""

    pk: int
    name: str
    list_key: str
    address: Address
    guests: tuple[TodayGuest, ...]
    listed: Address | None = None

    @property
    def keys(self) -> set[str]:
        """The keys that a party of the list may have for being this household."""
        named = [f"{guest.first} {guest.last}".strip() for guest in self.guests if guest.first or guest.last]
        keys = {lasting_key(self.list_key, self.address, named), f"list:{self.list_key or plain(self.name)}"}
        return keys | {lasting_key(self.list_key, self.listed, named)} if self.listed else keys

    @property
    def names(self) -> frozenset[str]:
        """The names of its people, to compare by."""
        return frozenset(guest.key for guest in self.guests if guest.key)

    @property
    def listed_names(self) -> frozenset[str]:
        """The same as the last list had them."""
        return frozenset(guest.listed_key for guest in self.guests if guest.listed_key)


def names_of(party: Party) -> frozenset[str]:
    """The names of a party's people, to compare by."""
    return frozenset(plain(person.name.whole) or person.name.whole for person in party.people)


def match(parties: list[Party], today: list[TodayHousehold], doubts: Doubts) -> list[TodayHousehold | None]:
    """For each party the household that it is, None for a new one. No household is given to two parties."""
    found: dict[int, TodayHousehold] = {}
    by_key: defaultdict[str, list[TodayHousehold]] = defaultdict(list)
    for household in today:
        for key in household.keys:
            by_key[key].append(household)
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, party in enumerate(parties):
        places[party.key].append(place)
    taken: set[int] = set()
    for key, mine in places.items():
        free = [household for household in by_key.get(key, ()) if household.pk not in taken]
        now = _match_same_key(parties, mine, free, doubts)
        taken.update(household.pk for household in now.values())
        found |= now
    _match_by_names(parties, today, found, taken, doubts)
    return [found.get(place) for place in range(len(parties))]


def _match_same_key(
    parties: list[Party], places: list[int], households: list[TodayHousehold], doubts: Doubts
) -> dict[int, TodayHousehold]:
    """Pairs parties and households of one key: those with the same people first, then those that a host made of one,
    then the only two that are left."""
    found: dict[int, TodayHousehold] = {}
    left = list(households)
    for same in (_same_contact, _same_names):
        for place in [place for place in places if place not in found]:
            if chosen := next((household for household in left if same(parties[place], household)), None):
                found[place] = chosen
                left.remove(chosen)
    for place in [place for place in places if place not in found]:
        if halves := [household for household in left if _was(parties[place], household)]:
            found[place] = max(halves, key=lambda half: len(names_of(parties[place]) & half.names))
            left.remove(found[place])
    rest = [place for place in places if place not in found]
    for place in rest if left else []:
        party, household = parties[place], left[0]
        shared = bool(names_of(party) & (household.names | household.listed_names))
        message = f"“{party.name}” has other people than “{household.name}”, whose place in the list it takes."
        if len(left) == 1 and (shared or doubts.choose(party.rows[0], "", message, _JOIN, _APART) == _JOIN):
            found[place] = left.pop()
            break
    return found


def _was(party: Party, household: TodayHousehold) -> bool:
    """Whether the last list had somebody of the household in this party."""
    return any(guest.party == party.key for guest in household.guests)


def _same_names(party: Party, household: TodayHousehold) -> bool:
    return names_of(party) in (household.names, household.listed_names)


def _same_contact(party: Party, household: TodayHousehold) -> bool:
    mine = {person.email.casefold() or plain(person.phone) for person in party.people} - {""}
    theirs = {guest.email.casefold() or plain(guest.phone) for guest in household.guests} - {""}
    return _same_names(party, household) and mine == theirs


def _match_by_names(
    parties: list[Party],
    today: list[TodayHousehold],
    found: dict[int, TodayHousehold],
    taken: set[int],
    doubts: Doubts,
) -> None:
    """The same people under another key: they moved, or the list names households in another way now."""
    by_name: defaultdict[str, list[tuple[TodayGuest, TodayHousehold]]] = defaultdict(list)
    for household in today:
        for guest in household.guests if household.pk not in taken else ():
            for name in {guest.key, guest.listed_key} - {""}:
                by_name[name].append((guest, household))
    for place, party in enumerate(parties):
        if place in found:
            continue
        namesakes = [pair for name in names_of(party) for pair in by_name.get(name, ())]
        candidates = {home.pk: home for guest, home in namesakes if not _stayed(guest, home, party)}
        free = [household for household in candidates.values() if household.pk not in taken]
        if len(free) == 1 and _surely_the_same(party, free[0]):
            found[place] = free[0]
            taken.add(free[0].pk)
        elif free:
            others = " or ".join(f"“{household.name}”" for household in free[:3])
            message = f"The people of “{party.name}” may be those of {others}, and the list does not say which."
            doubts.stop(party.rows[0], "", message, _APART)


def _stayed(guest: TodayGuest, household: TodayHousehold, party: Party) -> bool:
    """Whether the last list had the guest in this party already, and the host left them in a household that the list
    calls otherwise: then it is not asked again, nor called anew."""
    return guest.party == party.key and bool(party.list_key) and household.list_key not in ("", party.list_key)


def _surely_the_same(party: Party, household: TodayHousehold) -> bool:
    """Whether enough people agree: all of the shorter side, and a whole name among them."""
    shared = max(names_of(party) & household.names, names_of(party) & household.listed_names, key=len)
    return len(shared) == min(len(names_of(party)), len(household.names)) and any(" " in name for name in shared)


def already_elsewhere(today: Iterable[TodayHousehold]) -> dict[tuple[str, str], TodayHousehold]:
    """Households by (name, e-mail) of their guests who have one: a guest who would be added is perhaps there
    already."""
    return {
        (guest.key, guest.email.casefold()): household
        for household in today
        for guest in household.guests
        if guest.email
    }
