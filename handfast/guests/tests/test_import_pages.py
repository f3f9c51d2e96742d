"""The preview of a list as a host works with it: mending, mapping, ticking, undoing, coming back later."""

import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from handfast.guests import chores
from handfast.guests.models import ColumnReading, Guest, Household, Import
from handfast.guests.tests.lists import SEED, csv
from handfast.guests.uploading import imports

pytestmark = pytest.mark.django_db

DOUBTS = csv("First Name,Last Name,Email", "Ann,Fox,ann@example.org", "Mr & Mrs,Ray,", "New,Guest,", "Di,Oak,nowhere")


def address(name: str, **kwargs) -> str:
    return reverse(f"guests:{name}", kwargs={"slug": "robin-and-sam", **kwargs})


def upload(browser, data: bytes, name: str = "guests.csv") -> Import:
    browser.post(address("imports"), {"file": SimpleUploadedFile(name, data)})
    return Import.objects.latest("pk")


def text_of(page) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def ask(browser, name: str, kept: Import, data: dict | None = None, **kwargs):
    """Posts to a page of this import and comes back to what the host then sees."""
    return browser.post(address(name, import_id=kept.pk, **kwargs), data or {}, follow=True)


def apply(browser, kept: Import):
    kept.refresh_from_db()
    return ask(browser, "application", kept, {"digest": kept.digest})


def xlsx(**sheets: list[list[str]]) -> bytes:
    book, file = Workbook(), io.BytesIO()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(file)
    return file.getvalue()


def test_a_row_is_mended_on_the_page_and_the_rest_stays(as_robin):
    kept = upload(as_robin, DOUBTS)
    page = as_robin.get(address("mend", import_id=kept.pk, row=5))
    assert 'value="nowhere"' in page.content.decode()
    assert "is not an e-mail address" in text_of(page)
    page = ask(as_robin, "mend", kept, {"cell2": "di@example.org"}, row=5)
    assert "nowhere" not in text_of(page)
    kept.refresh_from_db()
    assert kept.answers["cells"] == {"5": {"2": "di@example.org"}}
    assert "The file says: nowhere" in text_of(as_robin.get(address("mend", import_id=kept.pk, row=5)))


def test_a_cell_written_back_as_the_file_has_it_is_no_mend(as_robin):
    kept = upload(as_robin, DOUBTS)
    ask(as_robin, "mend", kept, {"cell2": "di@example.org"}, row=5)
    ask(as_robin, "mend", kept, {"cell2": "nowhere"}, row=5)
    kept.refresh_from_db()
    assert kept.answers["cells"] == {}


@pytest.mark.parametrize("said", [{"sheets": "\0"}, {"encoding": "\0"}, {"shown": "gone:\0", "delete": "gone:\0"}])
def test_what_no_database_keeps_is_left_out_of_what_is_said(as_robin, said):
    kept = upload(as_robin, DOUBTS)
    ask(as_robin, "mend", kept, {"cell0": "A\0nn"}, row=2)
    assert ask(as_robin, "answers", kept, said).status_code == 200
    kept.refresh_from_db()
    assert "\0" not in str(kept.answers)


def test_a_row_left_out_is_not_read(as_robin):
    kept = upload(as_robin, DOUBTS)
    for row in (3, 4, 5):
        ask(as_robin, "mend", kept, {"leave_out": "yes"}, row=row)
    assert "1 guests added" in text_of(apply(as_robin, kept))
    assert str(Guest.objects.get()) == "Ann Fox"


@pytest.mark.parametrize("row", [0, 1, 6, 99_999])
def test_only_rows_of_the_list_are_mended(as_robin, row):
    kept = upload(as_robin, DOUBTS)
    found = as_robin.post(address("mend", import_id=kept.pk, row=row), {"cell0": "x" * 9_000, "cell" + "9" * 500: "y"})
    assert found.status_code == (302 if row == 1 else 404)
    assert as_robin.get(address("import", import_id=kept.pk)).status_code == 200


