"""What a guest list would change: a value, made of the list and today's guests alone, that the host reads before it
is done.

Nothing here knows the database; `apply` does exactly what a plan says.
"""

import hashlib
import json
from dataclasses import dataclass, field, fields

from handfast.guests.guestlist import Doubts, GuestList, Problem
from handfast.guests.planning.comparing import others_of, plan_household
from handfast.guests.planning.gone import missing, say_waiting
from handfast.guests.planning.matching import TodayHousehold, match
from handfast.guests.planning.planned import CHANGE, SAME, Gone, PlannedGuest, PlannedHousehold
from handfast.guests.table.joining import RowOf


@dataclass
class Plan:
    """What is to be done with a whole list, and what stands against it. `sheets`, `read` and `why_sheet` are as a
    GuestList has them."""

    format: str
    encoding: str
    sheet: str
    left_out: list[str]
    guests: int
    extra_seats: int
    households: list[PlannedHousehold]
    problems: list[Problem]
    gone: list[Gone] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    why_sheet: str = ""

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
        return {**vars(self), "households": households, "problems": problems, "gone": [vars(one) for one in self.gone]}

    @classmethod
    def from_json(cls, kept: dict) -> "Plan":
        """The plan that `as_json` kept."""
        read = kept.get("read", [])
        households = [
            PlannedHousehold(
                **{
                    **one,
                    "address": tuple(one["address"]),
                    "listed": tuple(one["listed"]) if one.get("listed") else None,
                    "rows": [RowOf.at(row, read) for row in one["rows"]],
                    "guests": [PlannedGuest(**guest) for guest in one["guests"]],
                }
            )
            for one in kept["households"]
        ]
        problems = [_problem_from_json(one, read) for one in kept["problems"]]
        gone = [Gone(**one) for one in kept.get("gone", ())]
        return cls(**{**kept, "households": households, "problems": problems, "gone": gone})


def _problem_as_json(problem: Problem) -> dict:
    return {one.name: getattr(problem, one.name) for one in fields(problem)}


def _problem_from_json(kept: dict, read: list[str]) -> Problem:
    row = None if kept["row"] is None else RowOf.at(kept["row"], read)
    return Problem(**{**kept, "row": row, "instead": tuple(map(tuple, kept.get("instead", ())))})


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
    """The plan for a list, given today's households. `answered` are keys of doubts with which the host carries on, and
    of those who are gone from the list and are to be deleted."""
    doubts = Doubts(answered, headers=found.headers)
    matched = match(found.parties, today, doubts)
    others = others_of(found.parties, matched, today)
    households = [
        plan_household(party, household, others, doubts)
        for party, household in zip(found.parties, matched, strict=True)
    ]
    unread = set(found.sheets) - set(found.read)
    named = {guest.pk for household in households for guest in household.guests if guest.pk}
    say_waiting(today, named, unread, doubts)
    problems = sorted([*found.problems, *doubts.problems], key=lambda problem: (not problem.stops, problem.row or 0))
    about = (found.format, found.encoding, found.sheet, found.left_out)
    gone = missing(households, today, answered, unread)
    counted = found.guests, found.extra_seats
    return Plan(*about, *counted, households, problems, gone, found.sheets, found.read, found.why_sheet)
