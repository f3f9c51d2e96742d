"""A file of several sheets: which of them are the guest list, read as one or one after the other."""

import io
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from handfast.guests.guestlist import Doubts, GuestList
from handfast.guests.listing import understand_sheet
from handfast.guests.models import Guest, Import
from handfast.guests.planning import plan as plans
from handfast.guests.reading.values import Limits, Refused, Sheet, Workbook
from handfast.guests.table.joining import join, shape_of
from handfast.guests.table.sheets import choose
from handfast.guests.tests.lists import TEN
from handfast.guests.tests.test_any_grid import GRIDS
from handfast.guests.tests.test_import_pages import address, apply, ask, text_of, upload, xlsx

HERS = [["Name", "Plus one"], ["Ann Fox", "yes"], ["Bo Ray", "no"]]
HIS = [["Our guests"], ["Plus one", "Email", "Name"], ["no", "c@example.org", "Cy Orr"], ["yes", "", "Di Orm"]]
HOMES = [["Household", "Name"], ["1", "Ann Fox"], ["1", "Abe Fox"]]


def sheet(name: str, rows: list[list[str]]) -> Sheet:
    return Sheet(name, list(enumerate(rows, 1)))


def read(*answered: str, **sheets: list[list[str]]) -> GuestList:
    joined = join([sheet(name, rows) for name, rows in sheets.items()])
    return understand_sheet(joined, Doubts(frozenset(answered)), Limits())


def asked(**sheets: list[list[str]]) -> Refused:
    with pytest.raises(Refused) as caught:
        choose(Workbook("XLSX", "", [sheet(name, rows) for name, rows in sheets.items()]), [])
    return caught.value


def ticked(question: Refused) -> list[str]:
    return [choice.value for choice in question.choices if choice.likely]


def people(found: GuestList) -> list[str]:
    return [person.name.whole for party in found.parties for person in party.people]


def test_sheets_of_the_same_columns_in_any_order_are_one_list():
    found = read(Hers=HERS, His=HIS)
    assert not found.stops
    assert people(found) == ["Ann Fox", "Bo Ray", "Cy Orr", "Di Orm"]
    assert found.extra_seats == 2


def test_rows_are_named_with_their_sheet():
    found = read(Hers=HERS, His=[*HIS, ["", "", "Ann Fox"]])
    [doubt] = [one for one in found.problems if one.stops]
    assert f"row {doubt.row}" == "row 5 of “His”"
    assert doubt.message == "Ann Fox also stands in row 2 of “Hers”, with nothing to tell them apart."


def test_whoever_stands_on_two_sheets_may_be_one_person():
    twice = [["Name", "Plus one"], ["Ann Fox", "2"]]
    found = read("2 of “His”:Name:they are one person; leave them out here", Hers=HERS, His=twice)
    assert (found.stops, people(found), found.extra_seats) == (False, ["Ann Fox", "Bo Ray"], 2)


def test_whoever_has_an_email_address_on_one_of_two_sheets_may_be_one_person():
    here, there = [["Name", "Email"], ["Ann Fox", ""]], [["Name", "Email"], ["Ann Fox", "ann@example.org"]]
    [doubt] = [one for one in read(A=here, B=there).problems if one.stops]
    [(one_person, _)] = doubt.instead
    [party] = read(one_person, A=here, B=there).parties
    assert [(one.name.whole, one.email) for one in party.people] == [("Ann Fox", "ann@example.org")]


def test_namesakes_on_two_sheets_are_asked_about_even_in_named_households():
    here, there = [HOMES[0], ["Fox", "Ann Fox"]], [HOMES[0], ["Vixen", "Ann Fox"]]
    assert [one.row for one in read(A=here).problems if one.stops] == []
    assert [f"{one.row}" for one in read(A=here, B=there).problems if one.stops] == ["2 of “B”"]


def test_households_that_each_sheet_counts_from_one_are_asked_about():
    other = [["Household", "Name"], ["1", "Cy Orr"], ["2", "Di Orm"]]
    [doubt] = [one for one in read(A=HOMES, B=other).problems if one.stops]
    assert "“1” stands on several sheets" in doubt.message
    one, each = (read(key, A=HOMES, B=other) for key in (doubt.key, doubt.instead[0][0]))
    assert [len(party.people) for party in one.parties] == [3, 1]
    assert [party.list_key for party in each.parties] == ["1 a", "1 b", "2"]


def test_sheets_that_look_alike_are_ticked_with_the_reason():
    question = asked(Hers=HERS, His=HIS, Caterers=[["Name", "Phone"], ["The Oven", "01584 496001"]])
    assert ticked(question) == ["His", "Hers"]
    assert "“His” and “Hers” have the same columns, and are read as one list." in question.message


def test_an_older_copy_is_not_ticked():
    question = asked(Now=[*HERS, ["Cy Orr", "no"]], Old=HERS)
    assert ticked(question) == ["Now"]
    assert "most of it also stands in “Now”" in question.choices[1].label


def test_a_sheet_that_is_called_old_is_not_ticked():
    question = asked(Now=HERS, **{"Old list": [HERS[0], ["Cy Orr", "no"], ["Di Orm", "no"], ["Ed Ray", ""]]})
    assert ticked(question) == ["Now"]
    assert question.choices[1].label.endswith("; not ticked because of its name")


@pytest.mark.parametrize(
    "other",
    [[["Name", "Address", "Plus one", "Family"], ["Cy Orr", "1 Mill Lane", "no", "Orr"]], [["Cy Orr"], ["Di Orm"]]],
)
def test_sheets_of_other_columns_are_not_read_as_one(other):
    book = Workbook("XLSX", "", [sheet("A", HERS), sheet("B", other)])
    with pytest.raises(Refused, match="cannot be read as one list") as caught:
        choose(book, ["A", "B"])
    assert ticked(caught.value) == ["A"]


