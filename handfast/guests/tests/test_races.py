"""Two hosts at once, and a guest and a host."""

from collections.abc import Callable

import pytest
from django.contrib.auth import SESSION_KEY
from django.http import HttpResponse
from django.test import Client

from handfast.accounts.models import User
from handfast.guests import entrance
from handfast.guests.models import Guest, Household, Import
from handfast.guests.planning.apply import NotApplied, apply
from handfast.guests.removal import NotRemoved, consequences_for_household, remove_household
from handfast.guests.tests.lists import SEED, csv
from handfast.guests.uploading import imports
from tests.at_once import at_once


@pytest.mark.django_db(transaction=True)
def test_of_two_lists_applied_at_once_one_wins_and_the_other_is_told(robin_and_sams):
    lists = [SEED.encode(), csv("Name", "Zoë Arkwright")]
    kept = [imports.upload(robin_and_sams, None, "l.csv", data) for data in lists]

    def do() -> str:
        mine = kept.pop()
        try:
            apply(mine, mine.digest, None)
        except NotApplied:
            return "told"
        return "won"

    assert sorted(at_once(do, 2)) == ["told", "won"]
    assert Guest.objects.filter(guest_of=None).count() in (1, 11)


@pytest.mark.django_db(transaction=True)
def test_one_list_applied_five_times_at_once_is_applied_once(robin_and_sams):
    kept = imports.upload(robin_and_sams, None, "l.csv", SEED.encode())
    at_once(lambda: apply(kept, kept.digest, None), 5)
    assert (Household.objects.count(), Guest.objects.count()) == (6, 13)


@pytest.mark.django_db(transaction=True)
def test_of_an_answer_and_an_application_at_once_the_kept_plan_is_the_one_that_was_done(robin_and_sams):
    kept = imports.upload(robin_and_sams, None, "l.csv", SEED.encode())
    digest, answering = kept.digest, Import.objects.get(pk=kept.pk)

    def do() -> None:
        try:
            apply(kept, digest, None)
        except NotApplied:
            return

    turns = [do, lambda: imports.answer(answering, {"cells": {"2": {str(place): "" for place in range(11)}}})]
    at_once(lambda: turns.pop()(), 2)
    after = Import.objects.get(pk=kept.pk)
    assert after.plan["guests"] == (len(after.written["guests"]) if after.applied_at else 10)


def _while_a_host_removes(home: Household, act: Callable[[], HttpResponse]) -> tuple[HttpResponse, str]:
    """What a guest is answered who does something while a host takes the household off the list; what the host is."""
    seal = consequences_for_household(home).seal

    def remove() -> str:
        try:
            remove_household(Household.objects.get(pk=home.pk), seal)
        except NotRemoved:
            return "kept"
        return "removed"

    turns = [remove, act]
    said = at_once(lambda: turns.pop()(), 2)
    return next(one for one in said if not isinstance(one, str)), next(one for one in said if isinstance(one, str))


@pytest.mark.django_db(transaction=True)
def test_whoever_signs_in_while_their_household_is_removed_is_let_in_or_told_plainly(priya, words_of):
    card, browser = words_of(priya), Client()
    sent = {"code": card.code, "words": card.words}
    answer, _host = _while_a_host_removes(priya, lambda: browser.post("/robin-and-sam/sign-in/", sent))
    assert answer.status_code in (200, 302)
    assert not User.objects.filter(pk=priya.user_id).exists()
    assert browser.get("/robin-and-sam/reply/").status_code == 302


@pytest.mark.django_db(transaction=True)
def test_whoever_gives_while_their_household_is_removed_keeps_it_or_is_told_that_it_is_gone(priya, as_priya):
    gift = {"amount": "50", "names": "Priya", "message": "", "email": "priya@example.org", "form_token": "f" * 32}
    answer, host = _while_a_host_removes(priya, lambda: as_priya.post("/robin-and-sam/gifts/give/", gift))
    assert (host, answer.status_code) in (("kept", 302), ("removed", 404), ("removed", 302))
    assert Household.objects.filter(pk=priya.pk).exists() == (host == "kept")
    assert priya.contributions.count() == (host == "kept")


@pytest.mark.django_db(transaction=True)
def test_whoever_claims_a_gift_while_their_household_is_removed_is_told_that_it_is_gone(priya, as_priya):
    plates = priya.wedding.gifts.create(name="Plates", quantity=4)
    url = f"/robin-and-sam/gifts/things/{plates.pk}/claim/"
    answer, host = _while_a_host_removes(priya, lambda: as_priya.post(url, {"count": "1"}))
    assert (host, answer.status_code) in (("kept", 302), ("removed", 404), ("removed", 302))
    assert plates.claims.count() == (host == "kept")


@pytest.mark.django_db
@pytest.mark.parametrize("by_link", [False, True])
def test_a_household_that_is_removed_between_its_words_and_its_session_is_not_let_in(
    priya, words_of, monkeypatch, by_link
):
    card = words_of(priya)

    def opened_then_removed(*request, **proof) -> User:
        user = opened(*request, **proof)
        remove_household(priya, consequences_for_household(priya).seal)
        return user

    opened = entrance._opened
    monkeypatch.setattr(entrance, "_opened", opened_then_removed)
    sent = {} if by_link else {"code": card.code, "words": card.words}
    browser = Client()
    answer = browser.post(
        f"/robin-and-sam/enter/{card.code}/{card.link}/" if by_link else "/robin-and-sam/sign-in/", sent
    )
    assert (answer.status_code, SESSION_KEY in browser.session) == (200, False)
    assert str(entrance.NO_LINK if by_link else entrance.NO_MATCH) in answer.content.decode()
