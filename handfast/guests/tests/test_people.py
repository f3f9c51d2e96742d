"""The people of a list, seen from the whole of it: names turned about, seats in rows of their own, couples by title,
children in a cell."""

import pytest

from handfast.guests.listing import understand
from handfast.guests.people.seats import ABOVE, CALLED
from handfast.guests.tests.lists import csv, read
from handfast.guests.tests.test_lists import counts, stops


def people(data: bytes, **answers) -> list[list[str]]:
    """The names in each household, with a "+" for each seat."""
    found = understand(data, answers=answers)
    assert not found.stops, [(one.row, one.column, one.message) for one in found.problems]
    return [[one.name.whole + "+" * one.brings for one in party.people] for party in found.parties]


def test_surnames_stand_first_where_the_column_shows_it():
    data = csv("Name", '"Fox, Ann"', '"Hill, Bob +1"', '"Day, Claire & Dan"', "Cher")
    assert people(data) == [["Ann Fox"], ["Bob Hill+"], ["Claire Day", "Dan Day"], ["Cher"]]
    assert people(csv('"Name (last, first)"', '"Xu, Zhi"', '"Vo, Que"')) == [["Zhi Xu"], ["Que Vo"]]
    assert people(csv("Name", '"XU, Zhi"', '"VO, Que"')) == [["Zhi XU"], ["Que VO"]]


def test_what_stands_on_either_side_of_a_comma_is_asked_once_for_the_whole_column():
    data = csv("Name", '"Zhi, Xu"', '"Que, Vo"')
    assert stops(data) == [(2, "Name")]
    assert people(data, carry_on=["2:Name:surname, then first name"]) == [["Xu Zhi"], ["Vo Que"]]
    assert people(data, carry_on=["2:Name:two people in each cell"]) == [["Zhi", "Xu"], ["Que", "Vo"]]


def test_a_column_read_with_the_surname_first_may_be_said_to_be_couples():
    data = csv("Name", '"Fox, Ann"', '"Hill, Bob"')
    assert counts(data) == (2, 0, 2)
    assert counts(data, carry_on=["2:Name:two people in each cell"]) == (4, 0, 2)


def test_couples_of_first_names_are_never_taken_for_surnames():
    assert stops(csv("Name", '"Ann, Bob"', '"Claire, Dan"')) == [(2, "Name")]


def test_a_seat_goes_to_whoever_it_names():
    data = csv("Name", "Ann Fox", "Bob Hill", "Guest of Ann Fox", "Bob's +1")
    assert people(data) == [["Ann Fox+"], ["Bob Hill+"]]


@pytest.mark.parametrize("host", ["Dan Day", "Ann"])
def test_a_seat_of_nobody_or_of_one_of_several_is_asked_about(host):
    data = csv("Name", "Ann Fox", "Ann Hill", f"Guest of {host}")
    assert stops(data) == [(4, "Name")]
    assert people(data, carry_on=[f"4:Name:{ABOVE}"]) == [["Ann Fox"], ["Ann Hill+"]]
    assert people(data, carry_on=["4:Name:leave it out"]) == [["Ann Fox"], ["Ann Hill"]]


def test_a_household_that_is_only_a_seat_may_be_a_guest_without_a_name():
    data = csv("Household,Name", "A,Ann Fox", "B,Guest")
    assert stops(data) == [(3, "Name")]
    assert people(data, carry_on=[f"3:Name:{CALLED}"]) == [["Ann Fox"], ["Guest"]]


def test_a_name_said_again_for_its_plus_one_is_one_person_if_the_host_says_so():
    data = csv("Household,Name", "A,Ann Fox", "A,Ann Fox +1")
    assert stops(data) == [(3, "Name")]
    assert people(data, carry_on=["3:Name:they are one person"]) == [["Ann Fox+"]]


def test_a_title_of_two_is_a_couple_whom_a_spouse_completes():
    data = csv("Title,First,Last,Spouse", "Mr. and Mrs.,Abe,Fox,Rae", "Mr & Mrs,Bo,Hill,", "Ms.,Cy,Day,")
    assert people(data) == [["Abe Fox", "Rae"], ["Bo Hill+"], ["Cy Day"]]


@pytest.mark.parametrize("title", ["Familie", "Fam.", "Eheleute", "Family", "Couple"])
def test_a_title_of_a_family_beside_one_name_is_asked_about(title):
    found = read("Anrede,Vorname,Nachname", "Herr,Jan,Ott", f"{title},Hans,Abt")
    assert [one.row for one in found.problems if one.stops] == [3]