def test_one_answer_settles_all_that_is_alike(as_robin):
    kept = upload(as_robin, csv("Name,Email", *(f"Ann Fox{letter},nowhere" for letter in "abc")))
    page = as_robin.get(address("import", import_id=kept.pk))
    assert "For all 3 like it: leave it out" in text_of(page)
    key = re.search(r'name="like" value="([^"]+)"', page.content.decode())[1]
    page = ask(as_robin, "answers", kept, {"like": key})
    assert 'name="digest"' in page.content.decode()
    forgot = re.search(r'name="forget" value="([^"]+)"', page.content.decode())[1]
    assert "1 thing to settle" in text_of(ask(as_robin, "answers", kept, {"forget": forgot}))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_list_with_its_problems_beside_it_comes_back_clean(as_robin, kind):
    rows = [["Our guests"], [], ["First Name", "Last Name", "Email"], ["Ann", "Fox", "ann@"], ["Bo", "Ray", ""]]
    data = xlsx(List=rows) if kind == "xlsx" else "\n".join(",".join(row) for row in rows).encode()
    kept = upload(as_robin, data, f"our list.{kind}")
    answer = as_robin.get(address("problems", import_id=kept.pk))
    assert f'filename="our list-problems.{kind}"' in answer["Content-Disposition"]
    if kind == "xlsx":
        book = load_workbook(io.BytesIO(answer.content))
        assert "not an e-mail address" in book.active["D4"].value
        book.active["C4"] = "ann@example.org"
        file = io.BytesIO()
        book.save(file)
        mended = file.getvalue()
    else:
        assert "not an e-mail address" in answer.content.decode().splitlines()[3]
        mended = answer.content.replace(b"Ann,Fox,ann@,", b"Ann,Fox,ann@example.org,")
    again = upload(as_robin, mended, f"again.{kind}")
    assert not any(problem["stops"] for problem in again.plan["problems"]), again.plan["problems"]
    assert (again.plan["guests"], len(again.plan["households"])) == (2, 2)
    assert Guest.objects.count() == 0
    twice = as_robin.get(address("problems", import_id=again.pk))
    assert kind == "xlsx" or twice.content.decode().splitlines()[2].count("Problems") == 1


def test_a_cell_that_a_spreadsheet_would_run_leaves_quoted(as_robin):
    kept = upload(as_robin, csv("=1+1,First Name,Email", "@SUM(1),Ann,nowhere"))
    text = as_robin.get(address("problems", import_id=kept.pk)).content.decode("utf-8-sig")
    assert text.startswith("'=1+1")
    assert "\n'@SUM(1)" in text.replace("\r", "")


_UNDERSTOOD = {"HX-Request": "true", "HX-Target": "understood"}
COLUMNS = {"header": "1", "field0": "first", "field1": "last", "field2": "note"}


def test_columns_are_said_once_and_known_the_next_time(as_robin, mallorys):
    rows = "Wer,Sippe,Quux", "Ann,Fox,7", "Bo,Ray,8"
    kept = upload(as_robin, csv(*rows))
    seen = as_robin.post(address("columns", import_id=kept.pk), COLUMNS, headers=_UNDERSTOOD)
    assert "Ann Fox" in text_of(seen)
    assert not ColumnReading.objects.exists()
    page = ask(as_robin, "columns", kept, COLUMNS)
    assert "Ann Fox" in text_of(page)
    assert "Read as" in text_of(page)
    later = upload(as_robin, csv(*rows, "Cy,Oak,9"))
    assert "as you said for an earlier list" in text_of(as_robin.get(address("import", import_id=later.pk)))
    assert later.plan["guests"] == 3
    elsewhere = imports.prepare(mallorys, None, "l.csv", csv(*rows))
    assert any(problem["stops"] for problem in elsewhere.plan["problems"])


def test_a_list_without_names_of_columns_is_read_as_said_and_asked_about_the_next_time(as_robin):
    kept = upload(as_robin, csv("Ann,Fox,k7", "Bo,Ray,k8"))
    page = ask(as_robin, "columns", kept, {**COLUMNS, "header": "0"})
    assert "2 new" in text_of(page)
    assert "Bo Ray" in text_of(page)
    later = upload(as_robin, csv("Fox,Ann,k7", "Ray,Bo,k8"))
    assert [problem["carry_on"] for problem in later.plan["problems"] if problem["stops"]] == ["read this one so too"]


