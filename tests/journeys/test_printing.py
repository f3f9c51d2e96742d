"""Cards on paper: eight to a sheet, and nothing of the longest household's card near the cut."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.cast import make_household

LONGEST = "Maximilian, Wilhelmina, Bartholomew and Persephone Lindqvist-Montgomery of Lower Featherstone, and family"
SAFE = 5.5  # millimetres of white that a slip of the scissors may take
PIXELS = 96 / 25.4  # CSS pixels in a millimetre

# How near to the edge of its card, in pixels, anything on it comes.
NEAREST = """
card => {
  const edge = card.getBoundingClientRect();
  return Math.min(...[...card.querySelectorAll("p, dt, dd, svg")].map((part) => {
    const box = part.getBoundingClientRect();
    return Math.min(box.left - edge.left, edge.right - box.right, box.top - edge.top, edge.bottom - box.bottom);
  }));
}
"""


@pytest.fixture
def cards(open_page, robin, robin_and_sams) -> Page:
    """The page of nine cards on a desk, one of them the longest."""
    for name in [LONGEST, *(f"Household {number}" for number in range(8))]:
        make_household(robin_and_sams, name, ("Ada", "Okafor", ""))
    page = open_page(1280, robin)
    page.goto(f"/{robin_and_sams.slug}/host/guests/cards/")
    return page


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_nine_cards_take_two_sheets(cards, paper):
    assert len(re.findall(rb"/Type\s*/Page\b", cards.pdf(format=paper))) == 2


def test_nothing_is_printed_where_the_scissors_go(cards):
    cards.emulate_media(media="print")
    expect(cards.locator(".invitation-card")).to_have_count(9)
    nearest = [card.evaluate(NEAREST) for card in cards.locator(".invitation-card").all()]
    assert min(nearest) >= SAFE * PIXELS


def test_only_the_cards_are_printed(cards):
    cards.emulate_media(media="print")
    expect(cards.get_by_text(LONGEST)).to_be_visible()
    expect(cards.locator("nav").first).to_be_hidden()
    expect(cards.locator("h1")).to_be_hidden()