def test_a_spouse_who_repeats_the_person_or_whom_the_title_denies_is_asked_about():
    data = csv("Title,First,Last,Spouse", "Mr. and Mrs.,Abe,Fox,Rae", "Mrs.,Ida,Fox,Ida", "Mr.,Sol,Hill,Mira")
    assert stops(data) == [(3, "Spouse"), (4, "Spouse")]
    said = ["3:Spouse:it is the same person", "4:Spouse:leave them out"]
    assert people(data, carry_on=said) == [["Abe Fox", "Rae"], ["Ida Fox"], ["Sol Hill"]]
    assert counts(csv("Title,First,Last,Spouse", "Mr.,Sol,Hill,Mira", "Ms.,Di,Oak,")) == (3, 0, 2)


def test_children_in_a_cell_are_people_and_a_number_of_them_a_question():
    data = csv("Name,Kids", 'Ann Fox,"Tom (4), Zoe"', "Bob Hill,Kids: Una", "Cy Day,none")
    assert people(data) == [["Ann Fox", "Tom", "Zoe"], ["Bob Hill", "Una"], ["Cy Day"]]
    data = csv("Name,Kids", "Ann Fox,2")
    assert stops(data) == [(2, "Kids")]
    assert counts(data, carry_on=["2:Kids:an extra seat for each"]) == (1, 2, 1)
    assert counts(data, carry_on=["2:Kids:leave them out"]) == (1, 0, 1)


def test_a_remark_among_names_in_capitals_is_asked_about():
    rows = "Ann Fox", "Bob Hill", "Cy Day", "Di Oak", "Ed Elm", "pays for the flowers"
    assert stops(csv("Name", *rows)) == [(7, "Name")]
    assert stops(csv("Name", *rows[:5], "Bus driver")) == [(7, "Name")]
    assert counts(csv("Name", *(row.lower() for row in rows[:5]))) == (5, 0, 5)


def test_a_plus_one_who_is_denied_and_named_is_asked_about():
    data = csv("Name,Plus One,Plus One Name", "Ann Fox,No,Bob Hill", "Cy Day,No,")
    assert stops(data) == [(2, "Plus One")]


def test_first_names_before_one_surname_are_people():
    data = csv("First Name,Last Name", '"Ann, Bob & Cy",Fox', "Ed,Elm")
    assert people(data) == [["Ann Fox", "Bob Fox", "Cy Fox"], ["Ed Elm"]]


def test_a_couple_by_title_is_one_in_a_column_of_several_names_too():
    assert people(csv("Guests", "Mr & Mrs Paul Hay", "Mr & Mrs John and Jane Fox", "Tom +1")) == [
        ["Paul Hay+"], ["John Fox", "Jane Fox"], ["Tom+"]
    ]  # fmt: skip


@pytest.mark.parametrize("envelope", ["Mr & Mrs Fox", "The Fox Family", "Familie Fox", "The Foxes", "Ann Fox and kids"])
def test_several_on_the_envelope_of_one_are_asked_about(envelope):
    assert stops(csv("Name on Envelope,First Name,Last Name", f"{envelope},Ann,Fox")) == [(2, "Name on Envelope")]


@pytest.mark.parametrize(("envelope", "asked"), [("Ann & Bo Fox and Family", True), ("Ann Fox & kids", False)])
def test_more_on_an_envelope_than_the_list_names_are_asked_about(envelope, asked):
    rows = [["Name on Envelope", "Household", "First Name", "Last Name"], [envelope, "A", "Ann", "Fox"]]
    found = read(*rows, ["", "A", "Bo", "Fox"])
    assert [one.column for one in found.problems if one.stops] == (["Name on Envelope"] if asked else [])


def test_a_family_on_the_envelope_of_a_list_with_a_row_for_each_is_only_told():
    header = "First Name,Last Name,Party,Tags,Name on Envelope,RSVP"
    found = understand(csv(header, "Ann,Fox,Fox Party,,The Fox Family,Pending"))
    assert (found.guests, [one.message for one in found.problems]) == (
        1, ["The envelope says “The Fox Family”, and the list names one person."]
    )  # fmt: skip


def test_a_first_name_for_a_plus_one_is_asked_about():
    data = csv("Name,Plus One", "Ann Fox,Bob")
    assert people(data, carry_on=["2:Plus One:they come along"]) == [["Ann Fox", "Bob"]]
    assert people(data, carry_on=["2:Plus One:no extra seat"]) == [["Ann Fox"]]
