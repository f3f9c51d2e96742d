"""What a spreadsheet shows otherwise than it holds is asked about, and done as the host says."""

from handfast.guests.listing import understand
from handfast.guests.tests.test_reading import xlsx

NAMES = [["Name", "Seats"], ["Ann Fox", 1], ["Bob Hill", 1], ["Cy Orr", 1]]


def asked(data: bytes, *ways: int) -> list[tuple[int | None, str]]:
    """Where the list is asked about, after each question was answered in one of its ways, by number."""
    answers: list[str] = []
    for way in ways:
        question = next(one for one in understand(data, answers={"carry_on": answers}).problems if one.stops)
        answers.append([question.key, *(key for key, _ in question.instead)][way])
    return [(one.row, one.column) for one in understand(data, answers={"carry_on": answers}).problems if one.stops]


def guests(data: bytes, way: int) -> tuple[int, int]:
    question = next(one for one in understand(data).problems if one.stops)
    key = [question.key, *(key for key, _ in question.instead)][way]
    found = understand(data, answers={"carry_on": [key]})
    return found.guests, found.extra_seats


def test_hidden_rows_are_guests_or_not_as_the_host_says():
    data = xlsx(("Guests", NAMES), hidden_rows=[3])
    assert asked(data) == [(3, "")]
    assert asked(data, 0) == asked(data, 1) == []
    assert (guests(data, 0), guests(data, 1)) == ((3, 0), (2, 0))


def test_a_number_merged_over_rows_counts_once_or_in_each():
    lines = [["Name", "Plus one"], ["Ann Fox", "yes"], ["Bob Fox", None]]
    data = xlsx(("Guests", lines), merged=["B2:B3"])
    assert asked(data) == [(2, "Plus one")]
    assert (guests(data, 0), guests(data, 1)) == ((2, 1), (2, 2))


def test_a_cell_that_cannot_be_worked_out_is_no_blank_row():
    assert asked(xlsx(("Guests", [*NAMES, ["#REF!", None]]))) == [(5, "Name")]


def test_a_hidden_column_is_read_or_not_as_the_host_says():
    lines = [["Name", "Plus one", "Notes"], ["Ann Fox", "yes", "vegan"], ["Bob Hill", "no", ""]]
    data = xlsx(("Guests", lines), hidden_columns="BC")
    assert asked(data) == [(None, "Plus one")]
    assert (guests(data, 0), guests(data, 1)) == ((2, 1), (2, 0))


def test_a_hidden_column_of_remarks_is_not_asked_about():
    assert asked(xlsx(("Guests", [["Name", "Notes"], ["Ann Fox", "vegan"]]), hidden_columns="B")) == []


def test_a_hidden_sheet_is_told():
    found = understand(xlsx(("Guests", NAMES), ("Old", NAMES), hidden="Old"))
    assert [one.message for one in found.problems] == ["The spreadsheet hides its sheet “Old”, which is not read."]
