"""A guest comes in by the card or by the link, replies, and thinks again."""

import pytest
from playwright.sync_api import Page, expect

from handfast.rsvps.answers import message_of, seats_of
from tests.journeys.conftest import PHONE, window


@pytest.fixture
def card(words_of, priya):
    """What is printed on Priya's card."""
    return words_of(priya)


def answers(household) -> dict[str, bool | None]:
    return {seat.guest.full_name: seat.coming for seat in seats_of(household)}


def choose(page: Page, question: str, answer: str) -> None:
    page.get_by_role("group", name=question).get_by_label(answer).check()


def test_code_and_words_open_the_invitation_however_they_are_typed(page, site, robin_and_sams, card):
    page.goto(f"/{robin_and_sams.slug}/")
    page.get_by_label("Your code").fill(f" {card.code[:3].lower()} {card.code[3:]} ")
    page.get_by_label("Your four words").fill(card.words.replace(" ", ", ").upper())
    page.get_by_role("button", name="Open our invitation").click()
    expect(page.get_by_role("heading", name="Robin & Sam")).to_be_visible()
    expect(page.get_by_role("heading", name="Dear Priya and Omar, will you come?")).to_be_visible()


def test_wrong_words_open_nothing(page, site, robin_and_sams, card):
    page.goto(f"/{robin_and_sams.slug}/")
    page.get_by_label("Your code").fill(card.code)
    page.get_by_label("Your four words").fill("apple apple apple apple")
    page.get_by_role("button", name="Open our invitation").click()
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")


def test_the_link_opens_the_invitation_at_the_press_of_its_button(page, site, robin_and_sams, card):
    page.goto(f"/{robin_and_sams.slug}/enter/{card.code}/{card.link}/")
    page.get_by_role("button", name="Open our invitation").click()
    expect(page.get_by_role("heading", name="Dear Priya and Omar, will you come?")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign out")).to_have_count(0)
    page.goto(f"/{robin_and_sams.slug}/")
    expect(page.get_by_label("Your code")).to_be_visible()


def test_a_reply_is_given_shown_back_and_changed(open_page, priya, robin_and_sams):
    page = open_page(PHONE, priya.user)
    page.goto(f"/{robin_and_sams.slug}/")
    page.get_by_role("link", name="Reply", exact=True).first.click()
    choose(page, "Will Priya Nair come?", "Yes, with pleasure")
    choose(page, "Will Omar Aziz come?", "Sadly not")
    page.get_by_label("A few words to the couple").fill("Omar is at sea.")
    page.get_by_role("button", name="Send your reply").click()
    expect(page.get_by_text("Your reply is saved.")).to_be_visible()
    expect(page.get_by_text("Omar Aziz: not coming")).to_be_visible()
    assert answers(priya) == {"Priya Nair": True, "Omar Aziz": False}

    page.get_by_role("link", name="Home").first.click()
    page.get_by_role("link", name="Change your reply").click()
    expect(page.get_by_label("A few words to the couple")).to_have_value("Omar is at sea.")
    choose(page, "Will Omar Aziz come?", "Yes, with pleasure")
    page.get_by_label("A few words to the couple").fill("Omar is back!")
    page.get_by_role("button", name="Save your reply").click()
    expect(page.get_by_text("Omar Aziz: coming")).to_be_visible()
    assert answers(priya) == {"Priya Nair": True, "Omar Aziz": True}
    assert message_of(priya) == "Omar is back!"


def test_a_reply_can_be_given_with_keys_alone_and_without_scripts(browser, site, priya, robin_and_sams, words_of):
    context = window(browser, site, PHONE, java_script_enabled=False)
    page, card = context.new_page(), words_of(priya)
    page.goto(f"/{robin_and_sams.slug}/reply/")
    page.get_by_label("Your code").focus()
    page.keyboard.type(card.code)
    page.keyboard.press("Tab")
    page.keyboard.type(card.words)
    page.keyboard.press("Enter")
    page.get_by_label("Yes, with pleasure").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")  # to the first answer of the next person
    page.keyboard.press("ArrowDown")  # to the second, which chooses it
    page.get_by_role("button", name="Send your reply").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Priya Nair: coming")).to_be_visible()
    expect(page.get_by_text("Omar Aziz: not coming")).to_be_visible()
    context.close()
