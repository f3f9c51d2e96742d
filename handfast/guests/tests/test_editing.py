"""Editing a household in place: what is saved, what is refused, and two hosts at once."""

import pytest
from django.test import Client
from django.urls import reverse

from handfast.guests.models import Guest, Household
from handfast.guests.sheet import Sheet
from handfast.guests.tests.test_pages import text_of
from tests.at_once import at_once
from tests.cast import signed_in

HTMX = {"HX-Request": "true"}


def page_of(household: Household, name: str = "household", **more) -> str:
    return reverse(f"guests:{name}", kwargs={"slug": "robin-and-sam", "household_id": household.pk, **more})


def as_seen(household: Household) -> dict[str, str]:
    """What a browser would send back from the page as it stands now."""
    sent = {}
    for form in Sheet(household, list(household.guests.all())).forms:
        for field in form:
            sent[field.html_name] = sent[field.html_initial_name] = field.value()
    return sent


def field(guest: Guest, name: str) -> str:
    return f"guest-{guest.pk}-{name}"


@pytest.fixture(params=["owner", "helper"])
def as_host(request, as_robin, as_harper) -> Client:
    return as_robin if request.param == "owner" else as_harper


@pytest.fixture
def omar(priya) -> Guest:
    return priya.guests.get(first_name="Omar")


@pytest.mark.django_db
def test_owners_and_helpers_change_names_contacts_and_address(as_host, priya, omar):
    sent = as_seen(priya) | {
        "household-name": "Priya & Omar",
        "household-city": "Ludlow",
        field(omar, "email"): "omar@example.org",
        field(omar, "phone"): "+44 1584 960123",
        field(omar, "title"): "Dr",
    }
    assert "Saved." in text_of(as_host.post(page_of(priya), sent, follow=True))
    priya.refresh_from_db()
    omar.refresh_from_db()
    assert (priya.name, priya.address) == ("Priya & Omar", ["Ludlow"])
    assert (omar.title, omar.email, omar.phone) == ("Dr", "omar@example.org", "+44 1584 960123")


@pytest.mark.django_db
def test_what_is_wrong_is_told_beside_its_field_and_nothing_is_saved(as_robin, priya, omar):
    sent = as_seen(priya) | {
        "household-name": "",
        "household-city": "Ludlow",
        field(omar, "email"): "not an address",
        field(omar, "first_name"): " ",
        field(omar, "last_name"): "",
    }
    page = as_robin.post(page_of(priya), sent)
    assert page.status_code == 422
    words = text_of(page)
    for said in ("What the household is called This field", "E-mail Enter a valid", "needs a first or a last name"):
        assert said in words
    priya.refresh_from_db()
    omar.refresh_from_db()
    assert (priya.name, priya.city, omar.first_name) == ("Priya Nair & Omar Aziz", "", "Omar")


@pytest.mark.django_db
def test_in_the_list_a_row_becomes_a_form_and_the_form_a_row(as_robin, priya, omar):
    form = as_robin.get(page_of(priya), headers=HTMX)
    assert form.content.decode().lstrip().startswith("<tr")
    assert "<html" not in form.content.decode()
    wrong = as_robin.post(page_of(priya), as_seen(priya) | {"household-name": ""}, headers=HTMX)
    assert (wrong.status_code, "This field is required" in text_of(wrong)) == (200, True)
    row = as_robin.post(page_of(priya), as_seen(priya) | {field(omar, "first_name"): "Omár"}, headers=HTMX)
    assert "Omár Aziz" in text_of(row)
    assert row.content.decode().lstrip().startswith("<tr")
    assert "Omár Aziz" in text_of(as_robin.get(page_of(priya) + "?row", headers=HTMX))


@pytest.mark.django_db
def test_of_two_hosts_in_different_fields_both_are_kept(as_robin, as_harper, priya, omar):
    seen = as_seen(priya)
    as_robin.post(page_of(priya), seen | {field(omar, "phone"): "01584 960123"})
    as_harper.post(page_of(priya), seen | {field(omar, "email"): "omar@example.org"})
    omar.refresh_from_db()
    assert (omar.phone, omar.email) == ("01584 960123", "omar@example.org")


