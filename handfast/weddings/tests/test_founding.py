"""The first run: who may begin a site, and that only one does."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from handfast.accounts.models import User
from handfast.payments.models import Account
from handfast.weddings.founding import AlreadyOwned, found_site, found_wedding, setup_code
from handfast.weddings.models import RESERVED_SLUGS, Host, Wedding
from tests.at_once import at_once

WEDDING = {"slug": "robin-and-sam", "partner_one": "Robin", "partner_two": "Sam"}
FORM = {
    "name": "Robin",
    "email": "Robin@example.org",
    "password": "gentle river stones",
    "partner_one": "Robin",
    "partner_two": "Sam",
    "day": "2027-06-12",
    "time": "14:00",
    "place": "Fernhill Barn",
    "slug": "",
    "time_zone": "Europe/London",
    "currency": "eur",
}


def fill_in(client, **changes: str):
    """What the setup page answers to the form, with the right words unless told otherwise."""
    return client.post("/setup/", {**FORM, "code": setup_code(), **changes})


# --- The page -------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_page_makes_the_owner_the_wedding_and_all_it_needs_and_signs_in(client):
    assert client.get("/setup/").status_code == 200
    answer = fill_in(client)
    assert answer["Location"] == "/robin-and-sam/host/"
    wedding = Wedding.objects.get()
    owner = User.objects.get()
    assert (wedding.title, wedding.currency, wedding.place) == ("Robin & Sam", "eur", "Fernhill Barn")
    assert wedding.starts_at == datetime(2027, 6, 12, 13, 0, tzinfo=UTC)
    assert (owner.email, owner.is_superuser, owner.check_password("gentle river stones")) == (
        "robin@example.org",
        True,
        True,
    )
    assert wedding.hosts.get().role == Host.Role.OWNER
    assert wedding.mailbox.name == wedding.book.name == "Robin & Sam"
    assert Account.objects.get() == wedding.book.account
    assert client.get("/robin-and-sam/host/").status_code == 200


@pytest.mark.django_db
def test_the_page_is_gone_once_there_is_an_owner(client, robin):
    assert client.get("/setup/").status_code == 404
    assert fill_in(client).status_code == 404
    assert User.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["", "apple banana cherry lemon", "handfast"])
def test_whoever_reaches_a_fresh_server_first_needs_its_words(client, code):
    assert fill_in(client, code=code).status_code == 200
    assert not User.objects.exists()
    assert not Wedding.objects.exists()


@pytest.mark.django_db
def test_the_words_are_forgiven_like_a_cards(client):
    assert fill_in(client, code=setup_code().title().replace(" ", "-")).status_code == 302


@pytest.mark.django_db
def test_guessing_the_words_is_slowed_and_then_not_even_judged(client):
    for _ in range(5):
        fill_in(client, code="apple banana cherry lemon")
    assert fill_in(client).status_code == 429
    assert not User.objects.exists()


@pytest.mark.django_db
def test_the_words_follow_from_the_servers_secret_and_stand_in_its_log(client, settings, caplog):
    from handfast.weddings.setup_page import tell_the_log

    first = setup_code()
    settings.SECRET_KEY = "another"
    assert setup_code() != first
    assert len(setup_code().split()) == 4
    tell_the_log.cache_clear()
    client.get("/setup/")
    client.get("/setup/")
    assert caplog.text.count(setup_code()) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("password", "password"),
        ("email", "robin"),
        ("slug", "admin"),
        ("slug", "not a slug"),
        ("partner_one", ""),
        ("time_zone", "Moon/Sea"),
    ],
)
def test_what_will_not_do_is_said_and_nothing_is_made(client, field, value):
    answer = fill_in(client, **{field: value})
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    assert not User.objects.exists()
    assert not Account.objects.exists()


@pytest.mark.django_db
def test_names_without_a_letter_for_an_address_ask_for_one(client):
    answer = fill_in(client, partner_one="明", partner_two="美", slug="")
    assert "no letters for one" in answer.content.decode()
    assert fill_in(client, partner_one="明", partner_two="美", slug="ming-mei")["Location"] == "/ming-mei/host/"


# --- Only one -------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_five_at_once_make_one_owner():
    people = [f"host{n}@example.org" for n in range(5)]

    def found() -> str:
        email = people.pop()
        try:
            found_site(email=email, password="gentle river stones", **WEDDING | {"slug": email.split("@")[0]})
        except AlreadyOwned:
            return "too late"
        return "owner"

    assert sorted(at_once(found)) == ["owner"] + ["too late"] * 4
    assert User.objects.filter(is_superuser=True).count() == User.objects.count() == 1
    assert Wedding.objects.count() == Account.objects.count() == 1


@pytest.mark.django_db
def test_a_wedding_that_will_not_do_leaves_no_owner_behind():
    with pytest.raises(ValidationError):
        found_site(email="robin@example.org", password="gentle river stones", **WEDDING | {"slug": "admin"})
    assert not User.objects.exists()


@pytest.mark.django_db
def test_two_weddings_share_the_sites_account_and_nothing_else(robin):
    one = found_wedding(robin, **WEDDING | {"slug": "one"})
    other = found_wedding(robin, **WEDDING | {"slug": "other", "currency": "USD"})
    assert one.book.account == other.book.account
    assert one.book != other.book
    assert one.mailbox != other.mailbox
    assert other.currency == "usd"


def test_addresses_of_ours_are_not_given_away():
    from django.urls import get_resolver

    first_parts = {str(pattern.pattern).split("/")[0] for pattern in get_resolver().url_patterns}
    ours = {part for part in first_parts if part.isidentifier()}
    assert {"accounts", "admin", "health", "setup"} <= ours <= RESERVED_SLUGS
    assert {"static", "media", "stripe", "invoices"} <= RESERVED_SLUGS


# --- From the shell -------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_init_does_what_the_page_does(capsys):
    call_command("init", email="robin@example.org", names="Robin & Sam", date=datetime(2027, 6, 12).date())
    out = capsys.readouterr().out
    assert "http://localhost:8000/robin-and-sam/host/" in out
    owner = User.objects.get()
    assert owner.is_superuser
    assert owner.check_password(out.strip().rsplit(" ", 1)[1])
    assert Wedding.objects.get().date == datetime(2027, 6, 12).date()


@pytest.mark.django_db
def test_init_prints_the_words_of_the_page(capsys):
    call_command("init", code=True)
    assert capsys.readouterr().out.strip() == setup_code()
    assert not User.objects.exists()


@pytest.mark.django_db
def test_init_adds_a_wedding_for_a_host_and_for_nobody_else(robin):
    call_command("init", email="robin@example.org", names="Ada and Max", currency="usd")
    assert robin.hosted.get(wedding__slug="ada-and-max").is_owner
    with pytest.raises(CommandError, match="Nobody signs in"):
        call_command("init", email="mallory@example.org", names="Mallory & Max")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "robin"},
        {"names": "Robin"},
        {"slug": "admin"},
        {"password": "short"},
        {"time_zone": "Moon/Sea"},
        {"email": None},
    ],
)
def test_init_says_what_will_not_do_and_makes_nothing(wrong):
    with pytest.raises(CommandError):
        call_command("init", **{"email": "robin@example.org", "names": "Robin & Sam"} | wrong)
    assert not User.objects.exists()
    assert not Wedding.objects.exists()
