"""A host brings the list they have, reads what it would do, applies it, and has cards to print."""

from pathlib import Path

from playwright.sync_api import expect

from handfast.guests.models import Guest, Household
from tests.cast import PASSWORD
from tests.journeys.conftest import DESK

LIST = Path(__file__).with_name("guest_list.csv")


def test_from_a_spreadsheet_to_cards_and_in_again(open_page, site, robin, robin_and_sams):
    page = open_page(DESK)
    page.goto(f"/{robin_and_sams.slug}/host/")
    page.get_by_label("E-mail").fill(robin.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Hello, Robin")).to_be_visible()

    page.get_by_role("link", name="Upload your guest list").click()
    page.get_by_label("guest list").set_input_files(LIST)
    page.get_by_role("button", name="Read this list").click()
    expect(page.get_by_role("heading", name="This is what would change")).to_be_visible()
    for words in ("Noor Haddad", "Elias Haddad", "Alastair Firth"):
        expect(page.get_by_role("main")).to_contain_text(words)
    assert Household.objects.count() == 0

    page.get_by_role("button", name="Apply this list").click()
    expect(page.get_by_role("heading", name="Your list is in")).to_be_visible()
    assert (Household.objects.count(), Guest.objects.filter(guest_of=None).count()) == (2, 3)
    assert Guest.objects.exclude(guest_of=None).count() == 1

    page.get_by_role("link", name="See your guests").click()
    codes = [household.code for household in Household.objects.select_related("user")]
    for code in codes:
        expect(page.get_by_role("main")).to_contain_text(code)
    page.get_by_role("link", name="Print cards").click()
    cards = page.locator(".invitation-card")
    expect(cards).to_have_count(2)

    card = cards.filter(has_text="Firth")
    code, words = card.locator(".code").inner_text(), card.locator(".words").inner_text()
    guest = open_page()
    guest.goto(f"/{robin_and_sams.slug}/")
    guest.get_by_label("Your code").fill(code)
    guest.get_by_label("Your four words").fill(words)
    guest.get_by_role("button", name="Open our invitation").click()
    expect(guest.get_by_role("heading", name="Dear Alastair, will you come?")).to_be_visible()
