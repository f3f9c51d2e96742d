"""Two hosts at once, and whatever anybody may put into a file."""

import pytest

from handfast.guests import imports
from handfast.guests.apply import NotApplied, apply
from handfast.guests.models import Guest, Household, Import
from handfast.guests.tests.lists import SEED, csv
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
