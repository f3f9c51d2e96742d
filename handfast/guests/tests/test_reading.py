"""Reading files: letters, delimiters, quotes, spreadsheets, and what must be refused. All through the real child."""

import io
import zipfile
from datetime import datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handfast.guests.listing import understand
from handfast.guests.reading import marks_xls
from handfast.guests.reading.spreadsheet import read
from handfast.guests.reading.values import Limits, Refused
from handfast.guests.tests.files import ods, table, with_small_stream, xls

SIMPLE = "Household,First Name,Last Name\nThe Müllers,Jürgen,Müller\nThe Müllers,Zoë,Müller\n"


def rows(data: bytes, **options):
    return [cells for _, cells in read(data, **options).sheets[0].rows]


def refused(data: bytes, **options) -> Refused:
    with pytest.raises(Refused) as caught:
        read(data, **options)
    return caught.value


def xlsx(*sheets: tuple[str, list[list]], **settings) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines in sheets:
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
        for merged in settings.get("merged", ()):
            sheet.merge_cells(merged)
        for number in settings.get("hidden_rows", ()):
            sheet.row_dimensions[number].hidden = True
        for letter in settings.get("hidden_columns", ()):
            sheet.column_dimensions[letter].hidden = True
        if name == settings.get("hidden"):
            sheet.sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("encoding", "label"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 with byte-order mark"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
    ],
)
def test_every_unicode_encoding_reads_alike(encoding, label):
    book = read(SIMPLE.encode(encoding))
    assert book.encoding == label
    assert book.sheets[0].rows[1] == (2, ["The Müllers", "Jürgen", "Müller"])
    assert book.sheets[0].rows[0][1][0] == "Household"


def test_an_old_encoding_is_read_when_only_one_reading_makes_sense():
    assert rows("Name\nJosé\nZoé\n".encode("cp1252"))[1:] == [["José"], ["Zoé"]]


def test_an_old_encoding_that_is_unsure_is_asked_about_with_examples():
    problem = refused("Name\nJosé Peña\n".encode("cp1252"))
    assert problem.question == "encoding"
    examples = {choice.value: choice.examples for choice in problem.choices}
    assert "Peña" in examples["cp1252"]
    assert "Peńa" in examples["cp1250"]
    assert rows("Name\nJosé Peña\n".encode("cp1252"), encoding="cp1252")[1] == ["José Peña"]


def test_cyrillic_is_never_guessed():
    problem = refused("guest_name\nПавло\n".encode("cp1251"))
    assert ("Павло" in choice.examples for choice in problem.choices)
    assert "cp1251" in [choice.value for choice in problem.choices]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter(delimiter):
    data = delimiter.join(["First name", "Last name"]) + "\n" + delimiter.join(["Priya", "Nair"])
    assert rows(data.encode())[1] == ["Priya", "Nair"]


def test_semicolons_inside_a_cell_do_not_decide_the_delimiter():
    assert rows(b"id,household,names\nF1,Lopez,Ana;Luis;Eva;Leo\n")[1] == ["F1", "Lopez", "Ana;Luis;Eva;Leo"]


def test_the_hint_of_a_spreadsheet_is_no_row():
    assert read(b"sep=;\r\nName;E-mail\r\nPriya;p@example.org\r\n").sheets[0].rows[0] == (1, ["Name", "E-mail"])


def test_line_endings_may_be_mixed_and_cells_may_hold_them():
    data = b'Household,Name,Address\r\nA,Ann,"1 High St\nTown"\nA,Abe,\rB,Bea,"2 Low Rd\r\nVillage"\r\n\r\nB,Ben,'
    sheet = read(data).sheets[0]
    assert [(number, cells[1]) for number, cells in sheet.rows[1:]] == [(2, "Ann"), (3, "Abe"), (4, "Bea"), (6, "Ben")]
    assert sheet.rows[1][1][2] == "1 High St\nTown"


def test_a_last_row_without_an_end_is_not_lost():
    assert len(rows("Nachname;Vorname\nNovak;Hana".encode("utf-8-sig"))) == 2


def test_a_quote_that_is_never_closed_is_refused_with_its_place():
    problem = refused(b'Household,First Name\nA,Ann\nB,"Bea\nC,Cy\n')
    assert (problem.row, problem.column) == (3, "First Name")


def test_a_quote_that_swallows_rows_and_closes_later_is_refused():
    data = b'Household,First Name,Last Name,Email\nA,Ann,One,\nB,"Bea,Two,\nC,Cy",Three,\n'
    assert refused(data).row == 3


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"<!DOCTYPE html><html><body>Email, First Name</body></html>", "web page"),
        (b"%PDF-1.7 ...", "not a table"),
        (b"\x89PNG\r\n\x1a\n....", "not a table"),
        (b"PK\x03\x04 not really", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 not really", "damaged"),
        (b"Name\nPri\0ya\n", "not a table"),
    ],
)
def test_what_is_no_list_is_refused(data, words):
    assert words in refused(data).message


def test_limits_are_kept_and_said():
    assert "1 MB" in refused(b"Name\n" * 300_000, limits=Limits(file_bytes=1_000_000)).message
    assert "200 columns" in refused(b"Name" + b",x" * 300 + b"\n" + b"a" + b",b" * 300).message
    assert "5 guests" in refused(b"Name\n" + b"Priya\n" * 200, limits=Limits(guests=5)).message
    assert refused(b"Name\nPriya\n" + b"x" * 6_000 + b"\n").row == 3


