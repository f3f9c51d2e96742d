"""How guests come in, and how nobody else does."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from handfast.accounts import cards
from handfast.guests.entrance import NO_LINK, NO_MATCH

SIGN_IN = "/robin-and-sam/sign-in/"
HOME = "/robin-and-sam/"


@pytest.fixture
def card(priya, words_of) -> cards.Credentials:
    """What is printed on Priya and Omar's card."""
    return words_of(priya)


def link_of(card: cards.Credentials, wedding: str = "robin-and-sam") -> str:
    """Where the square on a card leads."""
    return f"/{wedding}/enter/{card.code}/{card.link}/"


def is_in(client: Client) -> bool:
    """Whether `client` sees the wedding's home."""
    return client.get(HOME).status_code == 200


# --- Code and words -------------------------------------------------------------------------------------------------


def test_a_guest_comes_in_with_code_and_words(client, card):
    answer = client.post(SIGN_IN, {"code": card.code, "words": card.words})
    assert (answer.status_code, answer["Location"]) == (302, HOME)
    assert is_in(client)


def test_capitals_spaces_and_look_alikes_are_forgiven(client, card):
    code = card.code.lower().replace("0", "o").replace("1", "l")
    typed = {"code": f" {code[:3]}-{code[3:]} ", "words": card.words.upper().replace(" ", ", ")}
    assert client.post(SIGN_IN, typed).status_code == 302


def test_a_guest_is_taken_where_they_were_going(client, card):
    asked = client.get("/robin-and-sam/reply/")
    assert asked["Location"] == f"{SIGN_IN}?next=/robin-and-sam/reply/"
    page = client.get(asked["Location"])
    assert 'value="/robin-and-sam/reply/"' in page.content.decode()
    answer = client.post(SIGN_IN, {"code": card.code, "words": card.words, "next": "/robin-and-sam/reply/"})
    assert answer["Location"] == "/robin-and-sam/reply/"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil.example"]
)
def test_nobody_is_taken_off_the_site(client, card, elsewhere):
    answer = client.post(SIGN_IN, {"code": card.code, "words": card.words, "next": elsewhere})
    assert answer["Location"] == HOME


@pytest.mark.parametrize("whose", ["nobody's", "wrong words", "withdrawn", "of another wedding", "a host's"])
def test_whatever_is_wrong_the_answer_is_the_same(client, card, priya, mallory, words_of, robin, whose):
    code, words = {
        "nobody's": ("0A0B0C", card.words),
        "wrong words": (card.code, "apple banana cherry lemon"),
        "withdrawn": (card.code, card.words),
        "of another wedding": (words_of(mallory).code, words_of(mallory).words),
        "a host's": (robin.email, "gentle river stones"),
    }[whose]
    if whose == "withdrawn":
        cards.withdraw(priya.user.card)
    answer = client.post(SIGN_IN, {"code": code, "words": words})
    assert answer.status_code == 200
    assert str(NO_MATCH) in answer.content.decode()
    assert Session.objects.count() == 0


def test_an_unknown_code_takes_the_same_queries_as_a_known_one(card, mallory, words_of):
    counts = set()
    for code in (card.code, "0A0B0C", words_of(mallory).code):
        with CaptureQueriesContext(connection) as queries:
            Client().post(SIGN_IN, {"code": code, "words": "apple banana cherry lemon"})
        counts.add(len(queries))
    assert len(counts) == 1


def test_an_empty_form_names_both_fields(client, robin_and_sams):
    answer = client.post(SIGN_IN, {"code": "", "words": ""})
    assert answer.content.decode().count("This field is required.") >= 2


def test_the_sixth_wrong_try_is_slowed_and_another_network_is_not(card):
    here, there = Client(REMOTE_ADDR="192.0.2.10"), Client(REMOTE_ADDR="198.51.100.7")
    for _ in range(5):
        here.post(SIGN_IN, {"code": card.code, "words": "apple banana cherry lemon"})
    slowed = here.post(SIGN_IN, {"code": card.code, "words": card.words})
    assert slowed.status_code == 429
    assert "Please wait" in slowed.content.decode()
    assert there.post(SIGN_IN, {"code": card.code, "words": card.words}).status_code == 302


