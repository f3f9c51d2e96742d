"""Whatever is in a list: its pages answer, planning again after applying changes nothing, undoing restores what was."""

import csv
import io

import pytest
from django.core import serializers
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from handfast.accounts.models import Card, User
from handfast.guests.models import Guest, Household, Import
from handfast.guests.planning.apply import apply
from handfast.guests.planning.undo import undo
from handfast.guests.reading import child, spreadsheet
from handfast.guests.tests.test_any_grid import GRIDS
from handfast.guests.uploading import imports

pytestmark = pytest.mark.django_db
FEW = settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
NAMES = st.sampled_from(["Ann Fox", "Bob Fox", "Cy Ray", "Di Oak", "Ed Elm", "Flo Ash"])
# A household of one to three people, told by its key; the same people may come again in a later list, changed.
ROWS = st.dictionaries(
    NAMES, st.tuples(st.sampled_from("ABC"), st.sampled_from(["", "1@example.org", "2@example.org"]), st.booleans())
)


@pytest.fixture(autouse=True)
def _read_in_this_process(monkeypatch) -> None:
    """A process of its own for each of hundreds of readings would take a minute; the reading itself is the same."""
    monkeypatch.setattr(
        spreadsheet, "_ask_the_child", lambda data, encoding, limits: child.read(data, encoding, limits)
    )


def as_file(rows: list[list[str]]) -> bytes:
    file = io.StringIO()
    csv.writer(file, quoting=csv.QUOTE_ALL).writerows(rows)
    return file.getvalue().encode("utf-8", "replace")


def list_of(rows: dict[str, tuple[str, str, bool]]) -> bytes:
    cells = [[home, name, email, "yes" if seat else "no"] for name, (home, email, seat) in sorted(rows.items())]
    return as_file([["Household", "Name", "Email", "Plus one"], *cells])


def state() -> list[str]:
    """Every household, guest and sign-in, whole."""
    return [serializers.serialize("json", model.objects.order_by("pk")) for model in (User, Card, Household, Guest)]


def settled(wedding, data: bytes) -> Import:
    """The list with all its doubts carried on with, and everybody who is gone from it ticked to be deleted."""
    kept = imports.upload(wedding, None, "l.csv", data)
    said: set[str] = set()
    while new := keys_of(kept) - said:
        said |= new
        imports.answer(kept, {"carry_on": sorted(said)})
    return kept


def keys_of(kept: Import) -> set[str]:
    doubts = {one["key"] for one in kept.plan["problems"] if one["key"]}
    return doubts | {f"gone:{one['household']}:{one['guest'] or ''}" for one in kept.plan["gone"]}


@FEW
@given(ROWS, ROWS)
@example({"Cy Ray": ("C", "", False)}, {"Ann Fox": ("C", "", False)})  # nobody is left of those who lived there before
@example(  # everybody stays where they are, and somebody who shared a household is gone
    {"Ann Fox": ("A", "", False), "Bob Fox": ("C", "", False), "Cy Ray": ("C", "", False)},
    {"Ann Fox": ("B", "", False), "Bob Fox": ("B", "", False), "Di Oak": ("A", "", False)},
)
def test_undoing_restores_what_was_and_the_same_list_again_changes_nothing(robin_and_sams, first, second):
    with transaction.atomic():
        if first:
            kept = settled(robin_and_sams, list_of(first))
            apply(kept, kept.digest, None)
        before = state()
        kept = settled(robin_and_sams, list_of(second)) if second else None
        if kept and not any(one["stops"] for one in kept.plan["problems"]):
            apply(kept, kept.digest, None)
            again = settled(robin_and_sams, list_of(second))
            assert again.plan["guests"] == len(second)
            assert not [one for one in again.plan["households"] if one["action"] != "same"]
            assert not [guest for one in again.plan["households"] for guest in one["guests"] if guest["seats"]]
            undo(kept, None)
            assert state() == before
        transaction.set_rollback(True)


def address(name: str, kept: Import, **more: int) -> str:
    return reverse(f"guests:{name}", kwargs={"slug": "robin-and-sam", "import_id": kept.pk, **more})


@FEW
@given(GRIDS, st.dictionaries(st.sampled_from(["cell0", "cell1", "cell7"]), st.text(max_size=9)))
def test_no_grid_of_text_breaks_a_page(as_robin, grid, cells):
    with transaction.atomic():
        url = reverse("guests:imports", kwargs={"slug": "robin-and-sam"})
        answer = as_robin.post(url, {"file": SimpleUploadedFile("l.csv", as_file(grid))})
        assert answer.status_code in (302, 422)
        if kept := Import.objects.first():
            for name, more in (("import", {}), ("columns", {}), ("mend", {"row": 2}), ("problems", {})):
                assert as_robin.get(address(name, kept, **more)).status_code in (200, 404)
            for name, more, data in (
                ("mend", {"row": 2}, cells),
                ("columns", {}, {"header": "1", "field0": "full", "field1": "party"}),
                ("answers", {}, {"carry_on_all": "yes"}),
            ):
                assert as_robin.post(address(name, kept, **more), data).status_code in (302, 404)
            kept.refresh_from_db()
            for name, data in (("application", {"digest": kept.digest}), ("undoing", {})):
                assert as_robin.post(address(name, kept), data).status_code in (302, 404)
            assert as_robin.get(address("import", kept)).status_code == 200
        transaction.set_rollback(True)
