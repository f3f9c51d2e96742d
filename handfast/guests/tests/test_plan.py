"""Comparing a list with today's guests. Pure: no database."""

from collections import Counter
from dataclasses import replace

from handfast.guests.guestlist import NO_ADDRESS
from handfast.guests.listing import understand
from handfast.guests.planning import plan as plans
from handfast.guests.planning.gone import Ties, weighed
from handfast.guests.planning.matching import TodayGuest, TodayHousehold
from handfast.guests.planning.plan import Plan
from handfast.guests.planning.planned import ADD, CHANGE, SAME, Gone
from handfast.guests.tests.lists import SEED, csv


def applied(plan: Plan) -> list[TodayHousehold]:
    """Today's guests, had nobody been there and the plan been applied."""
    pk, households = iter(range(1, 10_000)), []
    for planned in plan.households:
        guests = []
        for guest in planned.guests:
            name = (guest.title, guest.first_name, guest.last_name, guest.email, guest.phone)
            guests.append(TodayGuest(next(pk), None, *name))
            guests += [TodayGuest(next(pk), guests[-1].pk, "", "", "", "", "") for _ in range(guest.seats)]
        households.append(
            TodayHousehold(next(pk), planned.name, planned.list_key, tuple(planned.address), tuple(guests))
        )
    return households


def today_of(*rows: str) -> list[TodayHousehold]:
    return applied(plan_of(*rows))


def plan_of(*rows: str, today: list[TodayHousehold] | None = None, carry_on: frozenset[str] = frozenset()) -> Plan:
    return plans.make(understand(csv(*rows)), today or [], carry_on)


def counts(plan: Plan):
    assert not plan.stops, plan.problems
    return plan.count(ADD), plan.count(CHANGE), plan.count(SAME)


FIRST = ("Household,First Name,Last Name,Email", "A,Ann,One,ann@example.org", "A,Abe,One,", "B,Bea,Two,bea@example.org")
SECOND = (FIRST[0], "A,Ann,One,ann.new@example.org", *FIRST[2:], "C,Cy,Three,cy@example.org")


def test_a_first_list_is_all_new():
    assert counts(plan_of(*FIRST)) == (3, 0, 0)


def test_a_changed_list_changes_what_changed_and_adds_what_is_new():
    plan = plan_of(*SECOND, today=today_of(*FIRST))
    assert counts(plan) == (1, 1, 2)
    assert plan.households[0].guests[0].changes == {"email": "ann.new@example.org"}


def test_the_same_list_again_is_all_the_same():
    assert counts(plan_of(*SECOND, today=today_of(*SECOND))) == (0, 0, 4)
    seed = SEED.splitlines()
    assert counts(plan_of(*seed, today=today_of(*seed))) == (0, 0, 11)


def test_a_blank_cell_takes_nothing_away():
    without = (FIRST[0], "A,Ann,One,", "A,Abe,One,", "B,Bea,Two,")
    assert counts(plan_of(*without, today=today_of(*FIRST))) == (0, 0, 3)


def test_a_household_that_moved_is_found_by_its_people():
    here = "Name,Address,Postcode", "Ann Fox,1 Mill Lane,YO1", "Bob Fox,1 Mill Lane,YO1"
    there = "Name,Address,Postcode", "Ann Fox,2 Quay Street,BS1", "Bob Fox,2 Quay Street,BS1"
    plan = plan_of(*there, today=today_of(*here))
    assert counts(plan) == (0, 2, 0)
    assert plan.households[0].changes["address"] == "2 Quay Street, BS1"


def test_a_list_that_now_names_households_finds_those_of_before():
    before = today_of("Name,Address", "Ann Fox,1 Mill Lane", "Bob Fox,1 Mill Lane", "Cy Ray,2 Mill Lane")
    plan = plan_of("Household,Name", "F,Ann Fox", "F,Bob Fox", "R,Cy Ray", today=before)
    assert [one.pk for one in plan.households] == [one.pk for one in before]


def test_namesakes_in_other_households_stay_apart():
    rows = "Household,Name,Email", "London,John Smith,a@example.org", "Leeds,John Smith,b@example.org"
    assert counts(plan_of(*rows, today=today_of(*rows))) == (0, 0, 2)


def test_people_of_one_bare_name_are_as_many_the_second_time():
    rows = "nombre", "Mama", "Papa", "Mama", "Mama"
    assert counts(plan_of(*rows, today=today_of(*rows))) == (0, 0, 4)


def test_an_id_that_stands_for_other_people_now_is_asked_about():
    plan = plan_of("Household ID,Name", "1,Di Oak", today=today_of("Household ID,Name", "1,Ann Fox"))
    assert plan.stops
    assert plan.problems[0].carry_on == "add them to that household"


def test_a_guest_who_is_elsewhere_with_the_same_email_is_asked_about():
    today = today_of("Household,Name,Email", "A,Ann Fox,ann@example.org", "A,Bob Fox,")
    plan = plan_of("Household,Name,Email", "B,Ann Fox,ann@example.org", "B,Cy Ray,", "B,Di Ray,", today=today)
    assert plan.stops


