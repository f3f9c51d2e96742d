"""A cell of several names: how it is read and why, and what the host may say it is instead. Pure."""

import pytest

from handfast.guests.listing import understand
from handfast.guests.people.seats import ABOVE
from handfast.guests.people.ways import ONE
from handfast.guests.planning import plan as plans
from handfast.guests.planning.plan import Plan
from handfast.guests.tests.lists import csv
from handfast.guests.uploading.answering import answered, like


def plan_of(*rows: str, carry_on: frozenset[str] = frozenset()) -> Plan:
    return plans.make(understand(csv(*rows), answers={"carry_on": sorted(carry_on)}), [], carry_on)


def ways(plan) -> list[str]:
    [problem] = [one for one in plan.problems if one.stops]
    return [problem.carry_on, *(words for _key, words in problem.instead)]


def people(plan) -> list[str]:
    return [guest.full_name for home in plan.households for guest in home.guests]


@pytest.mark.parametrize(
    ("cell", "offered"),
    [
        ("Kofi / Abena Mensah", "take it as Kofi Mensah, Abena Mensah"),
        ("Mr/Mrs John Smith", "take it as John Smith and 1 extra seat"),
        ("Sari - Encarna", "take it as Sari, Encarna"),
        ("Smith, John & Jane", "take it as John Smith, Jane Smith"),
        ("Smith, John", "take it as one person, John Smith"),
    ],
)
def test_a_cell_in_doubt_is_taken_as_the_host_says(cell, offered):
    rows = "Name", f'"{cell}"'
    asked = plan_of(*rows)
    assert ways(asked)[0] == ONE
    assert offered in ways(asked)
    said = plan_of(*rows, carry_on=frozenset([f"2:Name:{offered}"]))
    assert not said.stops
    assert "; ".join([*people(said), *["1 extra seat"] * said.extra_seats]).replace("; ", ", ") == (
        offered.removeprefix("take it as one person, ").removeprefix("take it as ").replace(" and ", ", ")
    )
    one = plan_of(*rows, carry_on=frozenset([f"2:Name:{ONE}"]))
    assert (one.guests, one.extra_seats) == (1, 0)


def test_a_cell_read_as_two_says_why_and_may_be_one():
    rows = "Name", "Ana and Luis Ray"
    plan = plan_of(*rows)
    assert not plan.stops
    [reading] = plan.problems
    assert reading.message == "“Ana and Luis Ray” is Ana Ray, Luis Ray, because of “and”."
    [(key, words)] = reading.instead
    assert words == "one person, with “and” in the name"
    one = plan_of(*rows, carry_on=frozenset([key]))
    assert people(one) == ["Ana and Luis Ray"]
    assert plan.as_json() != one.as_json()


def test_a_cell_that_names_nobody_may_be_left_out():
    rows = "Name", "Ann Fox", "Photographer", "TBD"
    asked = plan_of(*rows)
    assert [one.row for one in asked.problems if one.stops] == [3, 4]
    out = plan_of(*rows, carry_on=frozenset({"3:Name:leave it out", "4:Name:take it as an extra seat"}))
    assert (out.guests, [one.row for one in out.problems if one.stops]) == (1, [4])
    both = frozenset({"3:Name:leave it out", "4:Name:take it as an extra seat", f"4:Name:{ABOVE}"})
    said = plan_of(*rows, carry_on=both)
    assert (said.stops, said.guests, said.extra_seats) == (False, 1, 1)


def test_an_extra_seat_read_from_a_name_may_be_none():
    plan = plan_of("Name", "Ann Fox +1")
    [(key, words)] = plan.problems[0].instead
    assert (plan.extra_seats, words) == (1, "no extra seat")
    assert plan_of("Name", "Ann Fox +1", carry_on=frozenset([key])).extra_seats == 0


def test_what_is_said_of_one_cell_may_hold_for_all_like_it():
    rows = "Name", "Ana and Luis Ray", "Bo and Di Oak", "Cy & Ed Elm"
    plan = plan_of(*rows)
    assert plan.guests == 6
    problems = plan.as_json()["problems"]
    key = plan.problems[0].instead[0][0]
    assert like(problems, key) == {f"{row}:Name:one person, with “and” in the name" for row in (2, 3)}
    assert plan_of(*rows, carry_on=frozenset(answered([], problems, like(problems, key)))).guests == 4


def test_of_two_ways_the_one_said_last_counts():
    problems = plan_of("Name", '"Smith, John"').as_json()["problems"]
    first, *others = [problems[0]["key"], *(key for key, _words in problems[0]["instead"])]
    said = answered([], problems, {first})
    assert answered(said, problems, {others[0]}) == [others[0]]
    assert answered(said, problems, set(), forget=first) == []
    assert answered(said, problems, {"no such way"}) == said
