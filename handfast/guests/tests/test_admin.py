"""The admin of the server's keeper: guests can be looked up there, are changed on their own pages, and nowhere else."""

import pytest
from django.urls import reverse

from handfast.accounts.models import User
from handfast.guests.models import Import
from handfast.guests.tests.test_editing import page_of


@pytest.fixture
def links(priya) -> dict[str, tuple[int, str]]:
    """For each model a row's key, and the page that it leads to."""
    kept = Import.objects.create(wedding=priya.wedding, file_name="list.csv")
    upload = reverse("guests:import", kwargs={"slug": "robin-and-sam", "import_id": kept.pk})
    return {
        "household": (priya.pk, page_of(priya)),
        "guest": (priya.guests.all()[0].pk, page_of(priya)),
        "import": (kept.pk, upload),
    }


@pytest.mark.django_db
def test_guests_and_lists_lead_to_their_pages_and_nothing_is_changed_there(as_robin, robin, priya, links):
    User.objects.filter(pk=robin.pk).update(is_superuser=True, is_staff=True)
    for model, (pk, link) in links.items():
        rows = f"/admin/guests/{model}/"
        assert f'href="{link}"' in as_robin.get(rows).content.decode()
        assert 'type="text"' not in as_robin.get(f"{rows}{pk}/change/").content.decode()
        assert as_robin.post(f"{rows}{pk}/delete/", {"post": "yes"}).status_code == 403
        assert as_robin.get(f"{rows}add/").status_code == 403
    as_robin.post(f"/admin/guests/household/{priya.pk}/change/", {"name": "Mallory was here"})
    priya.refresh_from_db()
    assert priya.name == "Priya Nair & Omar Aziz"
