"""A host keeps the guest list by hand: finds whom they cannot spell, edits, puts together, takes apart, adds."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from handfast.guests.models import Guest, Household
from tests.journeys.conftest import DESK, PHONE


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_slip_of_the_finger_an_edit_a_merge_a_split_and_one_more_household(
    open_page, no_barriers, harper, priya, neighbours, width
):
    page = open_page(width, harper)
    main = page.get_by_role("main")
    page.goto(f"/{priya.wedding.slug}/host/guests/")
    no_barriers(page)

    page.get_by_label("Find a guest").press_sequentially("pryia", delay=20)
    expect(main).to_contain_text("Nobody is spelt just like “pryia”; these come near. 1 household")
    expect(page).to_have_url(re.compile(r"\?q=pryia$"))
    expect(page.get_by_label("Find a guest")).to_be_focused()
    expect(main).not_to_contain_text("Ada Okafor")

    page.get_by_role("link", name="Edit Priya Nair & Omar Aziz").click()
    person = page.get_by_role("group", name="Omar Aziz")
    expect(person).to_be_visible()
    no_barriers(page)
    person.get_by_label("E-mail").fill("omar")
    page.get_by_role("button", name="Save").click()
    expect(person.get_by_text("Enter a valid email address.")).to_be_visible()
    person.get_by_label("E-mail").fill("omar@example.org")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Edit Priya Nair & Omar Aziz")).to_be_focused()
    expect(main).to_contain_text("omar@example.org")

    page.get_by_text("Filters", exact=True).click()
    page.get_by_role("link", name="Not replied, or not for all").click()
    expect(page).to_have_url(re.compile(r"\?q=pryia&show=open$"))
    page.get_by_role("link", name="Take away: Not replied, or not for all").click()
    expect(page).to_have_url(re.compile(r"\?q=pryia$"))

    _put_together(page, no_barriers, priya, neighbours)
    _take_apart(page, no_barriers)
    _add_by_hand(page, no_barriers, priya)


def _put_together(page, no_barriers, priya: Household, neighbours: Household) -> None:
    """The neighbours' card is in use, so theirs is the one that stays."""
    neighbours.user.last_login = timezone.now()
    neighbours.user.save()
    page.get_by_role("link", name="Priya Nair & Omar Aziz", exact=True).click()
    expect(page.get_by_role("heading", name="Priya Nair & Omar Aziz", level=1)).to_be_visible()
    no_barriers(page)
    page.get_by_role("link", name="Put together").click()
    page.get_by_label("Look for the other household").fill("okafro")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_role("link", name="This one: The Okafors")).to_be_visible()
    no_barriers(page)
    page.get_by_role("link", name="This one: The Okafors").click()
    expect(page.get_by_role("main")).to_contain_text(f"The card {priya.code} is to be thrown away")
    no_barriers(page)
    page.get_by_role("button", name="Put them together").click()
    told = f"Their card is {neighbours.code}; throw the card {priya.code} away."
    expect(page.get_by_role("main")).to_contain_text(told)
    assert Household.objects.get().guests.count() == 3


def _take_apart(page, no_barriers) -> None:
    page.get_by_role("link", name="Move people").click()
    page.get_by_label("Omar Aziz").check()
    no_barriers(page)
    page.get_by_role("button", name="Into a household of their own").click()
    expect(page.get_by_role("heading", name="Omar Aziz", level=1)).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("a card of its own")
    assert Household.objects.count() == 2


def _add_by_hand(page, no_barriers, priya: Household) -> None:
    page.goto(f"/{priya.wedding.slug}/host/guests/")
    page.get_by_role("link", name="Add a household").click()
    first = page.get_by_role("group", name="Who is invited")
    expect(first).to_be_visible()
    no_barriers(page)
    first.get_by_label("First name").fill("Zoë")
    first.get_by_label("Last name").fill("Arkwright")
    first.get_by_label("Extra seats").fill("1")
    page.get_by_role("button", name="Add them").click()
    expect(page.get_by_role("main")).to_contain_text("Zoë Arkwright is on the list, with the code")
    page.get_by_role("link", name="Remove the household").click()
    expect(page.get_by_role("button", name="Remove the household")).to_be_visible()
    no_barriers(page)
    page.get_by_role("button", name="Remove the household").click()
    expect(page.get_by_role("main")).to_contain_text("Zoë Arkwright is off the list.")
    assert not Guest.objects.filter(last_name="Arkwright").exists()
