"""What a guest opens first."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from handfast.dashboard.home import days_to_go
from handfast.rsvps.models import Reply


@pytest.fixture
def url(robin_and_sams):
    return reverse("dashboard:home", kwargs={"slug": robin_and_sams.slug})


def test_names_day_hour_and_place_are_the_weddings_own(as_priya, robin_and_sams, url):
    robin_and_sams.time_zone, robin_and_sams.starts_at = "America/New_York", datetime(2027, 6, 13, 1, 30, tzinfo=UTC)
    robin_and_sams.save()
    page = as_priya.get(url).content.decode()
    assert "Saturday 12 June 2027, 21:30" in page
    assert "Fernhill Barn, Ludlow" in page
    assert "We would love you to be there." in page


def test_the_reply_is_asked_for_then_finished_then_shown(as_priya, priya, url):
    first, second = priya.guests.all()
    page = as_priya.get(url).content.decode()
    assert "Dear Priya and Omar, will you come?" in page
    Reply.objects.create(guest=first, coming=True)
    page = as_priya.get(url).content.decode()
    assert "Finish your reply" in page
    assert "Priya Nair: coming" in page
    assert "Omar Aziz: not answered yet" in page
    Reply.objects.create(guest=second, coming=False)
    page = as_priya.get(url).content.decode()
    assert "Thank you for your reply" in page
    assert "Change your reply" in page


def test_after_the_last_day_the_reply_can_only_be_read(as_priya, robin_and_sams, url):
    robin_and_sams.reply_by = date(2020, 1, 31)
    robin_and_sams.save()
    page = as_priya.get(url).content.decode()
    assert "Replies closed on 31 January" in page
    assert "Finish your reply" not in page


def test_a_wedding_that_is_still_being_planned_says_so(as_priya, robin_and_sams, url):
    robin_and_sams.starts_at, robin_and_sams.place, robin_and_sams.welcome = None, "", ""
    robin_and_sams.save()
    assert "Day and place will stand here soon." in as_priya.get(url).content.decode()


@pytest.mark.parametrize(
    ("day", "left"), [(date(2027, 6, 12), 1), (date(2027, 6, 11), 0), (date(2027, 6, 10), None), (None, None)]
)
def test_days_are_counted_down_to_the_day_and_not_beyond(day, left):
    assert days_to_go(day, date(2027, 6, 11)) == left


def test_only_the_weddings_own_guests_come_in(as_mallory, as_mallory_host, client, url):
    assert as_mallory.get(url).status_code == 404
    assert as_mallory_host.get(url).status_code == 404
    assert client.get(url).status_code == 302


def test_names_are_shown_as_they_are_written(as_priya, robin_and_sams, url):
    robin_and_sams.partner_one = "<script>alert(1)</script>"
    robin_and_sams.welcome = "{{ 7*7 }} ‏שלום 💐"
    robin_and_sams.save()
    page = as_priya.get(url).content.decode()
    assert "<script>alert(1)" not in page
    assert "{{ 7*7 }} ‏שלום 💐" in page
