"""Reading what was written, safely."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from handfast.mail.models import Letter


def make_letter(wedding, number=1, **fields):
    return Letter.objects.create(
        mailbox=wedding.mailbox,
        key=f"letter {number}",
        to="priya@example.org",
        subject=f"Your gift {number}",
        text="Thank you <b>",
        html="<p style='color:red'>Thank you</p><script>alert(1)</script>",
        **fields,
    )


@pytest.fixture
def page(robin_and_sams):
    def find(name, letter=None):
        return reverse(
            f"dashboard:{name}", kwargs={"slug": robin_and_sams.slug} | ({"letter_id": letter.pk} if letter else {})
        )

    return find


def test_letters_are_listed_with_how_they_stand(as_robin, page, robin_and_sams):
    make_letter(robin_and_sams, 1, done_at=timezone.now())
    make_letter(robin_and_sams, 2, problem="refused")
    make_letter(robin_and_sams, 3)
    shown = as_robin.get(page("letters")).content.decode()
    assert "sent " in shown
    assert "could not be sent yet" in shown
    assert "waits to be sent" in shown


def test_no_letters_yet(as_robin, page):
    assert "No letters yet" in as_robin.get(page("letters")).content.decode()


def test_a_letter_can_be_read_as_text_and_in_a_closed_frame(as_robin, page, robin_and_sams):
    letter = make_letter(robin_and_sams)
    response = as_robin.get(page("letter", letter))
    shown = response.content.decode()
    assert "Thank you &lt;b&gt;" in shown
    assert "<script>alert(1)" not in shown
    assert f'sandbox title="Your gift 1" src="{page("letter_page", letter)}"' in shown
    assert "frame-src 'self'" in response["Content-Security-Policy"]
    assert "unsafe-inline" not in response["Content-Security-Policy"]


def test_in_the_frame_nothing_runs_and_nothing_is_fetched(as_robin, page, robin_and_sams):
    policy = as_robin.get(page("letter_page", make_letter(robin_and_sams)))["Content-Security-Policy"]
    directives = {part.split()[0]: part.split()[1:] for part in policy.split("; ")}
    assert directives == {
        "default-src": ["'none'"],
        "style-src": ["'unsafe-inline'"],
        "img-src": ["data:"],
        "frame-ancestors": ["'self'"],
        "sandbox": [],
    }


def test_another_weddings_letter_is_not_found(as_robin, as_mallory_host, page, robin_and_sams, mallorys):
    theirs = make_letter(mallorys)
    assert as_robin.get(page("letter", theirs)).status_code == 404
    assert as_robin.get(page("letter_page", theirs)).status_code == 404


def test_a_helper_reads_no_letters(as_harper, page, robin_and_sams):
    letter = make_letter(robin_and_sams)
    urls = [page("letters"), page("letter", letter), page("letter_page", letter)]
    assert {as_harper.get(url).status_code for url in urls} == {404}


def test_more_letters_cost_no_more_queries(as_robin, page, robin_and_sams):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            as_robin.get(page("letters"))
        return len(asked)

    make_letter(robin_and_sams)
    queries()
    few = queries()
    for number in range(2, 30):
        make_letter(robin_and_sams, number)
    assert queries() == few
