"""Cards: codes, words, links, and what ends them."""

import re
import uuid
from itertools import chain, count, repeat
from unittest import mock

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import settings as run
from hypothesis import strategies as st

from handfast.accounts import cards
from handfast.accounts.models import Card, User

HEX = "0123456789ABCDEF"


def save(drawn: list) -> list[cards.Credentials]:
    """Keeps drawn sign-ins as the import does, and hands back what is printed on them."""
    User.objects.bulk_create([user for user, _, _ in drawn])
    Card.objects.bulk_create([card for _, card, _ in drawn])
    return [credentials for _, _, credentials in drawn]


def misread(code: str) -> bool:
    """Whether a spreadsheet would make a number or a date of `code`, said another way than the code under test."""
    try:
        float(code.replace("D", "E"))
        return True
    except ValueError:
        return any(
            month in code
            for month in ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
        )


# --- Typing it in ---------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["{0}", "  {0} ", "{1}", "{2}", "{3}", "{4}"])
def test_a_code_is_forgiven_its_case_spaces_and_look_alikes(typed):
    [credentials] = save(cards.draw(1))
    code = credentials.code
    forms = (
        code,
        code.lower(),
        f"{code[:3]} {code[3:]}",
        f"{code[:3]}-{code[3:]}".lower(),
        code.replace("0", "O").replace("1", "l"),
    )
    assert authenticate(None, code=typed.format(*forms), words=credentials.words)


@run(deadline=None)
@given(st.lists(st.sampled_from(HEX), min_size=6, max_size=8), st.data())
def test_a_code_survives_any_way_of_typing_it(digits, data):
    code = "".join(digits)
    look_alikes = {"0": "0Oo", "1": "1IiLl"}
    typed = "".join(
        data.draw(st.sampled_from(["", " ", "-", "_", ".", "\u00a0"]))
        + data.draw(st.sampled_from(look_alikes.get(digit, digit + digit.lower() + chr(ord(digit) + 0xFEE0))))
        for digit in digits
    )
    assert cards.plain_code(typed) == code


@run(deadline=None)
@given(st.lists(st.sampled_from(cards.word_list()), min_size=4, max_size=4), st.data())
def test_words_survive_any_way_of_typing_them(words, data):
    typed = "".join(
        data.draw(st.sampled_from([word, word.upper(), word.title()]))
        + data.draw(st.sampled_from(["", " ", "  ", ", ", "-", "\n"]))
        for word in words
    )
    assert cards.plain_words(typed) == cards.plain_words(" ".join(words))


@run(deadline=None)
@given(*[st.lists(st.sampled_from(cards.word_list()), min_size=4, max_size=4)] * 2)
def test_two_cards_with_other_words_never_look_the_same_without_spaces(one, other):
    assert (cards.plain_words(" ".join(one)) == cards.plain_words(" ".join(other))) == (one == other)


# --- Drawing codes --------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_no_code_looks_like_a_number_or_a_date():
    codes = cards.new_codes(5000)
    assert len(set(codes)) == 5000
    assert [code for code in codes if not re.fullmatch(r"[0-9A-F]{6}", code) or misread(code)] == []


@run(deadline=None)
@given(st.text(HEX, min_size=6, max_size=6))
def test_whatever_a_spreadsheet_would_misread_is_drawn_again(code):
    assert cards._misread(code) or not misread(code)


@pytest.mark.django_db
def test_a_taken_code_is_drawn_again():
    save(cards.draw(1))
    taken = User.objects.get().username
    drawn = chain(repeat(mock.Mock(hex=taken.lower() + "0" * 26), 16), (uuid.uuid4() for _ in count()))
    with mock.patch.object(cards, "uuid", mock.Mock(uuid4=mock.Mock(side_effect=drawn))):
        assert taken not in cards.new_codes(1)


@pytest.mark.django_db
def test_codes_grow_longer_only_where_the_short_ones_run_out():
    User.objects.bulk_create([User(username=letter) for letter in "ABCDEF"])
    assert all(len(code) == 6 for code in cards.new_codes(200))
    assert {len(code) for code in cards.new_codes(20, length=1)} <= {2, 3}


