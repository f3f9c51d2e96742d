"""Taking a list back, while nobody has used what it made; and who was used, or deleted, comes back whole or stays."""

import pytest
from django.core import serializers
from django.utils import timezone

from handfast.accounts import cards
from handfast.accounts.models import Card, User
from handfast.guests.models import Guest, Household
from handfast.guests.planning.apply import NotApplied, apply
from handfast.guests.planning.undo import NotUndone, hindrance, undo
from handfast.guests.regrouping import move, split
from handfast.guests.tests.lists import SEED, csv
from handfast.guests.uploading import imports
from handfast.registry.funds import main_fund
from handfast.registry.giving import Filled, give
from handfast.rsvps.models import Reply
from handfast.rsvps.replying import Answer, record
from tests.at_once import at_once

FIRST = csv("Household,First Name,Last Name,Email", "A,Ann,One,ann@example.org", "A,Abe,One,", "B,Bea,Two,")
SECOND = csv("Household,First Name,Last Name,Email", "A,Ann,One,new@example.org", "A,Abe,One,", "C,Cy,Three,")


def state() -> list[str]:
    """Every household, guest, sign-in and reply, whole."""
    models = (User, Card, Household, Guest, Reply)
    return [serializers.serialize("json", model.objects.order_by("pk")) for model in models]


def read_in(wedding, data: bytes, *ticked: str):
    kept = imports.upload(wedding, None, "guests.csv", data)
    if ticked:
        imports.answer(kept, {"carry_on": list(ticked)})
    return apply(kept, kept.digest, None)


def gone_keys(wedding, data: bytes) -> list[str]:
    plan = imports.prepare(wedding, None, "guests.csv", data).plan
    return [f"gone:{one['household']}:{one['guest'] or ''}" for one in plan["gone"]]


@pytest.mark.django_db
def test_what_a_first_list_made_is_gone_after_it_is_undone(robin_and_sams):
    before = state()
    kept = undo(read_in(robin_and_sams, SEED.encode()), None)
    assert kept.undone_at
    assert state() == before


@pytest.mark.django_db
def test_what_a_later_list_changed_added_and_deleted_is_as_it_was(robin_and_sams):
    read_in(robin_and_sams, FIRST)
    bea = Household.objects.get(list_key="b")
    record(bea, [Answer(bea.guests.get().pk, True)], "We come", bea.user)
    before, words = state(), cards.read(bea.user.card).words
    [bea_gone] = gone_keys(robin_and_sams, SECOND)
    kept = read_in(robin_and_sams, SECOND, bea_gone)
    assert kept.outcome == {"created": 1, "updated": 1, "unchanged": 1, "deleted": 1}
    assert not User.objects.filter(pk=bea.user_id).exists()
    undo(kept, None)
    assert state() == before
    assert cards.opens(Card.objects.get(user=bea.user_id), words=words)


@pytest.mark.django_db
def test_a_list_undone_and_applied_again_makes_the_same_guests(robin_and_sams):
    undo(read_in(robin_and_sams, SEED.encode()), None)
    assert read_in(robin_and_sams, SEED.encode()).outcome["created"] == 11


@pytest.mark.django_db
def test_undoing_twice_is_undoing_once(robin_and_sams):
    kept = read_in(robin_and_sams, FIRST)
    undone = undo(kept, None).undone_at
    read_in(robin_and_sams, FIRST)
    assert undo(kept, None).undone_at == undone
    assert Guest.objects.count() == 3


def replied(home):
    record(home, [Answer(home.guests.first().pk, False)], "", home.user)


def signed_in(home):
    User.objects.filter(pk=home.user_id).update(last_login=timezone.now())


def gave(home):
    give(home, main_fund(home.wedding), Filled(5000, "Ann", "", "ann@example.org"), "form")


def was_joined(home):
    Guest.objects.create(household=home, first_name="Zoë")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("use", "words"),
    [(replied, "1 reply"), (signed_in, "has signed in"), (gave, "1 contribution"), (was_joined, "Zoë was put into")],
)
def test_what_was_used_is_not_taken_back(robin_and_sams, use, words):
    kept = read_in(robin_and_sams, FIRST)
    use(Household.objects.get(list_key="a"))
    before = state()
    with pytest.raises(NotUndone, match=words):
        undo(kept, None)
    assert words in hindrance(kept)
    assert state() == before


@pytest.mark.django_db
def test_lists_are_undone_in_the_order_in_which_they_came(robin_and_sams):
    first, second = read_in(robin_and_sams, FIRST), read_in(robin_and_sams, SECOND)
    with pytest.raises(NotUndone, match="Undo that one first"):
        undo(first, None)
    undo(second, None)
    undo(first, None)
    assert not Guest.objects.exists()


@pytest.mark.django_db
def test_what_a_host_changed_since_is_not_overwritten(robin_and_sams):
    read_in(robin_and_sams, FIRST)
    kept = read_in(robin_and_sams, SECOND)
    Guest.objects.filter(first_name="Ann").update(email="by.hand@example.org")
    with pytest.raises(NotUndone, match="Ann One was changed by hand"):
        undo(kept, None)


@pytest.mark.django_db
def test_a_household_that_gave_is_never_deleted_however_it_is_ticked(robin_and_sams):
    read_in(robin_and_sams, FIRST)
    gave(Household.objects.get(list_key="b"))
    kept = read_in(robin_and_sams, SECOND, *gone_keys(robin_and_sams, SECOND))
    assert kept.outcome["deleted"] == 0
    assert Household.objects.filter(list_key="b").exists()