@pytest.mark.django_db
def test_of_two_hosts_in_one_field_the_second_is_told_and_may_then_insist(as_robin, as_harper, priya, omar):
    seen = as_seen(priya)
    as_robin.post(page_of(priya), seen | {field(omar, "phone"): "01584 960111"})
    late = as_harper.post(page_of(priya), seen | {field(omar, "phone"): "01584 960222", "household-city": "Ludlow"})
    assert late.status_code == 422
    assert "Somebody else has just made this “01584 960111”" in text_of(late)
    assert 'value="01584 960222"' in late.content.decode()
    omar.refresh_from_db()
    priya.refresh_from_db()
    assert (omar.phone, priya.city) == ("01584 960111", "")
    shown = {
        bound.html_initial_name: bound.form.data[bound.html_initial_name]
        for form in late.context["sheet"].forms
        for bound in form
    }
    again = seen | shown | {field(omar, "phone"): "01584 960222", "household-city": "Ludlow"}
    assert "Saved." in text_of(as_harper.post(page_of(priya), again, follow=True))
    omar.refresh_from_db()
    assert omar.phone == "01584 960222"


@pytest.mark.django_db
def test_a_guest_whom_another_host_removed_meanwhile_is_told_of(as_robin, priya, omar):
    seen = as_seen(priya)
    omar.delete()
    page = as_robin.post(page_of(priya), seen | {"household-city": "Ludlow"})
    assert page.status_code == 422
    assert "Somebody has left this household" in text_of(page)
    assert 'value="Ludlow"' in page.content.decode()
    priya.refresh_from_db()
    assert priya.city == ""


@pytest.mark.django_db
def test_a_guest_who_came_meanwhile_stays_as_they_are(as_robin, priya):
    seen = as_seen(priya)
    new = Guest.objects.create(household=priya, first_name="Leela", last_name="Nair", position=5)
    as_robin.post(page_of(priya), seen | {"household-city": "Ludlow"})
    new.refresh_from_db()
    priya.refresh_from_db()
    assert (new.full_name, priya.city) == ("Leela Nair", "Ludlow")


@pytest.mark.django_db
def test_guests_of_another_household_cannot_be_written_through_this_one(as_robin, priya, neighbours):
    ada = neighbours.guests.get()
    page = as_robin.post(page_of(priya), as_seen(priya) | {field(ada, "first_name"): "Mallory"})
    assert page.status_code == 422
    ada.refresh_from_db()
    assert ada.first_name == "Ada"


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["as_priya", "as_mallory", "as_mallory_host"])
def test_mallory_and_the_guests_themselves_change_nothing(who, request, priya, omar):
    browser = request.getfixturevalue(who)
    sent = as_seen(priya) | {"household-name": "Mallory was here"}
    for name, more in [("household", {}), ("new_guest", {}), ("remove_household", {}), ("joining", {}), ("moving", {})]:
        assert browser.get(page_of(priya, name, **more)).status_code == 404
        assert browser.post(page_of(priya, name, **more), sent).status_code == 404
    for name in ("new_seat", "remove_guest"):
        assert browser.post(page_of(priya, name, guest_id=omar.pk), sent).status_code == 404
    priya.refresh_from_db()
    assert (priya.name, priya.guests.count()) == ("Priya Nair & Omar Aziz", 2)


@pytest.mark.django_db
@pytest.mark.parametrize("number", [0, 2**31, 2**63, 10**30])
def test_a_household_that_nobody_has_is_not_found_whatever_its_number(as_robin, priya, number):
    for name in ("household", "new_guest", "joining", "moving", "remove_household"):
        address = {"slug": "robin-and-sam", "household_id": number}
        assert as_robin.get(reverse(f"guests:{name}", kwargs=address)).status_code == 404
    assert as_robin.get(page_of(priya, "remove_guest", guest_id=number)).status_code == 404
    assert as_robin.get(page_of(priya, "joining"), {"with": number}).status_code in (200, 404)
    assert as_robin.post(page_of(priya, "moving"), {"to": number}).status_code in (404, 422)


@pytest.mark.django_db(transaction=True)
def test_of_five_hosts_who_save_one_field_at_once_one_is_first_and_four_are_told(robin, priya):
    omar = priya.guests.get(first_name="Omar")
    seen, numbers = as_seen(priya), [f"01584 96000{number}" for number in range(5)]

    def save() -> int:
        return signed_in(robin).post(page_of(priya), seen | {field(omar, "phone"): numbers.pop()}).status_code

    assert sorted(at_once(save)) == [302, 422, 422, 422, 422]
