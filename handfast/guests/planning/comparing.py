"""Comparing a household of the list with the one of today that it is. Pure."""

from collections import defaultdict
from dataclasses import dataclass

from handfast.guests.folding import plain
from handfast.guests.guestlist import NO_ADDRESS, Address, Doubts, Party, Person
from handfast.guests.planning.matching import TodayGuest, TodayHousehold, already_elsewhere
from handfast.guests.planning.planned import ADD, CHANGE, SAME, PlannedGuest, PlannedHousehold

_FIELDS = ("title", "first_name", "last_name", "email", "phone")
_COLUMNS = {"title": "title", "first_name": "first", "last_name": "last", "email": "email", "phone": "phone"}
_CALLED = {
    "title": "title",
    "first_name": "first name",
    "last_name": "last name",
    "email": "e-mail",
    "phone": "telephone number",
}


@dataclass
class Others:
    """Today's people beside those of the household in question: whose home is where, and who is `unnamed`, by their
    names, because the list does not have them in their household."""

    home_of: dict[int, TodayHousehold]
    unnamed: dict[str, list[TodayGuest]]
    by_email: dict[tuple[str, str], TodayHousehold]

    def left_over(self, key: str, party: str) -> TodayGuest | None:
        """Somebody of that name whom the list has not named yet, of several the one whom the last list had in `party`;
        each is handed out once."""
        waiting = self.unnamed.get(key)
        return waiting.pop(next((n for n, one in enumerate(waiting) if one.party == party), 0)) if waiting else None

    def with_email(self, key: str, email: str) -> TodayHousehold | None:
        """Where somebody of that name and e-mail address is."""
        return self.by_email.get((key, email.casefold())) if email else None


def others_of(parties: list[Party], matched: list[TodayHousehold | None], today: list[TodayHousehold]) -> Others:
    """Today's people as the list's parties, each with the household that it is, find them."""
    named = {
        guest.pk
        for party, household in zip(parties, matched, strict=True)
        for _person, guest in (pair(party.people, list(household.guests)) if household else ())
        if guest
    }
    unnamed: defaultdict[str, list[TodayGuest]] = defaultdict(list)
    for household in today:
        for guest in household.guests:
            if guest.guest_of is None and guest.pk not in named:
                unnamed[guest.key].append(guest)
    home_of = {guest.pk: household for household in today for guest in household.guests}
    return Others(home_of, unnamed, already_elsewhere(today))


def plan_household(party: Party, household: TodayHousehold | None, others: Others, doubts: Doubts) -> PlannedHousehold:
    """What happens to `household` (None: a new one) when it is to be as the list has the party.

    `others` finds people of other households; what is in doubt goes to `doubts`.
    """
    if household is None:
        return _plan_new(party, others, doubts)
    pairs = pair(party.people, list(household.guests))
    guests = [
        _compare(person, guest, household, doubts) if guest else _add(person, household, party.key, others, doubts)
        for person, guest in pairs
    ]
    changes: dict[str, str] = {}
    address = _address(party, household, doubts)
    if address != household.address:
        changes["address"] = ", ".join(filter(None, address))
    if party.list_key not in ("", household.list_key or plain(household.name)):
        changes["list_key"] = party.list_key
    moved = bool(changes) or any(guest.action != SAME for guest in guests)
    return PlannedHousehold(
        CHANGE if moved else SAME,
        household.pk,
        household.name,
        party.list_key or household.list_key,
        address,
        party.reason,
        party.rows,
        guests,
        changes,
        _listed(party, household, address),
        party.key,
    )


def _plan_new(party: Party, others: Others, doubts: Doubts) -> PlannedHousehold:
    """A new household; or, where a host has put its people into another, that one with whoever is new in it."""
    guests = [_add(person, None, party.key, others, doubts) for person in party.people]
    homes = [others.home_of[guest.pk] for guest in guests if guest.pk]
    if not homes:
        told = party.name, party.list_key, party.address, party.reason, party.rows
        return PlannedHousehold(ADD, None, *told, guests, key=party.key)
    home = homes[0]
    action = CHANGE if any(guest.action != SAME for guest in guests) else SAME
    about = home.list_key, home.address, party.reason, party.rows
    return PlannedHousehold(action, home.pk, home.name, *about, guests, key=party.key)


def _address(party: Party, household: TodayHousehold, doubts: Doubts) -> Address:
    """Where the household lives after the list: what the list leaves blank stays, and so does what was changed here."""
    told, now = party.address, household.address
    if told in (NO_ADDRESS, now):
        return now
    if household.listed in (None, now):
        return told
    new, here = (", ".join(filter(None, one)) or "nothing" for one in (told, now))
    column = doubts.column("address_line_1", "address")
    return (
        told
        if _take(household.name, "address", told == household.listed, new, here, party.rows[0], column, doubts)
        else now
    )


def _listed(party: Party, household: TodayHousehold, address: Address) -> Address | None:
    """Where the list has them, if that is not where they will be."""
    said = party.address if party.address != NO_ADDRESS else household.listed or household.address
    return said if said != address else None


def _take(of: str, what: str, old: bool, told: str, here: str, row: int, column: str, doubts: Doubts) -> bool:
    """Whether to take what the list says of something that was changed here since the last list. If the list still
    says what it said then (`old`), the change stays; if it says a third thing, the host is asked."""
    if old:
        doubts.tell(row, column, f"{of}: the {what} was changed here to “{here[:60]}” since the last list; that stays.")
        return False
    message = f"{of}: the {what} was changed here to “{here[:60]}” since the last list, which now says “{told[:60]}”."
    take = f"take “{told[:60]}”"
    return doubts.choose(row, column, message, take, f"keep “{here[:60]}”", kind="conflict") == take


