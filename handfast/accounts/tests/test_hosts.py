"""How hosts sign in, stay, change a password and get a new one."""

import re
import threading
import time

import pytest
from django.contrib.auth.hashers import check_password, identify_hasher
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse

from handfast.accounts import sessions
from handfast.accounts.models import User
from tests.cast import PASSWORD

LOGIN, OVERVIEW = "/accounts/login/", "/robin-and-sam/host/"
NO_MATCH = "do not belong together"


def sign_in(client: Client, email: str = "robin@example.org", password: str = PASSWORD, **more: str):
    """What the sign-in page answers."""
    return client.post(LOGIN, {"login": email, "password": password, **more})


def is_in(client: Client) -> bool:
    """Whether `client` sees the hosts' overview."""
    return client.get(OVERVIEW).status_code == 200


# --- Signing in -----------------------------------------------------------------------------------------------------


def test_a_host_comes_in_by_email_and_password_whatever_the_capitals(client, robin):
    assert sign_in(client, "Robin@Example.org")["Location"] == "/"
    assert is_in(client)


def test_a_host_is_taken_where_they_were_going_and_never_off_the_site(robin):
    assert sign_in(Client(), next="/robin-and-sam/host/money/")["Location"] == "/robin-and-sam/host/money/"
    assert sign_in(Client(), next="https://evil.example/")["Location"] == "/"


def test_an_unknown_email_is_answered_like_a_wrong_password(robin, priya, words_of):
    answers = [
        sign_in(Client(), "nobody@example.org"),
        sign_in(Client(), password="not this one"),
        sign_in(Client(), words_of(priya).code, words_of(priya).words),
        sign_in(Client(), "priya@example.org", words_of(priya).words),
    ]
    assert [answer.status_code for answer in answers] == [200] * 4
    for answer in (answers[0], answers[1], answers[3]):
        assert NO_MATCH in answer.content.decode()


def test_there_is_no_way_to_sign_up(client, robin):
    for page in ("signup/", "email/", "password/set/", "reauthenticate/", "confirm-email/"):
        assert client.get(f"/accounts/{page}").status_code in (302, 404)
        assert client.post(f"/accounts/{page}", {"email": "mallory@example.org"}).status_code in (302, 404)
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
    assert User.objects.count() == 1


def test_guessing_is_slowed_from_there_and_the_host_comes_in_from_elsewhere(robin):
    here, home = Client(REMOTE_ADDR="198.51.100.7"), Client(REMOTE_ADDR="192.0.2.10")
    for _ in range(5):
        sign_in(here, password="a guess")
    slowed = sign_in(here)
    assert "Please wait" in slowed.content.decode()
    assert not is_in(here)
    sign_in(home)
    assert is_in(home)


def test_signing_in_makes_a_new_session(client, robin):
    client.cookies["sessionid"] = "planted-by-somebody-else-0000000"
    sign_in(client)
    assert client.session.session_key != "planted-by-somebody-else-0000000"


def test_only_a_post_signs_out(as_robin):
    assert as_robin.get("/accounts/logout/").status_code == 405
    assert is_in(as_robin)
    key = as_robin.session.session_key
    as_robin.post("/accounts/logout/")
    assert not Session.objects.filter(session_key=key).exists()


# --- Staying --------------------------------------------------------------------------------------------------------


@pytest.fixture
def clock(monkeypatch):
    """A clock that the test moves by hand: `clock(hours)`."""
    moved = [0.0]
    monkeypatch.setattr(sessions.time, "time", lambda real=time.time: real() + moved[0])
    return lambda hours: moved.__setitem__(0, moved[0] + hours * 3600)


def test_after_three_hours_without_a_page_a_host_is_out(client, robin, clock):
    sign_in(client)
    clock(2.9)
    assert is_in(client)
    clock(2.9)
    assert is_in(client)
    clock(3.1)
    assert not is_in(client)


def test_after_twelve_hours_a_host_is_out_however_busy(client, robin, clock):
    sign_in(client)
    for _ in range(5):
        clock(2.3)
        assert is_in(client)
    clock(0.6)
    assert not is_in(client)


def test_keep_me_signed_in_lasts_thirty_days_and_no_longer(client, robin, clock):
    sign_in(client, remember="on")
    assert client.cookies["sessionid"]["max-age"] == 30 * 86_400
    clock(29 * 24)
    assert is_in(client)
    clock(2 * 24)
    assert not is_in(client)


def test_without_it_the_cookie_ends_with_the_browser(client, robin):
    sign_in(client)
    assert client.cookies["sessionid"]["max-age"] == ""
    assert client.cookies["sessionid"]["httponly"]
    assert client.cookies["sessionid"]["samesite"] == "Lax"


