"""A host drops what Joy gave them, mends what is in doubt on the page, applies it, takes it back, applies it again."""

from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import expect

from handfast.guests.models import Guest, Household
from tests.journeys.conftest import DESK, PHONE

EXPORT = Path(__file__).with_name("joy_export.csv")
SHEETS = {
    "Robin’s side": [["Name", "E-mail"], ["Nell Harrow", "nell@example.org"], ["Bram Harrow", None]],
    "Sam’s side": [["E-mail", "Name"], [None, "Teo Quintero"], ["ines@example", "Ines Quintero"]],
    "Evening": [["First name", "Last name"], ["Kofi", "Mensah"]],
}


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_an_export_of_joy_is_mended_applied_undone_and_applied_again(
    open_page, robin, robin_and_sams, no_barriers, width
):
    page = open_page(width, robin)
    page.goto(f"/{robin_and_sams.slug}/host/guests/imports/")
    page.get_by_label("guest list").set_input_files(EXPORT)
    page.get_by_role("button", name="Read this list").click()
    expect(page.get_by_role("heading", name="A few things to settle first")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Read as Joy")
    no_barriers(page)

    page.locator("#answers").get_by_role("link", name="Mend row 4").click()
    envelope = page.get_by_label("Name on Envelope")
    expect(envelope).to_have_value("Ines & Teo Quintero")
    no_barriers(page)
    envelope.fill("Ines Quintero")
    page.get_by_role("button", name="Read it so").click()
    expect(page.get_by_role("heading", name="1 thing to settle")).to_be_visible()
    page.locator("#answers").get_by_role("link", name="Mend row 5").click()
    page.get_by_label("First Name").fill("Kofi & Abena")
    page.get_by_role("button", name="Read it so").click()
    expect(page.get_by_role("heading", name="This is what would change")).to_be_visible()
    no_barriers(page)
    assert not Household.objects.exists()

    page.get_by_role("button", name="Apply this list").click()
    expect(page.get_by_role("heading", name="Your list is in")).to_be_visible()
    no_barriers(page)
    assert (Household.objects.count(), Guest.objects.count()) == (4, 6)
    page.get_by_role("button", name="Undo this list").click()
    expect(page.get_by_role("heading", name="This list was undone")).to_be_visible()
    no_barriers(page)
    assert not Household.objects.exists()
    page.get_by_role("button", name="Read it again").click()
    page.get_by_role("button", name="Apply this list").click()
    expect(page.get_by_role("heading", name="Your list is in")).to_be_visible()
    assert (Household.objects.count(), Guest.objects.count()) == (4, 6)


def test_what_a_column_is_shows_at_once_what_that_makes_of_the_list(
    open_page, robin, robin_and_sams, no_barriers, tmp_path
):
    list_of_ours = tmp_path / "ours.csv"
    list_of_ours.write_text("Wer,Sippe,Quux\nNell,Harrow,7\nBram,Harrow,8\n")
    page = open_page(DESK, robin)
    page.goto(f"/{robin_and_sams.slug}/host/guests/imports/")
    page.get_by_label("guest list").set_input_files(list_of_ours)
    page.get_by_role("button", name="Read this list").click()
    page.get_by_role("link", name="Columns").click()
    page.get_by_label("The row that names the columns").select_option("1")
    page.get_by_label("Wer").select_option("First name")
    page.get_by_label("Sippe").select_option("Last name")
    page.get_by_label("Quux").select_option("Leave it out")
    understood = page.get_by_role("region", name="Read so, it is")
    expect(understood).to_contain_text("Nell Harrow")
    expect(understood.locator(".stat", has_text="To settle")).to_contain_text("0")
    no_barriers(page)
    page.get_by_role("button", name="Read it so").click()
    expect(page.get_by_role("heading", name="This is what would change")).to_be_visible()


def test_the_sheets_of_both_sides_are_one_list_and_a_third_comes_after(
    open_page, robin, robin_and_sams, no_barriers, tmp_path
):
    book, file = Workbook(), tmp_path / "both sides.xlsx"
    for name, rows in SHEETS.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    book.save(file)
    page = open_page(PHONE, robin)
    page.goto(f"/{robin_and_sams.slug}/host/guests/imports/")
    page.get_by_label("guest list").set_input_files(file)
    page.get_by_role("button", name="Read this list").click()
    expect(page.get_by_label("Robin’s side")).to_be_checked()
    expect(page.get_by_label("Sam’s side")).to_be_checked()
    expect(page.get_by_label("Evening")).not_to_be_checked()
    no_barriers(page)
    page.get_by_role("button", name="Read it so").press("Enter")

    page.get_by_role("link", name="Mend row 3 of “Sam’s side”").first.press("Enter")
    page.get_by_label("E-mail").fill("ines@example.org")
    no_barriers(page)
    page.get_by_role("button", name="Read it so").press("Enter")
    expect(page.get_by_role("heading", name="This is what would change")).to_be_visible()
    no_barriers(page)
    page.get_by_role("button", name="Apply this list").click()

    page.get_by_role("button", name="Read “Evening”").click()
    expect(page.get_by_role("main")).to_contain_text("from the sheet “Sam’s side”, which is not read now, and stay")
    expect(page.get_by_role("main")).not_to_contain_text("not on this list")
    no_barriers(page)
    page.get_by_role("button", name="Apply this list").click()
    expect(page.get_by_role("heading", name="Your list is in")).to_be_visible()
    assert Guest.objects.count() == 5