@pytest.mark.parametrize(
    "said", [{}, {"header": "x"}, {"header": "99"}, {"field0": "nonsense", "field" + "9" * 500: "first"}]
)
def test_nonsense_about_columns_breaks_nothing(as_robin, said):
    kept = upload(as_robin, csv("Name,Quux", "Ann Fox,7"))
    assert ask(as_robin, "columns", kept, said).status_code == 200


def test_the_sheet_is_guessed_with_a_reason_and_can_be_another(as_robin):
    notes, guests = [["Remember the cake"]], [["Name"], ["Ann Fox"], ["Bo Ray"]]
    kept = upload(as_robin, xlsx(Notes=notes, Guests=guests), "book.xlsx")
    page = text_of(as_robin.get(address("import", import_id=kept.pk)))
    assert "Of its sheets it looks like the guest list: 3 rows, with columns such as “Name”." in page
    ask(as_robin, "answers", kept, {"sheets": "Notes"})
    kept.refresh_from_db()
    assert kept.plan["sheet"] == "Notes"


def test_which_of_two_likely_sheets_is_asked_with_what_speaks_for_each(as_robin):
    rows = [["Name"], ["Ann Fox"]]
    kept = upload(as_robin, xlsx(Hers=rows, His=[*rows, ["Bo Ray"]]), "book.xlsx")
    page = text_of(as_robin.get(address("import", import_id=kept.pk)))
    assert "His: 3 rows, with columns such as “Name”" in page
    assert "Bo Ray" in text_of(ask(as_robin, "answers", kept, {"sheets": "His"}))


def test_who_is_gone_is_deleted_only_when_ticked_and_told(as_robin):
    apply(as_robin, upload(as_robin, csv("Household,Name", "A,Ann Fox", "B,Bo Ray")))
    kept = upload(as_robin, csv("Household,Name", "A,Ann Fox"))
    page = as_robin.get(address("import", import_id=kept.pk))
    assert "1 guest is not on this list" in text_of(page)
    key = re.search(r'name="delete" value="([^"]+)"', page.content.decode())[1]
    page = ask(as_robin, "answers", kept, {"shown": key, "delete": key})
    assert "1 guest whom you ticked below is deleted" in text_of(page)
    assert "is deleted" not in text_of(ask(as_robin, "answers", kept, {"shown": key}))
    ask(as_robin, "answers", kept, {"shown": key, "delete": key})
    assert "1 guest was deleted" in text_of(apply(as_robin, kept))
    assert [home.list_key for home in Household.objects.all()] == ["a"]


def test_where_list_and_host_disagree_the_page_offers_both(as_robin):
    apply(as_robin, upload(as_robin, csv("Name,Email", "Ann Fox,a@example.org")))
    Guest.objects.update(email="hand@example.org")
    kept = upload(as_robin, csv("Name,Email", "Ann Fox,b@example.org"))
    page = as_robin.get(address("import", import_id=kept.pk)).content.decode()
    take, keep = re.findall(r'type="radio" name="way1" value="([^"]+)"', page)
    ask(as_robin, "answers", kept, {"way1": take})
    ask(as_robin, "answers", kept, {"way1": keep})
    apply(as_robin, kept)
    assert Guest.objects.get().email == "hand@example.org"


def test_a_list_is_applied_undone_and_applied_again(as_robin):
    kept = upload(as_robin, SEED.encode())
    assert "Undo this list" in text_of(apply(as_robin, kept))
    page = ask(as_robin, "undoing", kept)
    assert "Your guests are as they were before." in text_of(page)
    assert not Guest.objects.exists()
    assert "undone" in text_of(as_robin.get(address("imports")))
    page = ask(as_robin, "repetition", kept)
    assert "Apply this list" in text_of(page)
    assert "11 guests added" in text_of(apply(as_robin, Import.objects.latest("pk")))


def test_a_list_that_somebody_has_used_says_why_it_stays(as_robin):
    kept = upload(as_robin, csv("Name", "Ann Fox"))
    apply(as_robin, kept)
    home = Household.objects.get()
    home.user.last_login = timezone.now()
    home.user.save()
    page = as_robin.get(address("import", import_id=kept.pk))
    assert "“Ann Fox” has signed in since." in text_of(page)
    assert "Undo this list" not in text_of(page)
    assert "has signed in since" in text_of(ask(as_robin, "undoing", kept))
    assert Guest.objects.exists()


