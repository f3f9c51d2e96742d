"""Bugs that were read in the code of other wedding sites. Each test is named for what happened to somebody's guests."""

import pytest

from handfast.accounts.models import Card, User
from handfast.guests.listing import understand
from handfast.guests.models import Guest, Household
from handfast.guests.planning.apply import apply
from handfast.guests.tests.lists import SEED, csv
from handfast.guests.uploading import imports


def households(*rows: str) -> list[set[str]]:
    return [{person.name.whole for person in party.people} for party in understand(csv(*rows)).parties]


def test_neighbours_of_one_postcode_are_not_merged():
    rows = "Name,Street,Postcode", "Ann Fox,1 Mill Lane,YO1 1AA", "Bob Hill,2 Mill Lane,YO1 1AA"
    assert households(*rows) == [{"Ann Fox"}, {"Bob Hill"}]


def test_a_family_in_rows_apart_is_not_torn():
    rows = (
        "Name,Street,Postcode",
        "Ann Fox,1 Mill Lane,YO1 1AA",
        "Bob Hill,2 Quay,BS1 1AA",
        "Cy Fox,1 Mill Lane,YO1 1AA",
    )
    assert households(*rows) == [{"Ann Fox", "Cy Fox"}, {"Bob Hill"}]


@pytest.mark.parametrize("spelling", ["TRUE", "True", "true", "Yes", "y", "1", "x"])
def test_a_plus_one_is_not_lost_to_its_spelling(spelling):
    assert understand(csv("Name,plus_one", f"Ann Fox,{spelling}")).extra_seats == 1


@pytest.mark.django_db
def test_accents_need_not_be_removed(robin_and_sams):
    kept = imports.upload(robin_and_sams, None, "l.csv", csv("Name", "Zoë Brontë", "Łukasz Wójcik", "佐藤 花子"))
    apply(kept, kept.digest, None)
    assert set(Guest.objects.values_list("first_name", "last_name")) == {
        ("Zoë", "Brontë"), ("Łukasz", "Wójcik"), ("佐藤", "花子")
    }  # fmt: skip


@pytest.mark.django_db
def test_a_failure_leaves_no_accounts_behind(robin_and_sams, monkeypatch):
    kept = imports.upload(robin_and_sams, None, "guests.csv", SEED.encode())

    def fail(*args: object, **kwargs: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(Guest.objects, "bulk_create", fail)
    before = User.objects.count()
    with pytest.raises(OSError, match="disk"):
        apply(kept, kept.digest, None)
    assert (User.objects.count(), Card.objects.count(), Household.objects.count()) == (before, 0, 0)


def test_alastair_is_kept():
    rows = "first_name,last_name", "Alastair,Firstbrook", "Blast,Lastman", "First,Last-Name"
    assert [len(people) for people in households(*rows)] == [1, 1, 1]


def test_a_family_that_shares_an_email_is_not_merged():
    rows = "Household,Name,Email", "A,Ann Fox,fox@example.org", "A,Bob Fox,fox@example.org", "B,Cy Fox,fox@example.org"
    assert households(*rows) == [{"Ann Fox", "Bob Fox"}, {"Cy Fox"}]


def test_guests_without_an_email_are_not_skipped():
    assert households("Name,Email", "Ann Fox,", "Bob Hill,-") == [{"Ann Fox"}, {"Bob Hill"}]


def test_an_address_of_several_lines_breaks_nothing():
    rows = "Name,Address,Email", '"Ann Fox","1 Mill Lane\nYork","a@example.org"', "Bob Hill,2 Mill Lane,b@example.org"
    assert households(*rows) == [{"Ann Fox"}, {"Bob Hill"}]


@pytest.mark.django_db
def test_a_file_with_a_byte_order_mark_is_read(robin_and_sams):
    kept = imports.upload(robin_and_sams, None, "guests.csv", SEED.encode("utf-8-sig"))
    assert kept.plan["encoding"] == "UTF-8 with byte-order mark"
    assert apply(kept, kept.digest, None).outcome["created"] == 11