def pair(people: list[Person], guests: list[TodayGuest]) -> list[tuple[Person, TodayGuest | None]]:
    """Each person of the list with the guest of that name, or whom the last list called so; of two of one name, first
    the one with the same e-mail."""
    pairs: dict[int, TodayGuest] = {}
    left = [guest for guest in guests if guest.key]
    for same in (_same_person, _same_name, _same_name_once):
        for place, person in enumerate(people):
            if place not in pairs and (guest := next((one for one in left if same(person, one)), None)):
                pairs[place] = guest
                left.remove(guest)
    return [(person, pairs.get(place)) for place, person in enumerate(people)]


def _same_name(person: Person, guest: TodayGuest) -> bool:
    return guest.key == (plain(person.name.whole) or person.name.whole)


def _same_name_once(person: Person, guest: TodayGuest) -> bool:
    return guest.listed_key == (plain(person.name.whole) or person.name.whole)


def _same_person(person: Person, guest: TodayGuest) -> bool:
    same_email = guest.email.casefold() == person.email.casefold()
    return same_email and _same_name(person, guest) and plain(guest.phone) == plain(person.phone)


def _add(person: Person, household: TodayHousehold | None, party: str, others: Others, doubts: Doubts) -> PlannedGuest:
    """Somebody new in this household, unless a host has moved them to another and they are to stay there: as they do
    without a question while the list has them in the same `party` as the last one had."""
    name = person.name
    key = plain(name.whole) or name.whole
    if guest := others.left_over(key, party):
        home, here = others.home_of[guest.pk], "add them here as well"
        if guest.party == party:
            message = f"{name.whole} was moved to “{home.name}” here since the last list; that stays."
            doubts.tell(person.row, doubts.name_column, message)
            return _where_they_are(person, guest, home, doubts)
        message = f"{name.whole} is in “{home.name}” on this site."
        stays = f"they stay in “{home.name[:60]}”"
        if doubts.choose(person.row, doubts.name_column, message, stays, here, kind="duplicate") != here:
            return _where_they_are(person, guest, home, doubts)
    elif (other := others.with_email(key, person.email)) and (household is None or other.pk != household.pk):
        message = f"{name.whole} is in “{other.name}” already, with the same e-mail address."
        doubts.stop(person.row, doubts.name_column, message, "add them here as well", kind="duplicate")
    return PlannedGuest(
        ADD, None, person.row, name.title[:30], name.first, name.last, person.email, person.phone, person.brings
    )


def _where_they_are(person: Person, guest: TodayGuest, home: TodayHousehold, doubts: Doubts) -> PlannedGuest:
    """What the list changes about somebody who stays in another household than the list says; seats are not added
    there."""
    planned = _compare(person, guest, home, doubts)
    if planned.seats:
        message = (
            f"{person.name.whole} brings {planned.seats} more on the list; add the seats in “{home.name}” by hand."
        )
        doubts.tell(person.row, doubts.name_column, message)
        planned.seats, planned.action = 0, CHANGE if planned.changes else SAME
    return planned


def _compare(person: Person, guest: TodayGuest, household: TodayHousehold, doubts: Doubts) -> PlannedGuest:
    """What the list changes about a guest. What it leaves blank stays as it is, and no seat is taken away."""
    now = (guest.title, guest.first, guest.last, guest.email, guest.phone)
    today, before = dict(zip(_FIELDS, now, strict=True)), dict(zip(_FIELDS, guest.listed or now, strict=True))
    told = _told(person)
    changes = {name: value for name, value in told.items() if value and value != today[name]}
    if f"{guest.first} {guest.last}".strip() == person.name.whole:
        changes = {name: value for name, value in changes.items() if name not in ("first_name", "last_name")}
    changes = _without_changes_made_here(person, changes, today, before, doubts)
    have = sum(seat.guest_of == guest.pk for seat in household.guests)
    if person.brings < have:
        doubts.tell(
            person.row, "", f"The list gives {person.name.whole} {person.brings} extra seats; the {have} of today stay."
        )
    seats = max(0, person.brings - have)
    action = CHANGE if changes or seats else SAME
    becomes, listed = {**today, **changes}, {name: told[name] or before[name] for name in _FIELDS}
    differs = list(listed.values()) if listed != becomes else []
    return PlannedGuest(action, guest.pk, person.row, **becomes, seats=seats, changes=changes, listed=differs)


def _told(person: Person) -> dict[str, str]:
    """What the list says of a guest, by field."""
    told = (person.name.title[:30], person.name.first, person.name.last, person.email, person.phone)
    return dict(zip(_FIELDS, told, strict=True))


def _without_changes_made_here(
    person: Person, changes: dict[str, str], today: dict[str, str], before: dict[str, str], doubts: Doubts
) -> dict[str, str]:
    """Those of `changes` that do not overwrite what a host changed by hand since the last list, unless they say so."""
    kept = {}
    for name, told in changes.items():
        column, here = doubts.column(_COLUMNS[name], "full", "names"), today[name]
        if here == before[name] or _take(
            person.name.whole, _CALLED[name], told == before[name], told, here or "nothing", person.row, column, doubts
        ):
            kept[name] = told
    return kept
