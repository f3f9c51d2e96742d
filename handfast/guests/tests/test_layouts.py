"""Lists without names for their columns, rows that are no guests, and tables written in any way."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handfast.guests.reading import child
from handfast.guests.reading.values import Limits
from handfast.guests.tests.lists import asked, counts, read

# --- Lists without names for their columns ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rows",
    [
        ["Ann,Fox,ann@example.org", "Bob,Hill,bob@example.org"],
        ["Ann Fox,ann@example.org", "Bob Hill,bob@example.org"],
        ["01584 496001,Ann Fox", "01584 496002,Bob Hill"],
    ],
)
def test_columns_without_names_are_told_by_what_is_in_them(rows):
    found = read(*rows)
    assert counts(found) == (2, 0, 2)
    assert {person.name.whole for party in found.parties for person in party.people} == {"Ann Fox", "Bob Hill"}
    assert "read column" in found.problems[0].message


def test_whether_the_first_row_is_a_guest_is_asked_where_nothing_shows_it():
    rows = "Ainm,Sloinne", "Ann,Fox", "Bob,Hill"
    question = next(one for one in read(*rows).problems if one.stops)
    assert counts(read(*rows, answered=frozenset({question.key}))) == (3, 0, 3)
    assert counts(read(*rows, answered=frozenset({question.instead[0][0]}))) == (2, 0, 2)


def test_names_of_columns_in_words_that_nobody_knows_are_no_guest():
    found = read("Ainm,Sloinne,Ríomhphost", "Ann,Fox,ann@example.org", "Bob,Hill,bob@example.org")
    assert (found.stops, found.guests) == (True, 0)


def test_surnames_first_are_told_by_coming_twice():
    found = read("Fox,Ann,ann@example.org", "Fox,Bob,bob@example.org", "Hill,Cy,")
    assert {person.name.whole for party in found.parties for person in party.people} == {
        "Ann Fox",
        "Bob Fox",
        "Cy Hill",
    }


# --- Rows -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Bride's side", "Groom's side"),
        ("FAMILY", "FRIENDS"),
        ("Table 1", "Table 2"),
        ("Freunde", "Arbeit"),
        ("Friends (12)", "Family: 8 guests"),
    ],
)
def test_rows_that_head_sections_are_left_out_and_told(first, second):
    found = read("Name,Email", first, "Ann Fox,ann@example.org", "Bob Hill", second, "Cy Orr,", "Di Ray,di@example.org")
    assert counts(found) == (4, 0, 4)
    assert [one.row for one in found.problems] == [2, 5]


@pytest.mark.parametrize("heading", ["Friends", "Parents", "Bride", "The Foxes", "Cousins"])
def test_a_row_that_may_head_a_section_or_be_guests_is_asked(heading):
    assert asked(read("Name", heading, "Ann Fox", "Bob Hill")) == ["Name"]


@pytest.mark.parametrize(
    "total", ["Total guests: 2", "Grand total,2", "Gesamt,2", ",Total,2", "TOTAL", "Total: 2 guests"]
)
def test_lines_of_totals_are_no_guests(total):
    found = read("Name,Seats,Meal", "Ann Fox,1,fish", "Bob Hill,1,beef", total)
    assert counts(found) == (2, 0, 2)
    assert [one.row for one in found.problems] == [4]


@pytest.mark.parametrize(
    "title", ["Our wedding list", "Wedding of Ann and Bob,12 June 2027", "Total,2", "List,updated 3 May"]
)
def test_what_stands_above_the_columns_names_is_no_guest(title):
    assert counts(read(title, "Name,Email", "Ann Fox,", "Bob Hill,")) == (2, 0, 2)


# --- Whatever the order -----------------------------------------------------------------------------------------------

HEADERS = ["First name", "Last name", "Household", "Plus one", "Hotel", "Dances?", "E-mail"]
VALUES = {
    "First name": ["Ann", "Bob", "Cy", "Di"], "Last name": ["Fox", "Hill"], "Household": ["A", "B", "C"],
    "Plus one": ["yes", "no", "2", ""], "Hotel": ["Ritz", ""], "Dances?": ["yes", "no", ""],
    "E-mail": ["", "ann@example.org", "bob@example.org"],
}  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_order_of_columns_and_blank_ones_change_nothing(data):
    rows = data.draw(st.lists(st.tuples(*(st.sampled_from(VALUES[name]) for name in HEADERS)), min_size=1, max_size=8))
    order = data.draw(st.permutations([*range(len(HEADERS)), None, None]))

    def turned(row: list[str] | tuple[str, ...]) -> list[str]:
        return ["" if place is None else row[place] for place in order]

    straight = read(HEADERS, *map(list, rows))
    other = read(turned(HEADERS), *map(turned, rows))
    assert (straight.guests, straight.extra_seats, len(straight.parties)) == (
        other.guests, other.extra_seats, len(other.parties),
    )  # fmt: skip
    assert sorted(asked(straight)) == sorted(asked(other))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(*(st.sampled_from(VALUES[name]) for name in HEADERS)), min_size=1, max_size=6),
    st.sampled_from(",;\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(["\n", "\r\n", "\r", "\n\n"]),
)
def test_how_a_file_is_written_changes_nothing(rows, delimiter, encoding, end):
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator=end).writerows([HEADERS, *rows])
    [[_, written, *_]] = child.read(file.getvalue().encode(encoding), "", Limits())["sheets"]
    straight, other = read(HEADERS, *map(list, rows)), read(*[cells for _, cells in written])
    assert (straight.guests, straight.extra_seats, len(straight.parties), asked(straight)) == (
        other.guests, other.extra_seats, len(other.parties), asked(other),
    )  # fmt: skip