@pytest.mark.django_db
def test_nobody_is_deleted_with_a_reply_that_the_host_was_not_told_of(robin_and_sams):
    read_in(robin_and_sams, FIRST)
    kept = imports.upload(robin_and_sams, None, "guests.csv", SECOND)
    imports.answer(kept, {"carry_on": gone_keys(robin_and_sams, SECOND)})
    replied(Household.objects.get(list_key="b"))
    with pytest.raises(NotApplied, match="has replied or given since"):
        apply(kept, kept.digest, None)
    imports.answer(kept, {})
    assert kept.plan["gone"][0]["lost"] == ["1 reply"]
    assert apply(kept, kept.digest, None).outcome["deleted"] == 1


@pytest.mark.django_db
def test_one_guest_who_is_gone_goes_with_their_seat_and_the_others_stay(robin_and_sams):
    read_in(robin_and_sams, csv("Household,Name,Plus One", "A,Ann Fox,yes", "A,Abe Fox,"))
    fewer = csv("Household,Name,Plus One", "A,Abe Fox,")
    assert read_in(robin_and_sams, fewer, *gone_keys(robin_and_sams, fewer)).outcome["deleted"] == 1
    assert [str(guest) for guest in Guest.objects.all()] == ["Abe Fox"]


@pytest.mark.django_db
def test_who_is_gone_from_the_list_stays_when_nobody_ticks_them(robin_and_sams):
    read_in(robin_and_sams, FIRST)
    assert read_in(robin_and_sams, SECOND).outcome["deleted"] == 0
    assert Guest.objects.filter(first_name="Bea").exists()


@pytest.mark.django_db
def test_a_household_that_a_host_made_of_the_lists_people_goes_with_them_while_nobody_used_it(robin_and_sams):
    before = state()
    kept = read_in(robin_and_sams, FIRST)
    home = Household.objects.get(list_key="a")
    apart = split(home, home.guests.filter(first_name="Abe"))
    apart.user.last_login = timezone.now()
    apart.user.save()
    assert hindrance(kept) == "“Abe One” has signed in since."
    User.objects.filter(pk=apart.user_id).update(last_login=None)
    gift, _made = give(apart, main_fund(apart.wedding), Filled(5000, "Abe", "", "abe@example.org"), "form")
    assert "Guests whom it added have used the site" in hindrance(kept)
    gift.delete()
    undo(kept, None)
    assert state() == before


@pytest.mark.django_db
def test_a_household_in_which_a_later_list_replaced_everybody_is_as_it_was(robin_and_sams):
    read_in(robin_and_sams, csv("Household,Name", "C,Cy Ray"))
    before, other = state(), csv("Household,Name", "C,Ann Fox")
    kept = read_in(robin_and_sams, other, *gone_keys(robin_and_sams, other))
    assert [str(guest) for guest in Guest.objects.all()] == ["Ann Fox"]
    undo(kept, None)
    assert state() == before


@pytest.mark.django_db
def test_a_household_that_somebody_else_is_in_stays_when_the_lists_people_go(robin_and_sams, neighbours):
    kept = read_in(robin_and_sams, FIRST)
    home = Household.objects.get(list_key="a")
    move(home, home.guests.filter(first_name="Abe"), neighbours)
    undo(kept, None)
    assert [str(guest) for guest in Guest.objects.all()] == ["Ada Okafor"]


@pytest.mark.django_db(transaction=True)
def test_of_an_undo_and_a_reply_at_once_one_wins(robin_and_sams):
    kept = read_in(robin_and_sams, FIRST)
    home = Household.objects.select_related("user").get(list_key="a")
    answers = [Answer(home.guests.first().pk, True)]

    def take_back() -> str:
        try:
            undo(kept, None)
        except NotUndone:
            return "kept"
        return "undone"

    def reply() -> str:
        try:
            record(home, answers, "", home.user)
        except Household.DoesNotExist:
            return "nobody there"
        return "replied"

    turns = [take_back, reply]
    assert sorted(at_once(lambda: turns.pop()(), 2)) in (["kept", "replied"], ["nobody there", "undone"])
    assert Reply.objects.count() == Household.objects.filter(list_key="a").count()


@pytest.mark.django_db(transaction=True)
def test_a_list_undone_five_times_at_once_is_undone_once(robin_and_sams):
    read_in(robin_and_sams, FIRST)
    kept = read_in(robin_and_sams, SECOND)
    assert len({one.undone_at for one in at_once(lambda: undo(kept, None), 5)}) == 1
    assert sorted(Guest.objects.values_list("first_name", flat=True)) == ["Abe", "Ann", "Bea"]


@pytest.mark.django_db
def test_a_guest_who_replies_while_a_host_takes_them_off_the_list_is_told_that_there_is_no_such_page(
    priya, as_priya, monkeypatch
):
    def taken_off_first(*said):
        Household.objects.get(pk=priya.pk).delete()
        return record(*said)

    monkeypatch.setattr("handfast.rsvps.views.record", taken_off_first)
    guest = priya.guests.first()
    assert as_priya.post("/robin-and-sam/reply/", {f"coming_{guest.pk}": "yes"}).status_code == 404
    assert not Reply.objects.exists()