def test_a_long_list_is_read_by_the_worker_while_the_host_is_elsewhere(as_robin, monkeypatch):
    monkeypatch.setattr(imports, "AT_ONCE", 100)
    kept = upload(as_robin, SEED.encode())
    url = address("import", import_id=kept.pk)
    assert "Your list is being read" in text_of(as_robin.get(url))
    assert as_robin.get(url, headers={"HX-Request": "true"}).status_code == 204
    assert "being read" in text_of(as_robin.get(address("imports")))
    assert chores.read_lists() == 1
    assert as_robin.get(url, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert "11 guests added" in text_of(apply(as_robin, kept))
    assert chores.read_lists() == 0


def test_a_long_list_that_is_being_read_again_is_not_applied(as_robin, monkeypatch):
    kept = upload(as_robin, SEED.encode())
    monkeypatch.setattr(imports, "AT_ONCE", 5)
    ask(as_robin, "mend", kept, {"leave_out": "yes"}, row=2)
    kept.refresh_from_db()
    page = as_robin.post(address("application", import_id=kept.pk), {"digest": kept.digest}, follow=True)
    assert "being read again" in text_of(page)
    assert not Guest.objects.exists()
    chores.read_lists()
    assert "10 guests added" in text_of(apply(as_robin, kept))


def test_a_long_list_that_cannot_be_read_says_why(as_robin, monkeypatch):
    monkeypatch.setattr(imports, "AT_ONCE", 5)
    kept = upload(as_robin, b'Name\nAnn\n"Bob\n')
    chores.read_lists()
    assert "Row 3: A quotation mark" in text_of(as_robin.get(address("import", import_id=kept.pk)))


def test_a_list_that_takes_its_reader_down_is_given_up(as_robin, monkeypatch):
    monkeypatch.setattr(imports, "AT_ONCE", 5)
    kept = upload(as_robin, SEED.encode())
    Import.objects.update(attempts=3)
    chores.read_lists()
    assert "could not be read" in text_of(as_robin.get(address("import", import_id=kept.pk)))


def test_what_was_answered_while_the_worker_read_is_not_lost(as_robin, monkeypatch):
    monkeypatch.setattr(imports, "AT_ONCE", 5)
    kept = upload(as_robin, csv("Name,apero", "Ann Fox,1"))
    asked_meanwhile = Import.objects.get()

    def read(held: Import) -> None:
        imports.read(held)
        imports.answer(asked_meanwhile, {"carry_on": ["2:apero:leave the column out"]})

    monkeypatch.setattr(chores, "read", read)
    chores.read_lists()
    kept.refresh_from_db()
    assert kept.done_at is None
    monkeypatch.undo()
    chores.read_lists()
    kept.refresh_from_db()
    assert not any(problem["stops"] for problem in kept.plan["problems"])


def test_a_file_is_cleared_after_a_fortnight_and_its_line_stays(as_robin):
    unused, applied = upload(as_robin, DOUBTS), upload(as_robin, csv("Name", "Ann Fox"))
    apply(as_robin, applied)
    assert chores.clear_uploads() == 0
    Import.objects.update(uploaded_at=timezone.now() - timedelta(days=15))
    assert chores.clear_uploads() == 2
    assert chores.clear_uploads() == 0
    unused.refresh_from_db()
    assert (bytes(unused.file), unused.plan, len(unused.file_digest)) == (b"", {}, 64)
    assert "cleared away" in text_of(as_robin.get(address("import", import_id=unused.pk)))
    assert "Your list is in" in text_of(as_robin.get(address("import", import_id=applied.pk)))
    for name, more in (("answers", {}), ("columns", {}), ("mend", {"row": 2}), ("repetition", {})):
        assert as_robin.post(address(name, import_id=unused.pk, **more)).status_code == 404


def test_an_applied_list_takes_no_more_answers(as_robin):
    kept = upload(as_robin, csv("Name", "Ann Fox"))
    apply(as_robin, kept)
    digest = Import.objects.get().digest
    for name, more in (("answers", {}), ("columns", {}), ("mend", {"row": 2}), ("repetition", {})):
        assert as_robin.post(address(name, import_id=kept.pk, **more)).status_code == 404
    assert Import.objects.get().digest == digest