def test_a_household_stays_signed_in(client, priya, words_of, clock):
    client.post("/robin-and-sam/sign-in/", {"code": words_of(priya).code, "words": words_of(priya).words})
    assert client.cookies["sessionid"]["max-age"] == sessions.GUEST_DAYS * 86_400
    clock(24 * 31)
    assert client.get("/robin-and-sam/").status_code == 200


# --- Passwords ------------------------------------------------------------------------------------------------------


def change(client: Client, new: str):
    """What the page for changing a password answers."""
    return client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})


@pytest.mark.parametrize("refused", ["short12", "password123", "x" * 129])
def test_too_short_too_common_and_too_long_are_refused(as_robin, robin, refused):
    assert change(as_robin, refused).status_code == 200
    robin.refresh_from_db()
    assert robin.check_password(PASSWORD)


@pytest.mark.parametrize("kept", ["eight ch", "x" * 64 + "y" * 64, "ünïcödé wörds"])
def test_anything_else_is_kept(as_robin, robin, kept):
    assert change(as_robin, kept).status_code == 302
    robin.refresh_from_db()
    assert robin.check_password(kept)


def test_a_changed_password_ends_the_other_sessions_and_keeps_this_one(as_robin, client, robin):
    sign_in(client)
    change(as_robin, "an entirely new one")
    assert is_in(as_robin)
    assert not is_in(client)


def test_passwords_are_stretched_with_argon2id(settings, robin):
    settings.PASSWORD_HASHERS = [one for one in settings.PASSWORD_HASHERS if "MD5" not in one]
    robin.set_password("gentle river stones")
    assert identify_hasher(robin.password).algorithm == "argon2"
    kind, memory, rounds = re.search(r"\$(argon2id)\$v=19\$m=(\d+),t=(\d+)", robin.password).groups()
    assert (kind, int(memory) >= 19 * 1024, int(rounds) >= 2) == ("argon2id", True, True)
    assert check_password("gentle river stones", robin.password)


# --- A forgotten password -------------------------------------------------------------------------------------------


def ask_for_letter(client: Client, email: str, **more: str) -> list:
    """The letters that are sent when `email` asks for a new password, once the thread that sends them is done."""
    mail.outbox.clear()
    answer = client.post("/accounts/password/reset/", {"email": email}, **more)
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/password/reset/done/")
    for thread in threading.enumerate():
        if thread.name == "reset letter":
            thread.join()
    return mail.outbox


def follow(client: Client, letter) -> str:
    """Opens the letter's link; the address of the form."""
    path = re.search(r"http://localhost:8000(/\S+)", letter.body)[1]
    return client.get(path)["Location"]


def test_a_forgotten_password_is_chosen_anew_and_ends_every_session(client, as_robin, robin):
    [letter] = ask_for_letter(client, "robin@example.org")
    assert letter.to == ["robin@example.org"]
    form = follow(client, letter)
    assert client.get(form).status_code == 200
    done = client.post(form, {"password1": "an entirely new one", "password2": "an entirely new one"})
    assert done.status_code == 302
    assert not is_in(as_robin)
    sign_in(client, password="an entirely new one")
    assert is_in(client)


def test_a_link_works_once(client, robin):
    [letter] = ask_for_letter(client, "robin@example.org")
    form = follow(client, letter)
    client.post(form, {"password1": "an entirely new one", "password2": "an entirely new one"})
    again = Client().get(re.search(r"http://localhost:8000(/\S+)", letter.body)[1])
    assert "no longer good" in again.content.decode()


def test_nobody_learns_which_emails_sign_in_and_guests_get_no_letter(client, robin, priya):
    assert ask_for_letter(client, "nobody@example.org") == []
    assert ask_for_letter(client, "priya@example.org") == []


def test_the_letters_link_is_ours_whatever_the_request_called_us(client, robin, settings):
    settings.ALLOWED_HOSTS = ["*"]
    [letter] = ask_for_letter(client, "robin@example.org", HTTP_HOST="evil.example")
    assert "http://localhost:8000/accounts/password/reset/key/" in letter.body
    assert "evil.example" not in letter.body + letter.subject


def test_a_mail_server_that_is_down_is_no_error_for_who_asks(client, robin, settings, caplog):
    settings.EMAIL_BACKEND = "handfast.accounts.tests.test_hosts.no_such_backend"
    assert ask_for_letter(client, "robin@example.org") == []
    assert "could not be sent" in caplog.text
