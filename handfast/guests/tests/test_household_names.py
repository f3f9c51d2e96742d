"""Households called by more people than have rows."""

import pytest

from handfast.guests.tests.lists import asked, counts, read


def test_somebody_whom_only_the_household_names_is_asked_about():
    found = read("Household,Name", "Ann Fox & Ben Hill,Ann Fox", "Cy Orr,Cy Orr")
    assert asked(found) == ["Household"]
    assert found.problems[0].message == ("The household is called “Ann Fox & Ben Hill”, and the list names one person.")


@pytest.mark.parametrize(
    "rows",
    [
        ["Household,Name", "Ann Fox & Ben Hill,Ann Fox", "Ann Fox & Ben Hill,Ben Hill"],
        ["Household,Name", "The Fox Family,Ann Fox", "The Fox Family,Ben Fox"],
        ["Household,Name,Plus one", "Ann and Guest,Ann Fox,yes"],
    ],
)
def test_a_household_of_those_whom_it_names_is_no_question(rows):
    assert counts(read(*rows))


def test_a_list_of_surnames_is_asked_whether_they_are_people():
    assert asked(read("Surname,Phone", "Fox,", "Hill,")) == ["Surname"]
