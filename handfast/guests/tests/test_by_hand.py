"""Adding and removing by hand: the sign-in comes and goes with the household, and nothing goes unsaid."""

import pytest
from django.test import Client
from django.urls import reverse

from handfast.accounts import cards
from handfast.accounts.models import Card, User
from handfast.guests.adding import AlreadyThere, NewGuest, add_household
from handfast.guests.models import Guest, Household
from handfast.guests.tests.test_editing import page_of
from handfast.guests.tests.test_pages import text_of
from handfast.registry.funds import main_fund
from handfast.registry.giving import Filled, give
from handfast.rsvps.models import Message, Reply
from tests.at_once import at_once

pytestmark = pytest.mark.django_db

NEW = reverse("guests:new_household", kwargs={"slug": "robin-and-sam"})
ZOE = {
    "person-0-first_name": "Zoë",
    "person-0-last_name": "Arkwright",
    "person-0-email": "zoe@example.org",
    "person-0-seats": "2",
    "household-city": "Ludlow",
}


def removal(browser, household: Household, guest: Guest | None = None):
    """Asks for the page and presses its button."""
    more = {"guest_id": guest.pk} if guest else {}
    url = page_of(household, "remove_guest" if guest else "remove_household", **more)
    asked = browser.get(url)
    assert asked.status_code == 200
    return asked, browser.post(url, {"seal": asked.context["what"].seal}, follow=True)


def test_a_household_by_hand_has_its_people_its_seats_and_a_card_that_opens(as_harper):
    done = as_harper.post(NEW, ZOE | {"person-1-first_name": "Bo", "person-1-last_name": "Arkwright"}, follow=True)
    home = Household.objects.get()
    assert (home.name, home.city, home.list_key) == ("Zoë & Bo Arkwright", "Ludlow", "")
    assert [str(guest) for guest in home.guests.all()] == [
        "Zoë Arkwright",
        "A guest of Zoë Arkwright",
        "A guest of Zoë Arkwright",
        "Bo Arkwright",
    ]
    assert f"on the list, with the code {home.code}" in text_of(done)
    assert Client().login(code=home.code, words=cards.read(home.user.card).words)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Write down at least one person."),
        ({"person-0-email": "zoe@example.org"}, "A guest needs a first or a last name."),
        ({"person-0-first_name": "Zoë", "person-0-email": "zoe"}, "Enter a valid e"),
        ({"person-0-first_name": "Zoë", "person-0-seats": "1000"}, "less than or equal to 10"),
        ({"person-0-first_name": "Zoë", "household-postcode": "x" * 21}, "at most 20 characters"),
        ({"person-0-first_name": "Zo\x00ë"}, "Null characters are not allowed"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_added(as_robin, sent, said):
    page = as_robin.post(NEW, sent)
    assert page.status_code == 422
    assert said in text_of(page)
    assert not Household.objects.exists()


def test_a_namesake_is_asked_about_and_added_when_meant(as_robin):
    as_robin.post(NEW, ZOE)
    asked = as_robin.post(NEW, ZOE | {"person-0-first_name": "zoë"})
    assert asked.status_code == 422
    assert "Somebody of that name is on the list already: Zoë Arkwright" in text_of(asked)
    assert Household.objects.count() == 1
    as_robin.post(NEW, ZOE | {"anyway": "on"})
    assert Household.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_button_pressed_five_times_at_once_adds_one_household(robin_and_sams):
    def add() -> str:
        try:
            add_household(robin_and_sams, [NewGuest("Zoë", "Arkwright")], anyway=False)
        except AlreadyThere:
            return "told"
        return "added"

    assert sorted(at_once(add)) == ["added", "told", "told", "told", "told"]
    assert (User.objects.count(), Card.objects.count(), Household.objects.count()) == (1, 1, 1)


def test_one_more_guest_and_one_more_seat(as_harper, priya):
    url = page_of(priya, "new_guest")
    as_harper.post(url, {"person-first_name": "Leela", "person-last_name": "Nair"})
    assert "Write down a name." in text_of(as_harper.post(url, {}))
    assert "on the list already" in text_of(
        as_harper.post(url, {"person-first_name": "Omar", "person-last_name": "AZIZ"})
    )
    leela = priya.guests.get(first_name="Leela")
    as_harper.post(page_of(priya, "new_seat", guest_id=leela.pk))
    assert [str(guest) for guest in priya.guests.all()][-2:] == ["Leela Nair", "A guest of Leela Nair"]
    seat = leela.extra_seats.get()
    assert as_harper.post(page_of(priya, "new_seat", guest_id=seat.pk)).status_code == 404


def test_a_household_goes_with_all_that_was_told_and_its_card(as_harper, priya, neighbours):
    user, omar = priya.user_id, priya.guests.get(first_name="Omar")
    Reply.objects.create(guest=omar, coming=True, said_by=priya.user)
    Message.objects.create(household=priya, text="Gladly")
    asked, done = removal(as_harper, priya)
    for said in ("Priya Nair", "Omar Aziz", "1 message", "1 reply", f"the card {priya.code}"):
        assert said in text_of(asked)
    assert f"The card {priya.user.username} opens nothing any more" in text_of(done)
    assert not User.objects.filter(pk=user).exists()
    assert list(Household.objects.all()) == [neighbours]
    assert not Reply.objects.exists()


def test_whoever_has_given_stays(as_robin, priya):
    give(priya, main_fund(priya.wedding), Filled(5000, "Priya", "", "priya@example.org"), "form")
    asked, done = removal(as_robin, priya)
    assert "the books hold on to them" in text_of(asked)
    assert '<button class="button button-danger"' not in asked.content.decode()
    assert done.status_code == 409
    assert priya.guests.count() == 2


def test_a_reply_that_came_after_the_question_is_not_lost_unseen(as_robin, priya):
    url = page_of(priya, "remove_household")
    seal = as_robin.get(url).context["what"].seal
    Reply.objects.create(guest=priya.guests.first(), coming=True)
    answer = as_robin.post(url, {"seal": seal})
    assert answer.status_code == 409
    assert "Something has changed since you were asked" in text_of(answer)
    assert "1 reply" in text_of(answer)
    assert Reply.objects.exists()


def test_a_guest_goes_with_those_they_bring_and_the_last_takes_the_household(as_robin, priya):
    omar = priya.guests.get(first_name="Omar")
    Guest.objects.create(household=priya, guest_of=omar, position=1)
    asked, _done = removal(as_robin, priya, omar)
    assert "A guest of Omar Aziz" in text_of(asked)
    assert [str(guest) for guest in priya.guests.all()] == ["Priya Nair"]
    last = as_robin.post(page_of(priya, "remove_guest", guest_id=priya.guests.get().pk))
    assert last.url == page_of(priya, "remove_household")
    assert priya.guests.count() == 1


def test_a_post_without_the_question_removes_nobody(as_robin, priya):
    for url in (page_of(priya, "remove_household"), page_of(priya, "remove_guest", guest_id=priya.guests.first().pk)):
        assert as_robin.post(url).status_code == 409
    assert priya.guests.count() == 2