def test_seats_are_added_and_never_taken():
    one, two = ("Name,Plus One", "Ann Fox,1"), ("Name,Plus One", "Ann Fox,2")
    assert plan_of(*two, today=today_of(*one)).households[0].guests[0].seats == 1
    fewer = plan_of(*one, today=today_of(*two))
    assert counts(fewer) == (0, 0, 1)
    assert "stay" in fewer.problems[0].message


def test_a_seat_that_was_named_is_the_person_the_list_names_later():
    [home] = today_of("Household,Name,Plus One", "A,Priya Nair,yes")
    named = replace(home.guests[1], first="Omar", last="Aziz")
    plan = plan_of(
        "Household,Name,Plus One",
        "A,Priya Nair,",
        "A,Omar Aziz,",
        today=[replace(home, guests=(home.guests[0], named))],
    )
    assert plan.count(ADD) == 0


def by_hand(today: list[TodayHousehold], name: str, **changed: str) -> list[TodayHousehold]:
    """Today's guests after a host changed something of one of them, whom the last list had otherwise."""
    homes = []
    for home in today:
        guests = []
        for guest in home.guests:
            said = (guest.title, guest.first, guest.last, guest.email, guest.phone)
            guests.append(replace(guest, listed=said, **changed) if guest.first == name else guest)
        homes.append(replace(home, guests=tuple(guests)))
    return homes


def test_what_a_host_changed_since_the_last_list_outlives_the_same_list():
    today = by_hand(today_of(*FIRST), "Ann", email="by.hand@example.org")
    plan = plan_of(*FIRST, today=today)
    assert counts(plan) == (0, 0, 3)
    assert plan.households[0].guests[0].listed[3] == "ann@example.org"
    assert "that stays" in plan.problems[0].message


def test_where_host_and_list_both_changed_something_the_host_chooses():
    today = by_hand(today_of(*FIRST), "Ann", email="by.hand@example.org")
    asked = plan_of(*SECOND, today=today)
    [problem] = [one for one in asked.problems if one.kind == "conflict"]
    assert (problem.stops, problem.row, problem.column) == (True, 2, "Email")
    taken = plan_of(*SECOND, today=today, carry_on=frozenset([problem.key]))
    assert taken.households[0].guests[0].email == "ann.new@example.org"
    [(keep, _words)] = problem.instead
    kept = plan_of(*SECOND, today=today, carry_on=frozenset([keep]))
    assert counts(kept) == (1, 0, 3)
    assert kept.households[0].guests[0].email == "by.hand@example.org"


def test_a_guest_whose_name_was_mended_here_is_still_the_one_of_the_list():
    today = by_hand(today_of(*FIRST), "Bea", first="Beatrix")
    plan = plan_of(*FIRST, today=today)
    assert counts(plan) == (0, 0, 3)
    assert plan.gone == []


def test_an_address_changed_here_outlives_the_same_list():
    rows = "Household,Name,Address,City", "A,Ann Fox,1 Mill Lane,York"
    [home] = today_of(*rows)
    moved = replace(home, address=("9 Quay", "", "Bath", "", "", ""), listed=home.address)
    plan = plan_of(*rows, today=[moved])
    assert counts(plan) == (0, 0, 1)
    assert plan.households[0].address[0] == "9 Quay"
    assert plan.households[0].listed == home.address


def test_who_is_gone_from_the_list_is_said_and_stays_until_ticked():
    today = today_of(*FIRST)
    plan = plan_of(FIRST[0], FIRST[1], today=today)
    assert [(one.name, one.people, one.guest is None, one.deleted) for one in plan.gone] == [
        ("A", ["Abe One"], False, False),
        ("B", ["Bea Two"], True, False),
    ]
    ticked = plan_of(FIRST[0], FIRST[1], today=today, carry_on=frozenset([plan.gone[1].key]))
    assert [one.deleted for one in ticked.gone] == [False, True]


def test_somebody_who_is_held_is_not_deleted_though_ticked():
    gone = Gone(1, None, "A", ["Ann"], [2], ticked=True)
    ties = {("guest", 2): Ties(lost=Counter(replies=2)), ("household", 1): Ties(held=Counter(gifts=1))}
    [weighed_one] = weighed([gone], ties, list)
    assert (weighed_one.lost, weighed_one.held, weighed_one.deleted) == (["replies"], ["gifts"], False)


def test_the_digest_stands_for_file_plan_and_guests():
    plan, today = plan_of(*FIRST).as_json(), today_of(*FIRST)
    digests = {
        plans.digest("a", plan, today),
        plans.digest("b", plan, today),
        plans.digest("a", plan_of(*SECOND).as_json(), today),
        plans.digest("a", plan, today[:-1]),
        plans.digest("a", plan, [replace(today[0], address=("x", *NO_ADDRESS[1:])), *today[1:]]),
    }
    assert len(digests) == 5
    assert plans.digest("a", plan, today) in digests


def test_a_plan_is_kept_whole():
    plan = plan_of(*SECOND, "D,New,Guest,", today=today_of(*FIRST))
    assert Plan.from_json(plan.as_json()) == plan