@pytest.mark.django_db
def test_drawing_asks_the_database_once_for_thousands(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(cards.draw(4000)) == 4000


# --- Opening --------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_card_opens_with_its_words_and_with_its_link_and_with_nothing_else():
    one, other = save(cards.draw(2))
    assert authenticate(None, code=one.code, words=one.words).username == one.code
    assert authenticate(None, code=one.code, link=one.link).username == one.code
    for wrong in (
        {"words": other.words},
        {"link": other.link},
        {"words": one.link},
        {"link": one.words},
        {"words": ""},
        {},
    ):
        assert authenticate(None, code=one.code, **wrong) is None
    assert authenticate(None, code="", words=one.words) is None


@pytest.mark.django_db
def test_an_unknown_code_costs_the_same_verification():
    [known] = save(cards.draw(1))
    with mock.patch.object(cards, "_keyed_hash", wraps=cards._keyed_hash) as hashing:
        authenticate(None, code=known.code, words="apple apple apple apple")
        for_known = hashing.call_count
        authenticate(None, code="NOSUCH", words="apple apple apple apple")
        for_unknown = hashing.call_count - for_known
    assert for_known == for_unknown == 1


@pytest.mark.django_db
def test_a_card_is_never_tried_as_a_hosts_password_nor_the_other_way_round():
    host = User.objects.create_user("robin@example.org", "robin@example.org", "gentle river stones")
    [card] = save(cards.draw(1))
    assert authenticate(None, code=host.username, words="gentle river stones") is None
    assert authenticate(None, email=card.code, password=card.words) is None
    assert authenticate(None, username=card.code, password=card.words) is None
    assert authenticate(None, email="robin@example.org", password="gentle river stones") == host


@pytest.mark.django_db
def test_the_database_alone_opens_nothing(settings):
    [credentials] = save(cards.draw(1))
    card = Card.objects.get()
    kept = " ".join(str(getattr(card, field.attname)) for field in Card._meta.concrete_fields) + str(bytes(card.sealed))
    for secret in (credentials.words, credentials.link, *credentials.words.split()):
        assert secret not in kept
    settings.CARD_KEYS = [Fernet.generate_key().decode()]
    assert authenticate(None, code=credentials.code, words=credentials.words) is None
    with pytest.raises(InvalidToken):
        cards.read(card)


@pytest.mark.django_db
def test_two_cards_with_the_same_words_are_hashed_alike_only_under_one_key(settings):
    """The hash has no salt of its own, so it must have a key: without the key nobody can try words against it."""
    words = "apple banana cherry lemon"
    before = cards._keyed_hash(settings.CARD_KEYS[0], "words", words)
    assert before != cards._keyed_hash("another key", "words", words)
    assert before != cards._keyed_hash(settings.CARD_KEYS[0], "link", words)


# --- Ending ---------------------------------------------------------------------------------------------------------


def test_a_renewed_card_ends_its_sessions_and_its_old_words(as_priya, priya, words_of):
    old = words_of(priya)
    assert as_priya.get("/robin-and-sam/").status_code == 200
    new = cards.renew(priya.user.card)
    assert new.code == old.code
    assert as_priya.get("/robin-and-sam/").status_code == 302
    for words, link in ((old.words, ""), ("", old.link)):
        assert authenticate(None, code=old.code, words=words, link=link) is None
    assert authenticate(None, code=new.code, words=new.words) == priya.user


def test_a_withdrawn_card_ends_its_sessions_at_once(as_priya, as_neighbours, priya, words_of):
    credentials = words_of(priya)
    cards.withdraw(priya.user.card)
    assert as_priya.get("/robin-and-sam/").status_code == 302
    assert as_neighbours.get("/robin-and-sam/").status_code == 200
    assert authenticate(None, code=credentials.code, words=credentials.words) is None
    again = cards.renew(priya.user.card)
    assert authenticate(None, code=again.code, words=again.words) == priya.user


# --- Turning the keys -----------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_printed_cards_survive_a_change_of_keys(settings, capsys):
    printed = save(cards.draw(3))
    [old] = settings.CARD_KEYS
    new = Fernet.generate_key().decode()
    settings.CARD_KEYS = [new, old]
    assert all(authenticate(None, code=one.code, words=one.words) for one in printed), "before the turn"
    call_command("rotate_cards")
    assert capsys.readouterr().out.startswith("3 cards")
    settings.CARD_KEYS = [new]
    for one in printed:
        assert authenticate(None, code=one.code, words=one.words)
        assert authenticate(None, code=one.code, link=one.link)
        assert cards.read(Card.objects.get(user__username=one.code)) == one


@pytest.mark.django_db
def test_a_lost_key_stops_the_turn_and_says_what_to_do(settings):
    save(cards.draw(2))
    before = list(Card.objects.order_by("pk").values_list("words_hash", "sealed"))
    settings.CARD_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(CommandError, match="Put that key back"):
        call_command("rotate_cards")
    assert list(Card.objects.order_by("pk").values_list("words_hash", "sealed")) == before