def test_a_plan_keeps_the_sheets_of_its_rows():
    found = read(A=HERS, B=HIS)
    found.read = ["A", "B"]
    kept = plans.Plan.from_json(plans.make(found, []).as_json())
    assert [f"{row}" for home in kept.households for row in home.rows] == [
        "2 of “A”", "3 of “A”", "3 of “B”", "4 of “B”"
    ]  # fmt: skip


PEOPLE = st.lists(st.sampled_from(TEN), unique=True, min_size=2, max_size=10)


@given(PEOPLE, st.integers(1, 9), st.permutations(["Name", "Plus one", "Notes"]), st.sampled_from(["yes", "no", "2"]))
def test_two_sheets_hold_as_many_as_each_by_itself(people, cut, header, more):
    rows = [{"Name": name, "Plus one": more, "Notes": ""} for name in people]
    one = [["Name", "Plus one"], *([row["Name"], row["Plus one"]] for row in rows[:cut])]
    other = [header, *([row[name] for name in header] for row in rows[cut:])]
    found, whole = read(A=one, B=other), read(A=[*one, *([row["Name"], row["Plus one"]] for row in rows[cut:])])
    assert (found.guests, found.extra_seats, len(found.parties)) == (
        whole.guests, whole.extra_seats, len(whole.parties)
    )  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(GRIDS, st.lists(st.tuples(st.integers(0, 9), st.integers(1, 5), st.integers(5, 9)), max_size=2))
def test_the_same_sheet_twice_is_asked_about_or_counts_once(grid, merged):
    one = replace(sheet("A", [row for row in grid if any(cell.strip() for cell in row)]), merged=merged)
    if one.rows and shape_of(one):
        both = choose(Workbook("XLSX", "", [one, replace(one, name="B", hidden_columns=[7])]), ["A", "B"]).sheet
        found = understand_sheet(both, Doubts(), Limits())
        assert found.stops or found.guests == understand_sheet(one, Doubts(), Limits()).guests


def both(browser) -> Import:
    kept = upload(browser, xlsx(Hers=[*HERS, ["Di Orm", "no"]], His=HIS), "book.xlsx")
    ask(browser, "answers", kept, {"sheets": ["Hers", "His"]})
    kept.refresh_from_db()
    return kept


@pytest.mark.django_db
def test_no_sheet_at_all_is_no_answer(as_robin):
    kept = upload(as_robin, xlsx(Hers=HERS, His=HIS), "book.xlsx")
    page = text_of(ask(as_robin, "answers", kept, {"of_sheets": "yes"}))
    assert "Tick the sheet with your guests, or several." in page
    assert "This file has several sheets" in page


@pytest.mark.django_db
def test_rows_of_several_sheets_are_mended_where_they_stand(as_robin):
    kept = both(as_robin)
    page = as_robin.get(address("import", import_id=kept.pk)).content.decode()
    assert "Mend row 4 of “His”" in page
    where = re.search(r'href="([^"]+/rows/\d+/)" hx-get', page)[1]
    assert "Row 4 of “His”" in text_of(as_robin.get(where))
    as_robin.post(where, {"cell0": "Dora Orm"})
    kept = Import.objects.get()
    assert not any(one["stops"] for one in kept.plan["problems"])
    assert "5 guests added" in text_of(apply(as_robin, kept))
    assert Guest.objects.filter(first_name="Dora").exists()


@pytest.mark.django_db
def test_several_sheets_leave_with_their_problems_as_several(as_robin):
    kept = both(as_robin)
    file = as_robin.get(address("problems", import_id=kept.pk)).content
    book = load_workbook(io.BytesIO(file))
    assert book.sheetnames == ["Hers", "His"]
    assert "Di Orm also stands" in book["His"]["D4"].value
    again = upload(as_robin, file, "again.xlsx")
    assert [one["value"] for one in again.question["choices"] if one["likely"]] == ["Hers", "His"]


@pytest.mark.django_db
def test_sheets_of_other_columns_come_one_after_the_other_and_nobody_is_called_missing(as_robin):
    other = [["First name", "Last name"], ["Cy", "Orr"]]
    kept = upload(as_robin, xlsx(Hers=HERS, His=other), "book.xlsx")
    page = text_of(ask(as_robin, "answers", kept, {"sheets": ["Hers", "His"]}))
    assert "“Hers” and “His” cannot be read as one list" in page
    ask(as_robin, "answers", kept, {"sheets": "Hers"})
    assert "The file has another sheet" in text_of(apply(as_robin, kept))
    page = text_of(ask(as_robin, "repetition", kept, {"sheets": "His"}))
    assert "2 guests come from the sheet “Hers”, which is not read now, and stay." in page
    assert "not on this list" not in page
    apply(as_robin, Import.objects.latest("pk"))
    assert Guest.objects.exclude(first_name="").count() == 3


@pytest.mark.django_db
def test_whoever_goes_from_the_sheet_that_is_read_is_called_missing(as_robin):
    kept = upload(as_robin, xlsx(Hers=HERS, His=HIS), "book.xlsx")
    ask(as_robin, "answers", kept, {"sheets": ["Hers", "His"]})
    apply(as_robin, kept)
    kept = upload(as_robin, xlsx(Hers=HERS[:2], His=HIS), "book.xlsx")
    page = text_of(ask(as_robin, "answers", kept, {"sheets": "Hers"}))
    assert "1 guest is not on this list" in page
    assert "2 guests come from the sheet “His”" in page
    assert "The file has another sheet, “His”, which is not read" in page
