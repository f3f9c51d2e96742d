"""The host's overview: the replies as they stand, and what needs somebody."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from handfast.mail.models import Letter
from handfast.rsvps.models import Message, Reply


@pytest.fixture
def url(robin_and_sams):
    return reverse("dashboard:overview", kwargs={"slug": robin_and_sams.slug})


def main(response):
    page = response.content.decode()
    return page[page.index("<main") :]


def test_an_empty_wedding_says_what_to_do_first(as_robin, url):
    shown = main(as_robin.get(url))
    assert "Upload your guest list" in shown
    assert "No gift has come in yet." in shown


def test_the_replies_are_counted_and_the_words_shown(as_harper, priya, neighbours, url):
    first, second = priya.guests.all()
    Reply.objects.create(guest=first, coming=True)
    Reply.objects.create(guest=second, coming=False)
    for text in ("Old words", "Gladly <3"):
        Message.objects.create(household=priya, text=text)
    response = as_harper.get(url)
    shown = main(response)
    found = response.context["replies"]
    assert (found.coming, found.declined, found.unanswered) == (1, 1, 1)
    assert "Gladly &lt;3" in shown
    assert "Old words" not in shown


def test_silence_is_told_of_when_the_day_comes_near(as_robin, priya, robin_and_sams, url):
    words = "1 household has not answered for everybody"
    assert words not in main(as_robin.get(url))
    robin_and_sams.reply_by = timezone.localdate() + timedelta(days=3)
    robin_and_sams.save()
    page = as_robin.get(url)
    assert words in main(page)
    assert 'href="/robin-and-sam/host/guests/?show=open"' in page.content.decode()
    for guest in priya.guests.all():
        Reply.objects.create(guest=guest, coming=False)
    assert words not in main(as_robin.get(url))


def test_a_letter_that_cannot_be_sent_is_told_of_to_owners(as_robin, as_harper, robin_and_sams, priya, url):
    Letter.objects.create(
        mailbox=robin_and_sams.mailbox, key="x", to="a@example.org", subject="S", text="T", html="H", problem="refused"
    )
    assert "1 letter could not be sent yet" in main(as_robin.get(url))
    assert "could not be sent" not in main(as_harper.get(url))


def test_guests_and_strangers_do_not_come_in(as_priya, as_mallory_host, url):
    assert {client.get(url).status_code for client in (as_priya, as_mallory_host)} == {404}
