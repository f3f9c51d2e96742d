"""Whatever is in the cells: the list is read or refused, and reading it again after applying changes nothing."""

import csv
import io

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handfast.guests.guestlist import Doubts
from handfast.guests.listing import understand_sheet
from handfast.guests.planning import plan as plans
from handfast.guests.planning.planned import SAME
from handfast.guests.reading import child
from handfast.guests.reading.values import Limits, Refused, Sheet
from handfast.guests.tests.test_plan import applied
from handfast.guests.wording.cells import read, read_list

HEADERS = st.sampled_from(
    """name|first name|last name|household|group|family|plus one|partner|email|phone|address|postcode|city|count
guest names|name on envelope|title|child|children|rsvp|notes|plus one name|Name02|child 1 first name|apero|""".replace(
        "\n", "|"
    ).split("|")
)
CELLS = st.one_of(
    st.sampled_from(
        """Ann|Bob|Fox|Ann Fox|Bob Fox|Ann & Bob|Guest|+1|yes|no|TRUE|0|1|2|3|1 Mill Lane|York|YO1 1AA|a@example.org
TOTAL|Mama|The Foxes|Fox Family|Mr.|Ann +1|Mr & Mrs Bob Fox|Guest of Ann|Fox, Ann|Ann and his wife|Bob + 2 kids
Ann, Bob and Cy|Mr. and Mrs.|Tom (4), Zoe|your +1|||""".replace("\n", "|").split("|")
    ),
    st.text(max_size=12),
)
GRIDS = st.lists(HEADERS, min_size=1, max_size=6).flatmap(
    lambda headers: st.lists(st.lists(CELLS, max_size=len(headers) + 1), max_size=8).map(lambda rows: [headers, *rows])
)


def sheet_of(grid: list[list[str]]) -> Sheet:
    rows = [(number, row) for number, row in enumerate(grid, 1) if any(cell.strip() for cell in row)]
    return Sheet("", rows)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(GRIDS)
def test_any_grid_is_read_or_refused_and_is_the_same_after_applying(grid):
    sheet = sheet_of(grid)
    if not sheet.rows:
        return
    found = understand_sheet(sheet, Doubts(), Limits())
    if found.stops:
        # Carrying on with everything that may be carried on with must not break anything either.
        answered = frozenset(problem.key for problem in found.problems if problem.key)
        found = understand_sheet(sheet, Doubts(answered), Limits())
    if found.stops or not found.parties:
        return
    answered = frozenset()
    for _ in range(5):
        first = plans.make(found, [], answered)
        answered |= frozenset(problem.key for problem in first.problems if problem.key)
    today = applied(first)
    again = plans.make(found, today, answered)
    again = plans.make(found, today, answered | frozenset(problem.key for problem in again.problems if problem.key))
    assert again.count(SAME) == found.guests, again.problems
    assert not any(guest.seats or guest.changes for one in again.households for guest in one.guests)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(GRIDS.flatmap(lambda grid: st.tuples(st.just(grid), st.permutations(grid[1:]))))
def test_the_order_of_rows_never_changes_the_counts(orders):
    grid, rows = orders
    counted = set()
    for one in (grid, [grid[0], *rows]):
        found = understand_sheet(sheet_of(one), Doubts(), Limits()) if sheet_of(one).rows else None
        if found and not found.stops:
            counted.add((found.guests, found.extra_seats, len(found.parties)))
    assert len(counted) < 2


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_a_name_a_seat_or_a_doubt(text):
    for found in (read(text), read_list(text, 2)):
        assert found.doubt or found.names or found.seats or not text.strip(" \t\n;") or not text.strip()
        assert all(name.whole for name in found.names)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    try:
        answer = child.read(data, "", Limits())
    except Refused:
        return
    assert all(cell for _, rows, *_ in answer["sheets"] for _, row in rows for cell in row[-1:])


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.lists(st.text(max_size=8), min_size=4, max_size=4), min_size=1, max_size=6),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_a_spreadsheet_writes_is_read_back_cell_by_cell(rows, delimiter, encoding):
    rows = [["First name", "Last name", "Email", "Notes"], *rows]
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    try:
        answer = child.read(file.getvalue().encode(encoding), "", Limits())
    except (Refused, UnicodeEncodeError):
        return  # a cell of its own line breaks and delimiters may look like rows run together
    read_back = [row + [""] * (4 - len(row)) for _, row in answer["sheets"][0][1]]
    assert [_shown(row) for row in read_back] == [_shown(row) for row in rows if any(cell.strip() for cell in row)]


def _shown(row: list[str]) -> list[str]:
    """A row without what cannot be seen in a cell that holds nothing else."""
    return [cell if cell.strip() else "" for cell in row]
