"""Uploading and applying lists, against the database."""

import pytest

from handfast.guests.models import Guest, Household
from handfast.guests.planning.apply import NotApplied, apply
from handfast.guests.tests.lists import SEED, csv
from handfast.guests.uploading import imports

pytestmark = pytest.mark.django_db


def read_in(wedding, data: bytes, name: str = "guests.csv"):
    kept = imports.upload(wedding, None, name, data)
    return apply(kept, kept.digest, None)


def seats(wedding):
    return Guest.objects.filter(household__wedding=wedding, guest_of__isnull=False)


def people(wedding):
    return Guest.objects.filter(household__wedding=wedding, guest_of__isnull=True)


def test_the_seed_makes_six_households_eleven_guests_and_two_seats(robin_and_sams):
    kept = read_in(robin_and_sams, SEED.encode())
    assert kept.outcome == {"created": 11, "updated": 0, "unchanged": 0, "deleted": 0}
    assert Household.objects.filter(wedding=robin_and_sams).count() == 6
    assert people(robin_and_sams).count() == 11
    assert {str(seat.guest_of) for seat in seats(robin_and_sams)} == {"Alastair Byrne", "Hana Novak"}
    assert all(len(household.code) == 6 for household in robin_and_sams.households.select_related("user"))
    assert bytes(kept.file) == SEED.encode()


def test_the_same_list_again_changes_nothing(robin_and_sams):
    read_in(robin_and_sams, SEED.encode())
    codes = set(Household.objects.values_list("user__username", flat=True))
    kept = read_in(robin_and_sams, SEED.encode())
    assert kept.outcome == {"created": 0, "updated": 0, "unchanged": 11, "deleted": 0}
    assert set(Household.objects.values_list("user__username", flat=True)) == codes
    assert seats(robin_and_sams).count() == 2


def test_an_import_is_applied_once_however_often_it_is_asked_for(robin_and_sams):
    kept = imports.upload(robin_and_sams, None, "guests.csv", SEED.encode())
    apply(kept, kept.digest, None)
    apply(kept, kept.digest, None)
    assert people(robin_and_sams).count() == 11


def test_a_preview_made_before_the_guests_changed_is_not_applied(robin_and_sams):
    kept = imports.upload(robin_and_sams, None, "guests.csv", SEED.encode())
    read_in(robin_and_sams, csv("First name,Last name", "Zoë,Arkwright"))
    with pytest.raises(NotApplied):
        apply(kept, kept.digest, None)
    assert people(robin_and_sams).count() == 1


def test_another_digest_is_not_applied(robin_and_sams):
    kept = imports.upload(robin_and_sams, None, "guests.csv", SEED.encode())
    with pytest.raises(NotApplied):
        apply(kept, "0" * 64, None)
    assert not people(robin_and_sams).exists()


def test_one_wedding_does_not_see_anothers_guests(robin_and_sams, mallorys):
    read_in(robin_and_sams, SEED.encode())
    assert read_in(mallorys, SEED.encode()).outcome["created"] == 11
