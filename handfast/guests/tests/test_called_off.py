"""Columns that take guests off the list again are asked about, once each."""

import pytest

from handfast.guests.guestlist import GuestList
from handfast.guests.listing import understand


def read(*rows: str, carry_on: tuple[str, ...] = ()) -> GuestList:
    return understand("\n".join(rows).encode(), answers={"carry_on": list(carry_on)})


@pytest.mark.parametrize(
    ("header", "off", "on"),
    [
        ("Invited", "no", "yes"),
        ("Eingeladen", "nein", "ja"),
        ("Cancelled", "x", ""),
        ("Status", "uninvited", "invited"),
        ("Notes", "deceased", ""),
        ("Remove", "yes", "no"),
    ],
)
def test_guests_who_may_be_off_the_list_are_asked_about_once_and_can_be_left_out(
    header: str, off: str, on: str
) -> None:
    rows = (f"Name,{header}", f"Ada Hay,{off}", f"Ida Lux,{on}", f"Ben Orr,{off}")
    found = read(*rows)
    (problem,) = [problem for problem in found.problems if problem.stops]
    assert (problem.row, problem.column, found.guests) == (2, header, 3)
    assert "rows 2 and 4" in problem.message
    keys = {words: key for key, words in ((problem.key, problem.carry_on), *problem.instead)}
    without = read(*rows, carry_on=(keys["leave those rows out"],))
    assert (without.guests, without.stops) == (1, False)
    kept = read(*rows, carry_on=(keys["they are guests all the same"],))
    assert (kept.guests, kept.stops) == (3, False)


def test_who_answered_or_will_not_come_stays_on_the_list() -> None:
    found = read("Name,RSVP,Invitation sent,Cancelled", "Ada Hay,declined,no,no", "Ida Lux,accepted,yes,")
    assert (found.guests, found.stops) == (2, False)
