"""A household's reply: its own people only, the latest word counts, and it can be changed until the day."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from handfast.guests.models import Guest
from handfast.rsvps.answers import is_open, message_of, seats_of, silent_households, tally
from handfast.rsvps.models import Message, Reply


@pytest.fixture
def url(robin_and_sams):
    return reverse("rsvps:reply", kwargs={"slug": robin_and_sams.slug})


@pytest.fixture
def seat(priya):
    """Somebody whom Priya may bring."""
    return Guest.objects.create(household=priya, guest_of=priya.guests.first(), position=9)


def answers(household):
    return {str(seat.guest): seat.coming for seat in seats_of(household)}


def test_each_person_is_asked_for(as_priya, url):
    page = as_priya.get(url).content.decode()
    assert "Will Priya Nair come?" in page
    assert "Will Omar Aziz come?" in page
    assert "30 April 2049" in page


def test_an_answer_is_kept_and_shown_back(as_priya, priya, url):
    first, second = priya.guests.all()
    answer = {f"coming_{first.pk}": "yes", f"coming_{second.pk}": "no", "message": "We look forward to it <3"}
    response = as_priya.post(url, answer, follow=True)
    assert response.redirect_chain == [(url, 302)]
    page = response.content.decode()
    assert "Priya Nair: coming" in page
    assert "Omar Aziz: not coming" in page
    assert "We look forward to it &lt;3" in page
    assert answers(priya) == {"Priya Nair": True, "Omar Aziz": False}
    assert message_of(priya) == "We look forward to it <3"
    assert {reply.said_by for reply in Reply.objects.all()} == {priya.user}


def test_a_question_left_open_stays_open(as_priya, priya, url):
    first, _second = priya.guests.all()
    as_priya.post(url, {f"coming_{first.pk}": "yes"})
    assert answers(priya) == {"Priya Nair": True, "Omar Aziz": None}


def test_a_changed_answer_adds_a_row_and_the_latest_counts(as_priya, priya, url):
    first = priya.guests.first()
    for answer in ("yes", "no", "yes"):
        as_priya.post(url, {f"coming_{first.pk}": answer})
    assert [reply.coming for reply in first.replies.order_by("pk")] == [True, False, True]
    assert answers(priya)["Priya Nair"] is True


def test_the_same_reply_twice_adds_nothing(as_priya, priya, url):
    answer = {f"coming_{guest.pk}": "yes" for guest in priya.guests.all()} | {"message": "Gladly"}
    as_priya.post(url, answer)
    again = as_priya.post(url, answer, follow=True)
    assert (Reply.objects.count(), Message.objects.count()) == (2, 1)
    assert "we had this reply already" in again.content.decode()


def test_what_is_not_sent_along_stays_as_it_was(as_priya, priya, seat, url):
    as_priya.post(url, {f"coming_{seat.pk}": "yes", f"name_{seat.pk}": "Jonas Berg", "message": "Hello"})
    as_priya.post(url, {f"coming_{priya.guests.first().pk}": "yes"})
    seat.refresh_from_db()
    assert (seat.full_name, message_of(priya)) == ("Jonas Berg", "Hello")


def test_words_can_be_taken_back(as_priya, priya, url):
    as_priya.post(url, {"message": "Hello"})
    as_priya.post(url, {"message": ""})
    assert message_of(priya) == ""


def test_guest_ids_of_another_household_are_an_error_and_nothing_is_written(as_priya, priya, neighbours, url):
    """Others took guest ids from the form without asking whose they are: anybody could answer for anybody."""
    own, theirs = priya.guests.first(), neighbours.guests.get()
    response = as_priya.post(url, {f"coming_{own.pk}": "yes", f"coming_{theirs.pk}": "no"})
    assert response.status_code == 422
    assert "not of your household" in response.content.decode()
    assert Reply.objects.count() == 0


@pytest.mark.parametrize("field", ["coming_", "coming_0", "coming_x", "name_999999", "coming_1_2"])
def test_an_unknown_guest_in_the_form_is_an_error(as_priya, priya, url, field):
    response = as_priya.post(url, {f"coming_{priya.guests.first().pk}": "yes", field: "yes"})
    assert response.status_code == 422
    assert Reply.objects.count() == 0


def test_neither_yes_nor_no_is_an_error_that_names_the_person(as_priya, priya, url):
    response = as_priya.post(url, {f"coming_{priya.guests.first().pk}": "perhaps"})
    assert response.status_code == 422
    assert response.context["form"].errors == {f"coming_{priya.guests.first().pk}": ["Choose yes or no."]}


def test_an_extra_seat_is_asked_for_and_named(as_priya, priya, seat, url):
    assert "Will Priya bring someone?" in as_priya.get(url).content.decode()
    answer = {f"coming_{seat.pk}": "yes", f"name_{seat.pk}": "Jonas van der Berg"}
    page = as_priya.post(url, answer, follow=True).content.decode()
    assert "Jonas van der Berg: coming" in page
    seat.refresh_from_db()
    assert (seat.first_name, seat.last_name) == ("Jonas", "van der Berg")


def test_a_seat_can_be_renamed_without_a_new_reply(as_priya, seat, url):
    for name in ("Jonas", "Jonas Berg"):
        as_priya.post(url, {f"coming_{seat.pk}": "yes", f"name_{seat.pk}": name})
    seat.refresh_from_db()
    assert seat.full_name == "Jonas Berg"
    assert seat.replies.count() == 1


def test_nobody_comes_along_with_somebody_who_stays_away(as_priya, priya, seat, url):
    answer = {f"coming_{priya.guests.first().pk}": "no", f"coming_{seat.pk}": "yes"}
    response = as_priya.post(url, answer)
    assert response.status_code == 422
    assert "Priya Nair is not coming" in response.content.decode()
    assert Reply.objects.count() == 0


def test_a_guest_of_the_list_is_never_renamed_by_the_form(as_priya, priya, url):
    first = priya.guests.first()
    response = as_priya.post(url, {f"coming_{first.pk}": "yes", f"name_{first.pk}": "Somebody Else"})
    first.refresh_from_db()
    assert first.full_name == "Priya Nair"
    assert response.status_code in (302, 422)


def test_after_the_last_day_nothing_is_taken_and_the_couple_is_named(as_priya, priya, robin_and_sams, url):
    robin_and_sams.reply_by = date(2020, 1, 31)
    robin_and_sams.save()
    response = as_priya.post(url, {f"coming_{priya.guests.first().pk}": "yes"})
    page = response.content.decode()
    assert Reply.objects.count() == 0
    assert "Replies are closed" in page
    assert "31 January 2020" in page
    assert "robin-and-sam@example.org" in page


def test_the_last_day_ends_where_the_wedding_is(robin_and_sams):
    robin_and_sams.time_zone, robin_and_sams.reply_by = "America/New_York", date(2027, 4, 30)
    assert is_open(robin_and_sams, datetime(2027, 5, 1, 3, 59, tzinfo=UTC))
    assert not is_open(robin_and_sams, datetime(2027, 5, 1, 4, 1, tzinfo=UTC))


def test_without_a_last_day_replies_stay_open(robin_and_sams):
    robin_and_sams.reply_by = None
    assert is_open(robin_and_sams)


def test_strangers_find_nothing_here(as_mallory, as_mallory_host, as_robin, url):
    assert {client.get(url).status_code for client in (as_mallory, as_mallory_host, as_robin)} == {404}


def test_the_tally_counts_the_latest_word_of_each_seat(as_priya, priya, neighbours, seat, mallory, robin_and_sams, url):
    first, second = priya.guests.filter(guest_of=None)
    as_priya.post(url, {f"coming_{first.pk}": "no", f"coming_{second.pk}": "yes"})
    as_priya.post(url, {f"coming_{first.pk}": "yes", f"coming_{second.pk}": "no"})
    found = tally(robin_and_sams)
    assert (found.coming, found.declined, found.unanswered, found.total) == (1, 1, 2, 4)
    assert silent_households(robin_and_sams) == 2


def test_a_larger_household_costs_no_more_queries(as_priya, priya, url, django_assert_max_num_queries):
    for number in range(8):
        Guest.objects.create(household=priya, first_name=f"Child {number}", position=number)
    as_priya.get(url)
    with django_assert_max_num_queries(8):
        as_priya.get(url)
