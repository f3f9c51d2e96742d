"""The hosts' pages: upload, preview, answers, application, list, export, cards; and who may not see them."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from handfast.accounts import cards as sign_ins
from handfast.core.spreadsheets import safe_cell
from handfast.guests.models import Guest, Import
from handfast.guests.tests.lists import SEED, csv

pytestmark = pytest.mark.django_db


def address(name: str, **kwargs) -> str:
    return reverse(f"guests:{name}", kwargs={"slug": "robin-and-sam", **kwargs})


def upload(browser, data: bytes, name: str = "guests.csv"):
    return browser.post(address("imports"), {"file": SimpleUploadedFile(name, data)})


def digest_on(page) -> str:
    return re.search(r'name="digest" value="(\w{64})"', page.content.decode())[1]


def text_of(page) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def brought_in(browser, data: bytes):
    page = browser.get(upload(browser, data).url)
    return browser.post(page.request["PATH_INFO"] + "application/", {"digest": digest_on(page)}, follow=True)


@pytest.fixture(params=["owner", "helper"])
def as_host(request, as_robin, as_harper):
    """Owners and helpers may both manage the guests."""
    return as_robin if request.param == "owner" else as_harper


def test_a_list_is_uploaded_read_and_applied(as_host):
    assert "No guests yet" in text_of(as_host.get(address("list")))
    preview = as_host.get(upload(as_host, SEED.encode()).url)
    words = text_of(preview)
    assert "Handfast" in words
    assert "The same full address." in words
    assert Guest.objects.count() == 0
    result = as_host.post(preview.request["PATH_INFO"] + "application/", {"digest": digest_on(preview)}, follow=True)
    assert "11 guests added" in text_of(result)
    words = text_of(as_host.get(address("list")))
    assert "6 households, 11 guests, 2 extra seats" in words.replace(" ,", ",")
    assert "Alastair’s guest" in words


def test_applying_twice_adds_nobody_twice(as_robin):
    preview = as_robin.get(upload(as_robin, SEED.encode()).url)
    for _ in range(2):
        as_robin.post(preview.request["PATH_INFO"] + "application/", {"digest": digest_on(preview)})
    assert Guest.objects.filter(guest_of=None).count() == 11


def test_a_preview_that_is_out_of_date_is_read_again(as_robin):
    preview = as_robin.get(upload(as_robin, SEED.encode()).url)
    brought_in(as_robin, SEED.encode())
    page = as_robin.post(preview.request["PATH_INFO"] + "application/", {"digest": digest_on(preview)}, follow=True)
    assert "The guests have changed since" in text_of(page)
    assert "11 as they are" in text_of(page)


def test_doubts_are_shown_by_row_and_column_and_can_be_answered(as_robin):
    page = as_robin.get(upload(as_robin, csv("First Name,Last Name,apero", "Ann,Fox,1", "New,Guest,")).url)
    assert "2 things to settle" in text_of(page)
    assert 'name="digest"' not in page.content.decode()
    keys = re.findall(r'name="way\d+" value="([^"]+)"', page.content.decode())
    answers = page.request["PATH_INFO"] + "answers/"
    assert "1 thing to settle" in text_of(as_robin.post(answers, {"way1": keys[0]}, follow=True))
    settled = as_robin.post(answers, {"way1": keys[1]}, follow=True)
    assert "You said: leave the column out." in text_of(settled)
    assert digest_on(settled)


def test_all_doubts_of_one_way_each_can_be_answered_at_once(as_robin):
    page = as_robin.get(upload(as_robin, csv("First Name,Last Name,apero,brunch", "Ann,Fox,1,2", "Ida,Lux,,")).url)
    assert "2 things to settle" in text_of(page)
    answers = page.request["PATH_INFO"] + "answers/"
    assert digest_on(as_robin.post(answers, {"carry_on_all": "yes"}, follow=True))


def test_a_list_with_open_doubts_cannot_be_applied_by_asking_for_it(as_robin):
    page = as_robin.get(upload(as_robin, csv("Name,apero", "Ann Fox,1")).url)
    kept = Import.objects.get()
    as_robin.post(page.request["PATH_INFO"] + "application/", {"digest": kept.digest})
    assert not Guest.objects.exists()


def test_the_encoding_is_asked_for_with_examples(as_robin):
    page = as_robin.get(upload(as_robin, "Name\nJosé Peña\n".encode("cp1252")).url)
    assert "Peña" in text_of(page)
    assert "Peńa" in text_of(page)
    answered = as_robin.post(page.request["PATH_INFO"] + "answers/", {"encoding": "cp1252"}, follow=True)
    assert "José Peña" in text_of(answered)


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"<!DOCTYPE html><p>", "web page"), (b"", "empty"), (b'Name\nAnn\n"Bob\n', "Row 3: A quotation mark")],
)
def test_a_file_that_cannot_be_read_is_refused_and_not_kept(as_robin, data, words):
    page = upload(as_robin, data)
    assert page.status_code == 422
    assert words in text_of(page)
    assert not Import.objects.exists()


def test_no_file_at_all_is_said_plainly(as_robin):
    assert "Choose the file with your guest list." in text_of(as_robin.post(address("imports")))


def test_names_are_shown_as_they_are_and_never_run(as_robin):
    names = ["<script>alert(1)</script>", "{{7*7}}", "Zoë 😀", "\u202eleoN", "{% now %}"]
    page = as_robin.get(upload(as_robin, csv("First Name,Last Name", *(f"{name},Fox" for name in names))).url)
    people = [problem["key"] for problem in Import.objects.get().plan["problems"] if problem["stops"]]
    as_robin.post(page.request["PATH_INFO"] + "answers/", {"way1": people})
    kept = Import.objects.get()
    as_robin.post(address("application", import_id=kept.pk), {"digest": kept.digest})
    assert set(Guest.objects.values_list("first_name", flat=True)) == set(names)
    html = as_robin.get(address("list")).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "{{7*7}}" in html


def test_guests_are_found_by_name_code_and_email(as_robin):
    brought_in(as_robin, SEED.encode())
    code = Guest.objects.get(first_name="Hana").household.code
    for query, found in [("alast", "Alastair Byrne"), (code.lower(), "Hana Novak"), ("fiona@", "Fiona Reyes")]:
        words = text_of(as_robin.get(address("list"), {"q": query}))
        assert found in words
        assert "Ciara" not in words
    assert "Nobody of that name" in text_of(as_robin.get(address("list"), {"q": "zzz"}))


def test_the_list_takes_as_many_queries_for_many_as_for_few(as_robin, django_assert_max_num_queries):
    brought_in(as_robin, csv("Name", *(f"{a}{b}{c} Fox" for a in "ABCDEF" for b in "aeiou" for c in "lnrs")))
    with django_assert_max_num_queries(12):
        as_robin.get(address("list"))


def test_the_export_comes_in_again_as_it_is(as_robin):
    brought_in(as_robin, SEED.encode())
    export = as_robin.get(address("export"))
    assert export["Content-Disposition"] == 'attachment; filename="guests-robin-and-sam.csv"'
    page = as_robin.get(upload(as_robin, export.content).url)
    assert "0 new, 0 changed, 11 as they are" in text_of(page)


@pytest.mark.parametrize("cell", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", "\r=1", "＝1+1"])
def test_a_cell_that_a_spreadsheet_would_run_is_quoted(cell):
    assert safe_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Priya", "+44 1632 960001", "+1 (555) 010-9999", "O'Dowd"])
def test_other_cells_and_telephone_numbers_stay_as_they_are(cell):
    assert safe_cell(cell) == cell


def test_every_household_has_a_card_with_code_words_and_link(as_robin):
    brought_in(as_robin, SEED.encode())
    page = as_robin.get(address("cards"))
    for guest in Guest.objects.filter(first_name__in=["Priya", "Tom"]).select_related("household__user__card"):
        known = sign_ins.read(guest.household.user.card)
        assert known.code in text_of(page)
        assert known.words in text_of(page)
        assert known.link not in text_of(page)
    assert page.content.decode().count('class="invitation-card"') == 6
    one = Guest.objects.get(first_name="Hana").household
    only = as_robin.get(address("cards"), {"household": one.pk})
    assert only.content.decode().count('class="invitation-card"') == 1


def test_a_withdrawn_card_is_not_printed(as_robin):
    brought_in(as_robin, SEED.encode())
    sign_ins.withdraw(Guest.objects.get(first_name="Hana").household.user.card)
    assert "Hana" not in text_of(as_robin.get(address("cards")))


PAGES = ["list", "export", "cards", "imports"]


@pytest.mark.parametrize("who", ["as_priya", "as_mallory", "as_mallory_host"])
def test_mallory_and_the_guests_themselves_see_none_of_it(who, request, as_robin):
    upload(as_robin, SEED.encode())
    kept = Import.objects.get()
    browser = request.getfixturevalue(who)
    for name in PAGES:
        assert browser.get(address(name)).status_code == 404
    assert upload(browser, SEED.encode()).status_code == 404
    for name in ("import", "answers", "application"):
        assert browser.get(address(name, import_id=kept.pk)).status_code == 404
        assert browser.post(address(name, import_id=kept.pk), {"digest": kept.digest}).status_code == 404
    kept.refresh_from_db()
    assert kept.applied_at is None


def test_a_host_of_another_wedding_cannot_reach_an_import_through_their_own(as_mallory_host, as_robin):
    upload(as_robin, SEED.encode())
    kept = Import.objects.get()
    for name in ("import", "answers", "application"):
        url = reverse(f"guests:{name}", kwargs={"slug": "mallory-and-max", "import_id": kept.pk})
        assert as_mallory_host.post(url, {"digest": kept.digest}).status_code in (404, 405)
        assert as_mallory_host.get(url).status_code in (404, 405)
    assert not Guest.objects.filter(household__wedding__slug="mallory-and-max").exists()


def test_nobody_signed_in_is_led_to_the_sign_in(client, robin_and_sams):
    for name in PAGES:
        assert client.get(address(name)).status_code == 302