def test_a_spreadsheet_says_what_a_person_sees():
    data = xlsx(
        ("Guests", [["Name", "Phone", "Child?", "Born"], ["Priya", 447700900001, True, datetime(2020, 5, 1)]]),
        ("Empty", []),
    )
    book = read(data)
    assert (book.kind, len(book.sheets)) == ("XLSX", 1)
    assert book.sheets[0].rows[1] == (2, ["Priya", "447700900001", "True", "2020-05-01"])


def test_hidden_sheets_are_left_out_and_merged_cells_fill_downwards():
    lines = [["Household", "Name"], ["Fox", "Ann"], [None, "Bob"], ["Hill", "Cy"]]
    book = read(xlsx(("Guests", lines), ("Old", lines), hidden="Old", merged=["A2:A3"]))
    assert [sheet.name for sheet in book.sheets] == ["Guests"]
    assert [cells[0] for _, cells in book.sheets[0].rows] == ["Household", "Fox", "Fox", "Hill"]


def test_what_a_spreadsheet_hides_merges_or_cannot_work_out_is_told():
    lines = [["Name", "Seats"], ["Ann", 2], ["Bob", None], ["#N/A", None]]
    sheet = read(xlsx(("Guests", lines), merged=["B2:B3"], hidden_rows=[3])).sheets[0]
    assert (sheet.hidden, sheet.merged) == ([3], [(1, 2, 3)])
    assert [cells for _, cells in sheet.rows[1:]] == [["Ann", "2"], ["Bob", "2"], ["#N/A"]]


def test_a_truncated_spreadsheet_is_damaged():
    data = xlsx(("Guests", [["Name"], ["Priya"]]))
    assert "damaged" in refused(data[: len(data) // 2]).message


def test_an_archive_that_swells_is_refused_before_it_is_inflated():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>" + b" " * 50_000_000)
    assert "unpacks to far more" in refused(file.getvalue()).message


def test_an_archive_that_declares_entities_is_refused():
    source, target = zipfile.ZipFile(io.BytesIO(xlsx(("Guests", [["Name"], ["Priya"]])))), io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for entry in source.infolist():
            text = source.read(entry)
            if entry.filename.endswith("sheet1.xml"):
                text = text.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet', 1)
            archive.writestr(entry, text)
    assert "damaged" in refused(target.getvalue()).message


def test_a_far_cell_that_kills_the_reader_is_a_damaged_file():
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "Name", "x"
    file = io.BytesIO()
    book.save(file)
    assert "columns" in refused(file.getvalue()).message or "damaged" in refused(file.getvalue()).message


def test_a_reader_out_of_memory_is_a_damaged_file():
    assert "damaged" in refused(SIMPLE.encode(), limits=Limits(memory=20_000_000)).message


def test_an_opendocument_spreadsheet_is_read():
    book = read(ods(table([("Name", "Household"), ("Zoë Fox", "A")])))
    assert (book.kind, book.sheets[0].rows) == ("ODS", [(1, ["Name", "Household"]), (2, ["Zoë Fox", "A"])])


FOUR = [["Name", "Seats"], ["Ann", "1"], ["Bob", "2"], ["Cy", "3"]]
OLD = xls({"Guests": FOUR, "Old": FOUR}, hidden="Old", hidden_rows=[3, 4], hidden_column=1)


@pytest.mark.parametrize(
    "data",
    [
        xlsx(("Guests", FOUR), ("Old", FOUR), hidden="Old", hidden_rows=[3, 4], hidden_columns="B"),
        ods(table(FOUR, hidden_rows=[3, 4], hidden_columns=[1]), table(FOUR, "Old", hidden=True)),
        OLD,
        with_small_stream(OLD),
    ],
    ids=["xlsx", "ods", "xls", "xls, short"],
)
def test_what_a_spreadsheet_hides_is_told(data):
    book = read(data)
    [sheet] = book.sheets
    assert (sheet.name, sheet.rows) == ("Guests", list(enumerate(FOUR, 1)))
    assert (sheet.hidden, sheet.hidden_columns, book.hidden) == ([3, 4], [1], ["Old"])


def test_a_file_of_hidden_sheets_says_so():
    data = xls({"Guests": FOUR}, hidden="Guests")
    with pytest.raises(Refused, match="hidden: “Guests”"):
        understand(data)


def test_merged_cells_of_an_opendocument_sheet_fill_downwards():
    sheet = read(ods(table(FOUR, merged=[(2, 1)]))).sheets[0]
    assert sheet.merged == [(1, 2, 3)]
    assert [cells[1] for _, cells in sheet.rows] == ["Seats", "1", "1", "3"]


def test_rows_that_were_deleted_in_an_opendocument_sheet_are_not_counted():
    tracked = "<table:tracked-changes><table:table-row/><table:table-row/></table:tracked-changes>"
    assert read(ods(tracked, table(FOUR, hidden_rows=[3]))).sheets[0].hidden == [3]


@given(st.integers(0, len(OLD) - 1), st.binary(min_size=1, max_size=8))
def test_a_spoilt_compound_file_breaks_nothing(at, noise):
    assert len(marks_xls.marks_of(OLD[:at] + noise + OLD[at + len(noise) :])) <= len(OLD)
