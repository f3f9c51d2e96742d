"""Households put together and taken apart, people moved: nothing is lost, and whose card opens what is always told."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from handfast.accounts import cards
from handfast.accounts.models import User
from handfast.guests.models import Guest, Household
from handfast.guests.planning.apply import apply
from handfast.guests.regrouping import CannotRegroup, merge, move, split
from handfast.guests.tests.lists import csv
from handfast.guests.tests.test_editing import page_of
from handfast.guests.tests.test_pages import text_of
from handfast.guests.uploading import imports
from handfast.registry.funds import main_fund
from handfast.registry.giving import Filled, give
from handfast.rsvps.models import Message, Reply
from tests.at_once import at_once

pytestmark = pytest.mark.django_db


def names(household: Household) -> list[str]:
    return [str(guest) for guest in household.guests.order_by("position", "pk")]


def used(household: Household, days_ago: int = 0) -> None:
    household.user.last_login = timezone.now() - timedelta(days=days_ago)
    household.user.save()


def opens(household_user: User, card: cards.Credentials) -> bool:
    return Client().login(code=household_user.username, words=card.words)


@pytest.mark.parametrize("neighbours_days", [None, 9])
def test_the_card_that_was_used_goes_on_and_the_other_opens_nothing(priya, neighbours, words_of, neighbours_days):
    used(priya, days_ago=3)
    if neighbours_days:
        used(neighbours, neighbours_days)
    card, other = words_of(priya), words_of(neighbours)
    kept, gone = merge(neighbours, priya)
    assert (kept.pk, gone) == (priya.pk, other.code)
    assert opens(priya.user, card)
    assert not opens(neighbours.user, other)


def test_a_withdrawn_card_is_never_the_one_that_stays(priya, neighbours):
    used(priya)
    cards.withdraw(priya.user.card)
    kept, gone = merge(priya, neighbours)
    assert (kept.pk, gone) == (neighbours.pk, priya.code)


def test_everything_comes_along_when_two_become_one(priya, neighbours):
    ada = neighbours.guests.get()
    Guest.objects.create(household=neighbours, guest_of=ada)
    Reply.objects.create(guest=ada, coming=True)
    Message.objects.create(household=neighbours, text="We bring a cake")
    gift, _made = give(neighbours, main_fund(neighbours.wedding), Filled(5000, "Ada", "", "ada@example.org"), "form")
    Household.objects.filter(pk=neighbours.pk).update(city="Ludlow", list_key="7")
    kept, _code = merge(priya, neighbours)
    assert names(kept) == ["Priya Nair", "Omar Aziz", "Ada Okafor", "A guest of Ada Okafor"]
    assert kept.name == "Priya Nair, Omar Aziz & Ada Okafor"
    assert (kept.city, kept.list_key) == ("Ludlow", "7")
    assert Reply.objects.filter(guest__household=kept).count() == Message.objects.filter(household=kept).count() == 1
    gift.refresh_from_db()
    assert gift.household_id == kept.pk
    assert not Household.objects.filter(pk=neighbours.pk).exists()


def test_what_a_household_can_have_only_once_keeps_two_apart_and_is_said(as_robin, priya, neighbours):
    plates = priya.wedding.gifts.create(name="Plates", quantity=4)
    for household in (priya, neighbours):
        plates.claims.create(household=household)
    page = as_robin.post(page_of(priya, "joining"), {"with": neighbours.pk}, follow=True)
    assert "Both have something of which a household can have only one." in text_of(page)
    assert (priya.guests.count(), neighbours.guests.count()) == (2, 1)
    neighbours.user.card.refresh_from_db()
    assert neighbours.user.card.withdrawn_at is None


def test_a_name_that_the_hosts_chose_stays(priya, neighbours):
    Household.objects.filter(pk=priya.pk).update(name="The Nairs of Weir Cottage")
    assert merge(priya, neighbours)[0].name == "The Nairs of Weir Cottage"


def test_somebody_taken_out_has_a_card_of_their_own_and_keeps_their_reply(priya):
    omar = priya.guests.get(first_name="Omar")
    Guest.objects.create(household=priya, guest_of=omar, first_name="Lou", position=1)
    Reply.objects.create(guest=omar, coming=False)
    Household.objects.filter(pk=priya.pk).update(city="Ludlow")
    priya.refresh_from_db()
    new = split(priya, [omar])
    priya.refresh_from_db()
    assert (priya.name, names(priya)) == ("Priya Nair", ["Priya Nair"])
    assert (new.name, new.city, names(new)) == ("Omar Aziz", "Ludlow", ["Omar Aziz", "Lou"])
    assert opens(new.user, cards.read(new.user.card))
    assert Reply.objects.get().guest.household_id == new.pk


def test_somebody_moved_stands_behind_those_who_were_there(priya, neighbours):
    move(priya, [priya.guests.get(first_name="Omar")], neighbours)
    assert names(priya) == ["Priya Nair"]
    assert names(neighbours) == ["Ada Okafor", "Omar Aziz"]
    assert [guest.position for guest in neighbours.guests.all()] == [0, 1]


def test_together_and_apart_again_everybody_is_where_they_were(priya, neighbours):
    kept, _code = merge(priya, neighbours)
    split(kept, kept.guests.filter(first_name="Ada"))
    assert sorted(map(names, Household.objects.filter(wedding=priya.wedding))) == [
        ["Ada Okafor"],
        ["Priya Nair", "Omar Aziz"],
    ]


def test_nobody_is_left_alone_and_no_seat_goes_without_its_guest(priya, neighbours):
    seat = Guest.objects.create(household=priya, guest_of=priya.guests.first())
    for people in (priya.guests.all(), [], [seat], priya.guests.filter(guest_of=None)):
        with pytest.raises(CannotRegroup):
            move(priya, people, neighbours)
        with pytest.raises(CannotRegroup):
            split(priya, people)
    assert (priya.guests.count(), neighbours.guests.count()) == (3, 1)


def test_the_page_says_which_card_to_throw_away_before_and_after(as_harper, priya, neighbours):
    used(neighbours)
    found = as_harper.get(page_of(priya, "joining"), {"q": "okafro"})
    assert f"?with={neighbours.pk}" in found.content.decode()
    asked = text_of(as_harper.get(page_of(priya, "joining"), {"with": neighbours.pk}))
    assert f"The card {priya.code} is to be thrown away" in asked
    done = as_harper.post(page_of(priya, "joining"), {"with": neighbours.pk}, follow=True)
    assert f"Their card is {neighbours.code}; throw the card {priya.code} away." in text_of(done)
    assert as_harper.post(page_of(neighbours, "joining"), {"with": priya.pk}).status_code == 404


def test_the_page_moves_those_who_are_ticked(as_robin, priya, neighbours):
    omar = priya.guests.get(first_name="Omar")
    url = page_of(priya, "moving")
    assert "Choose who is to move." in text_of(as_robin.post(url, {"to": "new"}))
    assert "Choose where they are to go." in text_of(as_robin.post(url, {"guest": omar.pk}))
    assert "its card is " + neighbours.code in text_of(
        as_robin.post(url, {"guest": omar.pk, "to": neighbours.pk}, follow=True)
    )
    back = page_of(neighbours, "moving")
    assert "a card of its own" in text_of(as_robin.post(back, {"guest": omar.pk, "to": "new"}, follow=True))
    assert names(Household.objects.get(guests=omar)) == ["Omar Aziz"]


def test_people_of_another_wedding_are_never_reached(as_robin, priya, mallory):
    for name, sent in [("joining", {"with": mallory.pk}), ("moving", {"guest": priya.guests.all()[0].pk})]:
        answer = as_robin.post(page_of(priya, name), sent | {"to": mallory.pk})
        assert answer.status_code == 404
    as_robin.post(page_of(priya, "moving"), {"guest": mallory.guests.get().pk, "to": "new"})
    assert names(mallory) == ["Mallory Quill"]


@pytest.mark.django_db(transaction=True)
def test_put_together_five_times_at_once_it_is_done_once(priya, neighbours):
    def do() -> str:
        try:
            merge(Household.objects.get(pk=priya.pk), neighbours)
        except (CannotRegroup, Household.DoesNotExist):
            return "told"
        return "done"

    assert sorted(at_once(do)) == ["done", "told", "told", "told", "told"]
    assert names(Household.objects.get(wedding=priya.wedding)) == ["Priya Nair", "Omar Aziz", "Ada Okafor"]


FOXES_AND_HILLS = csv(
    "First Name,Last Name,Household", "Ann,Fox,Foxes", "Bo,Fox,Foxes", "Cy,Hill,Hills", "Di,Hill,Hills"
)


def _regroup(how: str) -> None:
    foxes, hills = Household.objects.order_by("name")
    bo = foxes.guests.filter(first_name="Bo")
    if how == "merged":
        merge(foxes, hills)
    elif how == "split":
        split(foxes, bo)
    else:
        move(foxes, bo, hills)


BY_ADDRESS = csv(
    "Name,Address,City", "Ann Fox,1 Mill,York", "Bo Fox,1 Mill,York", "Cy Hill,2 Quay,Bath", "Di Hill,2 Quay,Bath"
)
BY_ROW = csv("Name", "Ann and Bo Fox", "Cy & Di Hill")


@pytest.mark.parametrize("data", [FOXES_AND_HILLS, BY_ADDRESS, BY_ROW], ids=["household", "address", "row"])
@pytest.mark.parametrize("how", ["merged", "split", "moved"])
def test_the_same_list_again_leaves_those_who_were_regrouped_where_they_are_and_asks_nothing(robin_and_sams, how, data):
    kept = imports.upload(robin_and_sams, None, "list.csv", data)
    apply(kept, kept.digest, None)
    _regroup(how)
    homes = {guest.pk: guest.household_id for guest in Guest.objects.all()}
    for _time in range(2):
        again = imports.upload(robin_and_sams, None, "list.csv", data)
        assert not [problem for problem in again.plan["problems"] if problem["stops"]]
        assert any("that stays" in problem["message"] for problem in again.plan["problems"])
        assert again.plan["gone"] == []
        outcome = apply(again, again.digest, None).outcome
        assert (outcome["created"], outcome["updated"], outcome["unchanged"]) == (0, 0, 4)
        assert {guest.pk: guest.household_id for guest in Guest.objects.all()} == homes
        assert Household.objects.count() == len(set(homes.values()))


def test_a_list_that_now_says_a_third_thing_of_those_who_were_moved_is_asked_about(robin_and_sams):
    kept = imports.upload(robin_and_sams, None, "list.csv", FOXES_AND_HILLS)
    apply(kept, kept.digest, None)
    _regroup("split")
    third = imports.upload(robin_and_sams, None, "l.csv", FOXES_AND_HILLS.replace(b"Bo,Fox,Foxes", b"Bo,Fox,Hills"))
    [asked] = [problem for problem in third.plan["problems"] if problem["stops"]]
    assert (asked["row"], asked["message"]) == (3, "Bo Fox is in “Bo Fox” on this site.")
    assert asked["carry_on"] == "they stay in “Bo Fox”"


def test_somebody_new_on_the_list_joins_those_who_were_put_together(robin_and_sams):
    kept = imports.upload(robin_and_sams, None, "list.csv", FOXES_AND_HILLS)
    apply(kept, kept.digest, None)
    _regroup("merged")
    longer = imports.upload(robin_and_sams, None, "list.csv", FOXES_AND_HILLS + b"\nEd,Hill,Hills")
    imports.answer(longer, {"carry_on": [problem["key"] for problem in longer.plan["problems"] if problem["stops"]]})
    apply(longer, longer.digest, None)
    assert sorted(names(Household.objects.get())) == ["Ann Fox", "Bo Fox", "Cy Hill", "Di Hill", "Ed Hill"]