def test_limits_do_not_live_in_one_process_alone(card):
    for _ in range(5):
        Client().post(SIGN_IN, {"code": card.code, "words": "apple banana cherry lemon"})
    cache.clear()
    assert Client().post(SIGN_IN, {"code": card.code, "words": card.words}).status_code == 429


# --- The personal link ----------------------------------------------------------------------------------------------


def test_looking_at_a_link_signs_nobody_in_and_its_button_does(client, card):
    page = client.get(link_of(card))
    assert page.status_code == 200
    assert "Open our invitation" in page.content.decode()
    assert not is_in(client)
    assert client.post(link_of(card))["Location"] == HOME
    assert is_in(client)


def test_a_link_page_looks_the_same_whether_the_link_is_good_or_not(client, card):
    good, bad = client.get(link_of(card)), client.get("/robin-and-sam/enter/0A0B0C/nothing-at-all/")
    assert good.status_code == bad.status_code == 200
    one, other = (re.sub(r'(csrfmiddlewaretoken" value=")\w+', r"\1", page.content.decode()) for page in (good, bad))
    assert one == other


def test_a_wrong_link_and_one_of_another_wedding_are_refused_alike(client, card, mallory, words_of):
    theirs = words_of(mallory)
    for url in (link_of(theirs), "/robin-and-sam/enter/0A0B0C/nothing/", f"/robin-and-sam/enter/{card.code}/nothing/"):
        answer = client.post(url)
        assert answer.status_code == 200
        assert str(NO_LINK) in answer.content.decode()
    assert not is_in(client)
    assert client.post(link_of(theirs, "mallory-and-max")).status_code == 302


def test_a_link_is_at_least_128_random_bits(card):
    assert len(card.link) * 6 >= 128


def test_an_address_typed_in_capitals_leads_there_too(client, card):
    answer = client.post("/Robin-And-Sam/sign-in/", {"code": card.code, "words": card.words})
    assert answer["Location"] == HOME


# --- Sessions -------------------------------------------------------------------------------------------------------


def test_signing_in_makes_a_new_session_and_leaves_nothing_of_the_old(client, card, as_robin):
    client.cookies["sessionid"] = "planted-by-somebody-else-0000000"
    client.post(SIGN_IN, {"code": card.code, "words": card.words})
    assert client.cookies["sessionid"].value != "planted-by-somebody-else-0000000"
    before = as_robin.session.session_key
    as_robin.post(SIGN_IN, {"code": card.code, "words": card.words})
    assert as_robin.session.session_key != before
    assert as_robin.get("/robin-and-sam/host/").status_code == 404
    assert not Session.objects.filter(session_key=before).exists()


def test_only_a_post_signs_out_and_it_ends_the_session(as_priya):
    assert as_priya.get("/robin-and-sam/sign-out/").status_code == 405
    assert is_in(as_priya)
    key = as_priya.session.session_key
    assert as_priya.post("/robin-and-sam/sign-out/")["Location"] == SIGN_IN
    assert not Session.objects.filter(session_key=key).exists()
    as_priya.cookies["sessionid"] = key
    assert not is_in(as_priya)


def test_a_post_from_another_site_is_refused(card):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(SIGN_IN, {"code": card.code, "words": card.words}).status_code == 403
    assert strict.post(link_of(card)).status_code == 403


# --- The front page -------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_before_there_is_anybody_the_front_page_leads_to_the_first_run(client):
    assert client.get("/")["Location"] == "/setup/"


def test_with_one_wedding_the_front_page_leads_to_it(client, robin):
    assert client.get("/")["Location"] == HOME


def test_with_several_a_stranger_learns_nothing_of_them(client, robin, mallorys):
    page = client.get("/").content.decode()
    assert "address on your card" in page
    assert "Robin" not in page
    assert "Mallory" not in page


def test_everybody_comes_home(as_priya, as_mallory, as_robin, mallorys):
    assert as_priya.get("/")["Location"] == HOME
    assert as_mallory.get("/")["Location"] == "/mallory-and-max/"
    assert as_robin.get("/")["Location"] == "/robin-and-sam/host/"


def test_a_host_of_two_weddings_chooses(as_robin, robin, mallorys):
    mallorys.hosts.create(user=robin)
    page = as_robin.get("/").content.decode()
    assert "/robin-and-sam/host/" in page
    assert "/mallory-and-max/host/" in page
