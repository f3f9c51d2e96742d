"""Guests and the things on the list: the last one wanted by two, a dear one shared to the last penny."""

import re

import pytest
from playwright.sync_api import Page, expect

from handfast.payments.models import Entry
from handfast.registry.models import Claim, Gift
from tests.cast import make_household
from tests.journeys.card import pay
from tests.journeys.conftest import DESK

pytestmark = pytest.mark.money


def give_part(page: Page, gift: Gift, amount: str) -> None:
    """From the gift's own page to the thank-you page, over the card."""
    page.goto(f"/{gift.wedding.slug}/gifts/things/{gift.pk}/")
    page.get_by_role("link", name="Give a part of it").click()
    if amount == "all":
        page.get_by_role("button", name="All that is left").click()
    else:
        page.get_by_label("How much would you like to give?").fill(amount)
    page.get_by_role("button", name="Go on to pay").click()
    expect(page).to_have_url(re.compile("/pay/$"))
    pay(page)
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()


def test_two_guests_claim_the_last_gift_at_once(open_page, priya, neighbours, robin, robin_and_sams, no_barriers):
    vase = Gift.objects.create(wedding=robin_and_sams, name="A tall green vase", price=3_800)
    pages = [open_page(user=priya.user), open_page(user=neighbours.user)]
    for page in pages:
        page.goto(f"/{robin_and_sams.slug}/gifts/")
        page.get_by_role("link", name=vase.name).click()
        expect(page.get_by_role("button", name="I will give this")).to_be_visible()
        no_barriers(page)
    for page in pages:  # neither sees the other's answer before pressing: both buttons are there
        page.get_by_role("button", name="I will give this").click()
    for page in pages:
        page.get_by_text(re.compile("Somebody else was quicker|nobody else can take it now")).wait_for()
    had, late = sorted(pages, key=lambda page: page.get_by_text("Somebody else was quicker").count())
    expect(had.get_by_text("nobody else can take it now")).to_be_visible()
    expect(late.get_by_text("Somebody else was quicker")).to_be_visible()
    expect(late.get_by_text("somebody is giving this")).to_be_visible()
    assert Claim.objects.count() == 1

    had.get_by_role("link", name="I have bought it").click()
    had.get_by_role("button", name="Yes, I have bought it").click()
    expect(had.get_by_text("You have bought it, as you told us")).to_be_visible()
    host = open_page(DESK, robin)
    host.goto(f"/{robin_and_sams.slug}/host/gifts/")
    expect(host.get_by_role("main")).to_contain_text("1 bought, 0 promised, 0 free")
    no_barriers(host)


def test_three_people_share_one_thing_to_the_last_penny(
    open_page, site, priya, neighbours, robin_and_sams, no_barriers
):
    oven = Gift.objects.create(wedding=robin_and_sams, name="A bread oven", price=10_000, is_shared=True)
    third = make_household(robin_and_sams, "Ines Duarte", ("Ines", "Duarte", "ines@example.org"))
    for household, amount in ((priya, "33.33"), (neighbours, "33.33"), (third, "all")):
        page = open_page(user=household.user)
        give_part(page, oven, amount)
    page.goto(f"/{robin_and_sams.slug}/gifts/things/{oven.pk}/")
    expect(page.get_by_text("All of it has been given.")).to_be_visible()
    no_barriers(page)
    payments = Entry.objects.filter(kind=Entry.Kind.PAYMENT).order_by("amount").values_list("amount", flat=True)
    assert list(payments) == [3_333, 3_333, 3_334]


def test_the_list_is_put_in_order_by_dragging_and_by_keyboard(open_page, site, robin, robin_and_sams):
    for position, name in enumerate(("Plates", "Glasses", "A vase")):
        Gift.objects.create(wedding=robin_and_sams, name=name, position=position)
    host = open_page(DESK, robin)
    host.goto(f"/{robin_and_sams.slug}/host/gifts/")
    rows, names = host.locator("[data-sort] > li"), host.locator("[data-sort] h3")
    rows.nth(2).drag_to(rows.nth(0), target_position={"x": 200, "y": 5})
    expect(host).to_have_url(re.compile("#gift-"))  # sent, and come back
    expect(names).to_have_text(["A vase", "Plates", "Glasses"])
    host.get_by_role("button", name=re.compile("Up.*Glasses")).press("Enter")
    expect(names).to_have_text(["A vase", "Glasses", "Plates"])
    host.reload()
    expect(names).to_have_text(["A vase", "Glasses", "Plates"])
