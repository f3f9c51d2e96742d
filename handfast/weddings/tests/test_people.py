"""Inviting hosts, joining, changing roles, leaving."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from handfast.accounts.models import User
from handfast.mail.models import Letter
from handfast.weddings import people
from handfast.weddings.models import Host, Invitation, Wedding
from tests.at_once import at_once
from tests.cast import make_host, signed_in

PEOPLE = "/robin-and-sam/host/people/"
NEW = {"name": "Alex", "password": "gentle river stones"}


def invite(client: Client, email: str = "alex@example.org", role: str = "helper") -> str:
    """Asks `email` by the page; the path of the link in the letter."""
    client.post(PEOPLE, {"email": email, "role": role})
    letter = Letter.objects.filter(to=email).latest("pk")
    return re.search(r"http://localhost:8000(/\S+)", letter.text)[1]


# --- Inviting -------------------------------------------------------------------------------------------------------


def test_an_invitation_is_a_letter_whose_link_we_keep_only_as_a_hash(as_robin, robin_and_sams):
    link = invite(as_robin)
    secret = link.split("/")[-2]
    assert len(secret) * 6 >= 128
    invitation = Invitation.objects.get()
    assert secret not in str(vars(invitation))
    assert people.find(robin_and_sams, secret) == invitation
    letter = Letter.objects.get()
    assert letter.mailbox == robin_and_sams.mailbox
    assert link in letter.html
    assert "Robin" in letter.text


def test_a_new_person_chooses_a_password_and_is_in(as_robin, client):
    link = invite(as_robin)
    assert "Join them" in client.get(link).content.decode()
    assert client.post(link, NEW)["Location"] == "/robin-and-sam/host/"
    alex = User.objects.get(email="alex@example.org")
    assert alex.check_password(NEW["password"])
    assert alex.hosted.get().role == Host.Role.HELPER
    assert client.get("/robin-and-sam/host/").status_code == 200
    assert client.get("/robin-and-sam/host/people/").status_code == 404


def test_following_the_link_alone_does_nothing(as_robin, client):
    link = invite(as_robin)
    for _ in range(3):
        assert client.get(link).status_code == 200
    assert not User.objects.filter(email="alex@example.org").exists()
    assert Invitation.objects.get().accepted_at is None


def test_a_weak_password_is_refused_and_the_link_stays_good(as_robin, client):
    link = invite(as_robin)
    assert client.post(link, {"name": "Alex", "password": "password"}).status_code == 200
    assert not User.objects.filter(email="alex@example.org").exists()
    assert client.post(link, NEW).status_code == 302


def test_somebody_who_signs_in_already_does_so_first(as_robin, mallory_host, as_mallory_host, client):
    link = invite(as_robin, mallory_host.email, "owner")
    page = client.get(link).content.decode()
    assert f"/accounts/login/?next={link}" in page
    assert client.post(link, NEW).status_code == 200, "nobody takes over an e-mail that signs in already"
    assert not mallory_host.hosted.filter(wedding__slug="robin-and-sam").exists()
    assert as_mallory_host.post(link)["Location"] == "/robin-and-sam/host/"
    assert mallory_host.hosted.get(wedding__slug="robin-and-sam").is_owner


def test_a_household_that_follows_a_hosts_link_becomes_no_host(as_robin, as_priya, priya):
    link = invite(as_robin)
    assert "A password" in as_priya.get(link).content.decode()
    as_priya.post(link, {})
    assert not Host.objects.filter(user=priya.user).exists()


def test_a_link_works_once(as_robin, client):
    link = invite(as_robin)
    client.post(link, NEW)
    again = Client().post(link, {"name": "Mallory", "password": "gentle river stones"})
    assert again.status_code == 404
    assert "no longer good" in again.content.decode()
    assert Host.objects.count() == 2


def test_a_link_is_good_for_fourteen_days(as_robin, client):
    link = invite(as_robin)
    Invitation.objects.update(invited_at=timezone.now() - timedelta(days=13, hours=23))
    assert client.get(link).status_code == 200
    Invitation.objects.update(invited_at=timezone.now() - timedelta(days=14, seconds=1))
    assert client.get(link).status_code == 404
    assert client.post(link, NEW).status_code == 404


def test_a_withdrawn_invitation_opens_nothing(as_robin, client):
    link = invite(as_robin)
    as_robin.post(f"{PEOPLE}invitations/{Invitation.objects.get().pk}/withdraw/")
    assert client.post(link, NEW).status_code == 404


def test_a_second_invitation_of_the_same_email_replaces_the_first(as_robin, client):
    first, second = invite(as_robin), invite(as_robin, "Alex@example.org".lower(), "owner")
    assert client.get(first).status_code == 404
    assert client.post(second, NEW).status_code == 302
    assert User.objects.get(email="alex@example.org").hosted.get().is_owner
    assert Letter.objects.count() == 2


def test_a_link_of_another_wedding_opens_nothing_here(as_robin, mallorys, client):
    link = invite(as_robin)
    assert client.post(link.replace("robin-and-sam", "mallory-and-max"), NEW).status_code == 404


def test_accepting_a_lower_role_takes_nothing_away(robin, robin_and_sams):
    invitation = people.invite(robin_and_sams, by=robin, email=robin.email, role=Host.Role.HELPER)
    assert people.accept(invitation, robin).is_owner


# --- Roles and leaving ----------------------------------------------------------------------------------------------


def test_an_owner_makes_a_helper_an_owner_and_back(as_robin, harper, robin_and_sams):
    host = robin_and_sams.hosts.get(user=harper)
    as_robin.post(f"{PEOPLE}{host.pk}/role/")
    assert robin_and_sams.hosts.get(user=harper).is_owner
    as_robin.post(f"{PEOPLE}{host.pk}/role/")
    assert not robin_and_sams.hosts.get(user=harper).is_owner


def test_a_removed_host_is_out_at_once(as_robin, as_harper, harper, robin_and_sams):
    assert as_harper.get("/robin-and-sam/host/").status_code == 200
    as_robin.post(f"{PEOPLE}{robin_and_sams.hosts.get(user=harper).pk}/remove/")
    assert as_harper.get("/robin-and-sam/host/").status_code == 404


@pytest.mark.parametrize("what", ["role", "remove"])
def test_the_last_owner_stays(as_robin, harper, robin, robin_and_sams, what):
    answer = as_robin.post(f"{PEOPLE}{robin_and_sams.hosts.get(user=robin).pk}/{what}/", follow=True)
    assert "needs an owner" in answer.content.decode()
    assert robin_and_sams.hosts.get(user=robin).is_owner


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("leave", [people.remove, lambda wedding, host: people.change_role(wedding, host, "helper")])
def test_of_two_owners_who_leave_at_once_one_stays(robin_and_sams, leave):
    for n in range(4):
        make_host(robin_and_sams, f"Owner{n}")
    hosts = list(robin_and_sams.hosts.all())

    def go() -> bool:
        try:
            leave(robin_and_sams, hosts.pop())
        except people.LastOwner:
            return False
        return True

    assert sorted(at_once(go, times=4)) == [False, True, True, True]
    assert robin_and_sams.hosts.filter(role=Host.Role.OWNER).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_follow_one_link_at_once_one_comes_in(robin_and_sams, robin, mallorys):
    invitation = people.invite(robin_and_sams, by=robin, email="alex@example.org", role=Host.Role.HELPER)
    users = [make_host(mallorys, f"Friend{n}") for n in range(4)]

    def accept() -> bool:
        user = users.pop()
        try:
            people.accept(Invitation.objects.get(pk=invitation.pk), user)
        except people.NoLongerOpen:
            return False
        return True

    assert sorted(at_once(accept, times=4)) == [False, False, False, True]
    assert robin_and_sams.hosts.count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_join_button_pressed_twice_at_once_makes_one_host(robin_and_sams, robin):
    link = invite(signed_in(robin))
    answers = sorted(at_once(lambda: Client().post(link, NEW).status_code, times=3))
    assert answers.count(302) == 1
    assert User.objects.filter(email="alex@example.org").count() == 1
    assert robin_and_sams.hosts.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_invitations_at_once_leave_one_good_link(robin_and_sams, robin):
    at_once(lambda: people.invite(robin_and_sams, by=robin, email="alex@example.org", role="helper").pk, times=3)
    assert Invitation.objects.count() == 1
    assert Letter.objects.count() == 3


# --- The site's own words -------------------------------------------------------------------------------------------


def test_owners_write_the_sites_words_in_the_weddings_own_time(as_robin, robin_and_sams):
    Wedding.objects.update(time_zone="Europe/Athens")
    form = {
        "partner_one": "Robyn",
        "partner_two": "Sam",
        "day": "2027-07-03",
        "time": "18:30",
        "place": "Olive Grove",
        "welcome": "Come early.",
        "reply_by": "2027-05-01",
    }
    assert as_robin.post("/robin-and-sam/host/site/", form).status_code == 302
    robin_and_sams.refresh_from_db()
    assert robin_and_sams.starts_at.isoformat() == "2027-07-03T15:30:00+00:00"
    assert robin_and_sams.mailbox.name == robin_and_sams.title == "Robyn & Sam"
    page = as_robin.get("/robin-and-sam/host/site/").content.decode()
    assert 'value="18:30"' in page
    assert 'value="2027-07-03"' in page


def test_a_reply_by_day_after_the_wedding_is_refused(as_robin, robin_and_sams):
    form = {"partner_one": "Robin", "partner_two": "Sam", "day": "2027-06-12", "reply_by": "2027-06-13"}
    answer = as_robin.post("/robin-and-sam/host/site/", form)
    assert "after the wedding" in answer.content.decode()
    robin_and_sams.refresh_from_db()
    assert robin_and_sams.place
