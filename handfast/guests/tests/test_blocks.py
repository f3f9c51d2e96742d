"""Blank rows between households."""

import pytest

from handfast.guests.listing import understand
from handfast.guests.tests.lists import csv

PARTED = ["Name,Phone", "Ann Fox,", "", "Bob Hill,", "Flo Hill,", "", "Cy Orr,", "Di Orr,", "Ed Orr,"]


def households(*rows, **answers):
    found = understand(csv(*rows), answers=answers)
    return [one.message for one in found.problems if one.stops], [party.name for party in found.parties]


def test_short_blocks_may_be_households_as_the_host_says():
    asked, _ = households(*PARTED)
    assert asked == ["Blank rows part this list into 3 blocks of at most 3 rows. Are they households?"]
    each = ["Ann Fox", "Bob & Flo Hill", "Cy, Di & Ed Orr"]
    assert households(*PARTED, carry_on=["4::each block is one household"]) == ([], each)
    asked, found = households(*PARTED, carry_on=["4::blank rows mean nothing"])
    assert (asked, len(found)) == ([], 6)


@pytest.mark.parametrize(
    "rows",
    [
        ["Name", "Ann Fox", "", "Bob Hill", "Cy Orr"],
        ["Name", "Ann Fox", "", "Bob Hill", "", "Cy Orr", "", "Di Orm"],
        ["Household,Name", "1,Ann Fox", "", "2,Bob Hill", "2,Flo Hill", "", "3,Cy Orr"],
        ["Name", *(f"{letter}ann Fox" for letter in "ABCDEFGHI"), "", "Bob Hill", "", "Cy Orr"],
    ],
)
def test_other_blank_rows_are_no_question(rows):
    assert households(*rows)[0] == []
