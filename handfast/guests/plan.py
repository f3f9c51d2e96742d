"""What a guest list would change: a value, made of the list and today's guests alone, that the host reads before it
is done.

Nothing here knows the database; `apply` does exactly what a plan says.
"""

import hashlib
import json
from dataclasses import dataclass, field

from handfast.guests.contact import plain
from handfast.guests.guestlist import NO_ADDRESS, Address, Doubts, GuestList, Party, Person, Problem
from handfast.guests.matching import TodayGuest, TodayHousehold, already_elsewhere, match

ADD, CHANGE, SAME = "add", "change", "same"


@dataclass
class PlannedGuest:
    """What happens to one guest. `changes` maps a field to its new value; `seats` is how many extra seats are added."""

    action: str
    pk: int | None
    row: int
    title: str
    first_name: str
    last_name: str
    email: str
    phone: str
    seats: int
    changes: dict[str, str] = field(default_factory=dict)

    @property
    def full_name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass
class PlannedHousehold:
    """What happens to one household, why its people are together, and which rows of the list say so."""

    action: str
    pk: int | None
    name: str
    list_key: str
    address: Address
    reason: str
    rows: list[int]
    guests: list[PlannedGuest]
    changes: dict[str, str] = field(default_factory=dict)


@dataclass
class Plan:
    """What is to be done with a whole list, and what stands against it."""

    format: str
    encoding: str
    sheet: str
    left_out: list[str]
    guests: int
    extra_seats: int
    households: list[PlannedHousehold]
    problems: list[Problem]

    @property
    def stops(self) -> bool:
        """Whether something must be mended or answered before the plan may be applied."""
        return any(problem.stops for problem in self.problems)

    def count(self, action: str) -> int:
        """How many of the list's guests are added, changed or left as they are; an address changes all who live
        there."""
        return sum(
            (CHANGE if household.changes and guest.action == SAME else guest.action) == action
            for household in self.households
            for guest in household.guests
        )

    def as_json(self) -> dict:
        """The plan as it is kept with its import."""
        households = [{**vars(one), "guests": [vars(guest) for guest in one.guests]} for one in self.households]
        problems = [_problem_as_json(problem) for problem in self.problems]
        return {**vars(self), "households": households, "problems": problems}

    @classmethod
    def from_json(cls, kept: dict) -> "Plan":
        """The plan that `as_json` kept."""
        households = [
            PlannedHousehold(
                **{
                    **one,
                    "address": tuple(one["address"]),
                    "guests": [PlannedGuest(**guest) for guest in one["guests"]],
                }
            )
            for one in kept["households"]
        ]
        return cls(**{**kept, "households": households, "problems": [Problem(**one) for one in kept["problems"]]})


def _problem_as_json(problem: Problem) -> dict:
    return {name: getattr(problem, name) for name in ("row", "column", "message", "stops", "key", "carry_on")}


def digest(file_digest: str, plan: dict, today: list[TodayHousehold]) -> str:
    """Stands for a file, a plan (as JSON) and the guests of the moment it was made: if any of them differs, it does."""
    state = [
        (
            household.pk,
            household.name,
            household.list_key,
            household.address,
            [vars(guest) for guest in household.guests],
        )
        for household in today
    ]
    text = json.dumps([file_digest, plan, state], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def make(found: GuestList, today: list[TodayHousehold], answered: frozenset[str] = frozenset()) -> Plan:
    """The plan for a list, given today's households. `answered` are keys of doubts with which the host carries on."""
    doubts = Doubts(answered)
    elsewhere = already_elsewhere(today)
    households = [
        _plan_household(party, household, elsewhere, doubts)
        for party, household in zip(found.parties, match(found.parties, today, doubts), strict=True)
    ]
    problems = sorted([*found.problems, *doubts.problems], key=lambda problem: (not problem.stops, problem.row or 0))
    about = (found.format, found.encoding, found.sheet, found.left_out)
    return Plan(*about, found.guests, found.extra_seats, households, problems)


def _plan_household(
    party: Party, household: TodayHousehold | None, elsewhere: dict[tuple[str, str], TodayHousehold], doubts: Doubts
) -> PlannedHousehold:
    if household is None:
        guests = [_add(person, None, elsewhere, doubts) for person in party.people]
        return PlannedHousehold(ADD, None, party.name, party.list_key, party.address, party.reason, party.rows, guests)
    pairs = _pair(party.people, list(household.guests))
    guests = [
        _compare(person, guest, household, doubts) if guest else _add(person, household, elsewhere, doubts)
        for person, guest in pairs
    ]
    changes: dict[str, str] = {}
    if party.address not in (NO_ADDRESS, household.address):
        changes["address"] = ", ".join(filter(None, party.address))
    if party.list_key not in ("", household.list_key or plain(household.name)):
        changes["list_key"] = party.list_key
    moved = bool(changes) or any(guest.action != SAME for guest in guests)
    address = party.address if party.address != NO_ADDRESS else household.address
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
    )


def _pair(people: list[Person], guests: list[TodayGuest]) -> list[tuple[Person, TodayGuest | None]]:
    """Each person of the list with the guest of that name; of two of one name, first the one with the same e-mail."""
    pairs: dict[int, TodayGuest] = {}
    left = [guest for guest in guests if guest.key]
    for by_contact in (True, False):
        for place, person in enumerate(people):
            if place in pairs:
                continue
            key = plain(person.name.whole) or person.name.whole
            for guest in left:
                same = guest.email.casefold() == person.email.casefold() and plain(guest.phone) == plain(person.phone)
                if guest.key == key and (same or not by_contact):
                    pairs[place] = guest
                    left.remove(guest)
                    break
    return [(person, pairs.get(place)) for place, person in enumerate(people)]


def _add(
    person: Person,
    household: TodayHousehold | None,
    elsewhere: dict[tuple[str, str], TodayHousehold],
    doubts: Doubts,
) -> PlannedGuest:
    name = person.name
    other = elsewhere.get((plain(name.whole) or name.whole, person.email.casefold())) if person.email else None
    if other and (household is None or other.pk != household.pk):
        message = f"{name.whole} is in “{other.name}” already, with the same e-mail address."
        doubts.stop(person.row, "", message, "add them here as well")
    return PlannedGuest(
        ADD, None, person.row, name.title[:30], name.first, name.last, person.email, person.phone, person.brings
    )


def _compare(person: Person, guest: TodayGuest, household: TodayHousehold, doubts: Doubts) -> PlannedGuest:
    """What the list changes about a guest. What it leaves blank stays as it is, and no seat is taken away."""
    told = {"title": person.name.title[:30], "email": person.email, "phone": person.phone}
    told |= {"first_name": person.name.first, "last_name": person.name.last}
    today = {"title": guest.title, "email": guest.email, "phone": guest.phone}
    today |= {"first_name": guest.first, "last_name": guest.last}
    changes = {name: value for name, value in told.items() if value and value != today[name]}
    if f"{guest.first} {guest.last}".strip() == person.name.whole:
        changes = {name: value for name, value in changes.items() if name not in ("first_name", "last_name")}
    have = sum(seat.guest_of == guest.pk for seat in household.guests)
    if person.brings < have:
        doubts.tell(
            person.row, "", f"The list gives {person.name.whole} {person.brings} extra seats; the {have} of today stay."
        )
    seats = max(0, person.brings - have)
    action = CHANGE if changes or seats else SAME
    return PlannedGuest(action, guest.pk, person.row, **{**today, **changes}, seats=seats, changes=changes)
