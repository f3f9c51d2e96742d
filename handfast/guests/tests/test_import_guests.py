"""The command, on the same path as the page."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from handfast.core.spreadsheets import as_xlsx_of_sheets
from handfast.guests.models import Guest, Household, Import
from handfast.guests.tests.lists import SEED, csv

pytestmark = pytest.mark.django_db


def run(path: Path, *options: str) -> tuple[int, dict]:
    """(exit status, the JSON it wrote)"""
    out, status = StringIO(), 0
    try:
        call_command("import_guests", str(path), "--wedding", "robin-and-sam", "--json", *options, stdout=out)
    except SystemExit as end:
        status = int(end.code or 0)
    return status, json.loads(out.getvalue())


@pytest.fixture
def seed(tmp_path, robin_and_sams) -> Path:
    path = tmp_path / "guests.csv"
    path.write_text(SEED, encoding="utf-8")
    return path


def test_it_answers_with_every_figure(seed):
    status, answer = run(seed)
    assert status == 0
    assert answer == {
        "format": "Handfast's own list", "encoding": "UTF-8", "households": 6, "guests": 11, "extra_seats": 2,
        "created": 11, "updated": 0, "unchanged": 0, "problems": [],
    }  # fmt: skip
    assert Household.objects.count() == 6


def test_a_dry_run_says_the_same_and_writes_nothing(seed):
    status, answer = run(seed, "--dry-run")
    assert (status, answer["created"]) == (0, 11)
    assert not Household.objects.exists()
    assert not Import.objects.exists()


def test_again_it_changes_nothing(seed):
    run(seed)
    status, answer = run(seed)
    assert (status, answer["created"], answer["unchanged"]) == (0, 0, 11)


def test_a_refused_list_ends_with_two_and_names_the_place(tmp_path, robin_and_sams):
    path = tmp_path / "guests.csv"
    path.write_bytes(csv("Name,Count", "Ann Fox,2"))
    status, answer = run(path)
    assert status == 2
    assert answer["problems"] == [{"row": 2, "column": "Count", "message": "The list says 2, and names 1."}]
    assert answer["created"] == 0
    assert not Guest.objects.exists()


@pytest.fixture
def workbook(tmp_path, robin_and_sams) -> Path:
    """Two sheets with guests of the same columns."""
    path = tmp_path / "guests.xlsx"
    ann, ben = [["Name", "Email"], ["Ann Fox", ""]], [["Name", "Email"], ["Ben Gray", ""]]
    path.write_bytes(as_xlsx_of_sheets("guests", {"His family": ann, "Hers": ben}).content)
    return path


def test_of_several_sheets_it_asks_which_and_can_be_told(workbook):
    status, answer = run(workbook)
    [problem] = answer["problems"]
    assert status == 2
    assert "--sheet 'His family'" in problem["message"]
    assert "--sheet Hers" in problem["message"]
    assert run(workbook, "--dry-run", "--sheet", "Hers")[1]["guests"] == 1
    status, answer = run(workbook, "--sheet", "Hers", "--sheet", "His family")
    assert (status, answer["guests"]) == (0, 2)


@pytest.mark.parametrize("sheets", [["Mine"], ["Hers", "Mine"]])
def test_a_sheet_that_is_not_there_is_told_and_nothing_is_written(workbook, sheets):
    status, answer = run(workbook, *(part for sheet in sheets for part in ("--sheet", sheet)))
    [problem] = answer["problems"]
    assert status == 2
    assert "no sheet “Mine”" in problem["message"]
    assert not Guest.objects.exists()


def test_of_several_encodings_it_asks_which_and_can_be_told(tmp_path, robin_and_sams):
    path = tmp_path / "guests.csv"
    path.write_bytes("Name\nPeña\n".encode("cp1252"))
    _, answer = run(path)
    assert "--encoding cp1252" in answer["problems"][0]["message"]
    status, answer = run(path, "--encoding", "cp1252")
    assert (status, answer["guests"]) == (0, 1)
    assert str(Guest.objects.get()) == "Peña"


@pytest.mark.parametrize("data", [b"", b"<html>", b"PK\x03\x04", "Name\nPeña\n".encode("cp1252"), b'Name\n"Ann\n'])
def test_a_file_that_cannot_be_read_ends_with_two(tmp_path, robin_and_sams, data):
    path = tmp_path / "guests.csv"
    path.write_bytes(data)
    status, answer = run(path)
    assert status == 2
    assert answer["problems"][0]["message"]
    assert answer["guests"] == 0


def test_it_speaks_in_words_too(seed):
    out = StringIO()
    call_command("import_guests", str(seed), "--wedding", "robin-and-sam", stdout=out)
    assert "6 households, 11 guests, 2 extra seats: 11 added" in out.getvalue()


def test_a_wedding_or_file_that_is_not_there_is_named(seed):
    with pytest.raises(CommandError, match="no wedding “nobodys”"):
        call_command("import_guests", str(seed), "--wedding", "nobodys")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_guests", "/nowhere.csv", "--wedding", "robin-and-sam")
