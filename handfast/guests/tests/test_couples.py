"""Rows of one name that another column calls a couple or a family."""

import pytest

from handfast.guests.tests.lists import asked, beside, counts, read


def test_who_comes_along_with_one_who_is_called_a_couple_is_asked_once():
    found = beside("Type", "Couple", "Single", "couple", "Paar")
    assert asked(found) == ["Type"]
    assert "Ann Fox and 2 others" in found.problems[0].message


def test_a_seat_is_given_to_each_couple_if_the_host_says_so():
    rows = ["Name,Type", "Ann Fox,Couple", "Bob Hill,Single", "Cy Orr,Couple"]
    seats = read(*rows, answered=frozenset({"2:Type:an extra seat for each"}))
    assert counts(seats) == (3, 2, 3)
    assert counts(read(*rows, answered=frozenset({"2:Type:go by the names"}))) == (3, 0, 3)


def test_a_couple_of_which_both_are_named_is_no_question():
    assert counts(beside("Type", "", "Single")) == (2, 0, 2)
    assert counts(read("Name,Type", "Ann & Bob Fox,Couple", "Cy Orr,Single")) == (3, 0, 2)
    shared = read("Household,Name,Type", "Fox,Ann Fox,Couple", "Fox,Bob Fox,Couple", "Orr,Cy Orr,Single")
    assert counts(shared) == (3, 0, 2)


def test_family_says_how_many_they_are_only_beside_singles():
    assert asked(beside("Category", "Family", "Individual")) == ["Category"]
    assert counts(beside("Category", "Family", "Friends", "Family")) == (3, 0, 3)


@pytest.mark.parametrize("words", [("Couple", "Single", "Family"), ("2 adults", "1 adult")])
def test_a_group_that_says_how_many_they_are_is_not_just_left_out(words):
    assert "Group" in asked(beside("Group", *(words * 4)))
