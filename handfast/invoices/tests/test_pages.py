"""The owners' pages: what is filled in wrongly is said and changes nothing, what is sent twice is done once."""

import csv
import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from handfast.invoices import correcting, drafting
from handfast.invoices.collecting import payment
from handfast.invoices.drafting import Recipient, Row
from handfast.invoices.links import path_of
from handfast.invoices.models import Invoice, Link
from handfast.invoices.numbering import issue
from handfast.invoices.standing import Status
from handfast.invoices.tests.conftest import BRUNCH, in_days, money, read
from handfast.mail.models import Letter
from handfast.payments.bank import transfers

HERE = "/robin-and-sam/host/invoices/"
ALL = 17_038


def filled(*lines: tuple[str, str, str, str], **more: str) -> dict[str, object]:
    """The form of a draft: lines of (for, quantity, price, tax)."""
    form: dict[str, object] = {
        "to_name": "Ruth Calloway",
        "due_on": str(in_days(30)),
        "sender": "Robin & Sam",
        "form_token": "token",
        "lines-TOTAL_FORMS": str(len(lines)),
        "lines-INITIAL_FORMS": "0",
    }
    for place, values in enumerate(lines):
        names = ("description", "quantity", "price", "rate")
        form |= {f"lines-{place}-{name}": value for name, value in zip(names, values, strict=True)}
    return form | more


def test_a_draft_is_written_read_and_issued(as_robin, priya):
    form = filled(("A room", "2", "60", "20"), ("", "1", "", "0"), household=str(priya.pk), to_name="")
    for _ in range(2):
        answer = as_robin.post(f"{HERE}new/", form)
    bill = Invoice.objects.get()
    assert answer["Location"] == f"{HERE}{bill.pk}/"
    assert (bill.to_name, bill.to_email) == ("Priya Nair & Omar Aziz", "priya@example.org")
    assert b"Issue and send" in as_robin.get(answer["Location"]).content
    for _ in range(2):
        as_robin.post(f"{HERE}{bill.pk}/issue/")
    assert (read(bill).status, read(bill).due, Letter.objects.count()) == (Status.ISSUED, 14_400, 1)
    assert as_robin.get(f"{HERE}{bill.pk}/edit/")["Location"] == f"{HERE}{bill.pk}/"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (("A room", "0", "60", "20"), "Enter a number from 0.001"),
        (("A room", "many", "60", "20"), "Enter a number, for example"),
        (("A room", "NaN", "60", "20"), "Enter a number"),
        (("A room", "1.2345", "60", "20"), "At most 3 decimals"),
        (("A room", "1", "6O", "20"), "Enter an amount in GBP"),
        (("A room", "1", "60.001", "20"), "at most 2 decimal places"),
        (("A room", "1", "99999999999", "20"), "more than a bill can say"),
        (("A room", "1", "60", "101"), "Enter a number from 0 to 100"),
        (("", "1", "60", "20"), "Say what it is for"),
        (("A room", "1", "", "20"), "Enter an amount"),
        (("", "1", "", "0"), "Say what the bill is for"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_written(as_robin, line, words):
    answer = as_robin.post(f"{HERE}new/", filled(line))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Invoice.objects.count() == 0


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"to_name": ""}, "say whom it is to"),
        ({"due_on": "tomorrow"}, "Enter a valid date"),
        ({"due_on": ""}, "Say by when it is due"),
        ({"household": "99999"}, "Select a valid choice"),
        ({"to_email": "nobody"}, "valid email"),
        ({"lines-TOTAL_FORMS": "5000"}, "ManagementForm"),
        ({"lines-TOTAL_FORMS": "x"}, "ManagementForm"),
    ],
)
def test_what_else_is_wrong_is_said_and_nothing_is_written(as_robin, wrong, words):
    answer = as_robin.post(f"{HERE}new/", filled(("A room", "1", "60", "20"), **wrong))
    assert answer.status_code == 422
    assert Invoice.objects.count() == 0
    assert words in answer.content.decode() or words == "ManagementForm"


def test_a_household_of_another_wedding_cannot_be_billed(as_robin, mallory):
    answer = as_robin.post(f"{HERE}new/", filled(("A room", "1", "60", "20"), household=str(mallory.pk)))
    assert answer.status_code == 422
    assert Invoice.objects.count() == 0


def test_a_draft_is_changed_lines_and_all(as_robin, draft):
    paper = draft()
    answer = as_robin.post(f"{HERE}{paper.pk}/edit/", filled(("A tent", "1", "30", "0"), more="yes"))
    assert answer["Location"] == f"{HERE}{paper.pk}/edit/"
    paper.refresh_from_db()
    assert (paper.to_name, [line.description for line in paper.lines.all()]) == ("Ruth Calloway", ["A tent"])
    assert b'value="A tent"' in as_robin.get(answer["Location"]).content
    as_robin.post(f"{HERE}{paper.pk}/discard/")
    assert Invoice.objects.count() == 0


def test_the_same_to_many_and_issued_together(as_robin, priya, neighbours):
    form = filled(("Brunch", "1", "12.50", "20"), households=[str(priya.pk), str(neighbours.pk)])
    for _ in range(2):
        answer = as_robin.post(f"{HERE}many/", form)
    page = as_robin.get(answer["Location"]).content.decode()
    assert "Issue all 2 drafts" in page
    drafts = [str(pk) for pk in Invoice.objects.values_list("pk", flat=True)]
    for _ in range(2):
        as_robin.post(f"{HERE}issue/", {"draft": drafts})
    assert sorted(Invoice.objects.values_list("number", flat=True)) == [1, 2]
    assert sorted(Letter.objects.values_list("to", flat=True)) == ["ada@example.org", "priya@example.org"]


def test_what_is_not_ready_is_said_in_words(as_robin, draft):
    paper = draft(Row("Nothing", Decimal(1), 0, Decimal(0)))
    answer = as_robin.post(f"{HERE}{paper.pk}/issue/", follow=True)
    assert b"It comes to nothing yet" in answer.content


def credit_form(quantity: str, rate: str = "5.5") -> dict[str, object]:
    return filled(("Brunch", quantity, "12.50", rate), why="Omar cannot stay")


def test_a_credit_note_is_issued_once_and_shown(as_robin, bill):
    for _ in range(2):
        answer = as_robin.post(f"{HERE}{bill.pk}/credit/", credit_form("1"), follow=True)
    assert read(bill).credited == 1319
    page = answer.content.decode()
    note = Invoice.objects.get(corrects=bill)
    assert note.label in page
    assert as_robin.get(f"{HERE}{note.pk}/pdf/").content.startswith(b"%PDF-")


@pytest.mark.parametrize(("quantity", "rate"), [("3", "5.5"), ("1", "7"), ("-1", "5.5")])
def test_too_much_is_not_credited_and_said(as_robin, bill, quantity, rate):
    answer = as_robin.post(f"{HERE}{bill.pk}/credit/", credit_form(quantity, rate))
    assert answer.status_code == 422
    assert Invoice.objects.count() == 1


def test_a_mistake_is_voided_with_its_reason(as_robin, bill):
    assert as_robin.post(f"{HERE}{bill.pk}/void/", {"why": "", "form_token": "1"}).status_code == 422
    page = as_robin.post(f"{HERE}{bill.pk}/void/", {"why": "Wrong house", "form_token": "1"}, follow=True)
    assert b"Wrong house" in page.content
    assert read(bill).status is Status.VOID
    again = as_robin.post(f"{HERE}{bill.pk}/void/", {"why": "Again", "form_token": "2"})
    assert b"void already" in again.content


def test_the_link_is_renewed_and_the_reminder_told_once(as_robin, bill):
    as_robin.get(f"{HERE}{bill.pk}/")
    as_robin.post(f"{HERE}{bill.pk}/link/")
    assert (Link.objects.count(), Link.objects.filter(withdrawn_at=None).count()) == (2, 1)
    page = as_robin.post(f"{HERE}{bill.pk}/remind/", follow=True)
    assert b"Nothing to remind of" in page.content
    assert as_robin.post(f"{HERE}remind/", follow=True).status_code == 200
    assert Letter.objects.count() == 0


@pytest.mark.parametrize("show", ["", "drafts", "due", "overdue", "settled", "nonsense"])
def test_the_list_narrows_down(as_robin, draft, bill, show):
    draft()
    page = as_robin.get(f"{HERE}?show={show}").content.decode()
    assert (bill.label in page) == (show in ("", "due", "nonsense"))
    assert (">Draft<" in page) == (show in ("", "drafts", "nonsense"))


def test_what_is_overdue_is_told_on_the_overview_and_reminded_of_together(as_robin, as_harper, draft):
    for days in (3, 20):
        issue(draft(due_on=in_days(-days)), at=timezone.now() - timedelta(days=40))
    assert b"2 invoices are overdue" in as_robin.get("/robin-and-sam/host/").content
    assert b"invoices" not in as_harper.get("/robin-and-sam/host/").content
    assert b"Send 2 reminders" in as_robin.get(HERE).content
    for _ in range(2):
        as_robin.post(f"{HERE}remind/")
    assert Letter.objects.count() == 2


def test_before_the_first_bill_the_page_says_what_to_do(as_robin):
    assert b"Write an invoice" in as_robin.get(HERE).content
    assert b"Nothing is due" in as_robin.get(f"{HERE}ageing/").content


def test_a_list_of_many_asks_as_few_questions_as_one_of_few(as_robin, draft, django_assert_max_num_queries):
    for _ in range(12):
        money(issue(draft()), 100)
    with django_assert_max_num_queries(40):
        as_robin.get(HERE)


@pytest.fixture
def books(draft, robin) -> list[Invoice]:
    """Four bills: paid in part, credited in part, void, and one to somebody whose name is a formula."""
    bills = [issue(draft()) for _ in range(3)]
    formula = Recipient("=HYPERLINK(1)", "", "")
    bills.append(issue(draft(to=formula)))
    money(bills[0], 5000)
    correcting.credit(bills[1], [BRUNCH], why="No brunch", form_token="1")
    correcting.void(bills[2], by=robin, why="A mistake")
    return bills


def rows_of(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_accountants_file_adds_up(as_robin, books):
    rows = rows_of(as_robin.get(f"{HERE}journal/csv/"))
    owed = sum(Decimal(row["gross"]) - Decimal(row["money"]) for row in rows)
    assert owed == Decimal(sum(read(bill).due - read(bill).credit for bill in books)) / 100
    assert all(Decimal(row["net"]) + Decimal(row["tax"]) == Decimal(row["gross"]) for row in rows)
    assert {row["what"] for row in rows} == {"invoice", "credit note", "void", "payment"}
    assert {row["to"] for row in rows if row["number"] == books[3].label} == {"'=HYPERLINK(1)"}


def test_the_ageing_file_adds_up_and_is_a_spreadsheet_too(as_robin, books):
    rows = rows_of(as_robin.get(f"{HERE}ageing/csv/"))
    due = Decimal(sum(read(bill).due for bill in books)) / 100
    assert sum(Decimal(row["still due"]) for row in rows) == due
    for row in rows:
        assert Decimal(row["amount"]) - Decimal(row["paid and credited"]) == Decimal(row["still due"])
    sheet = load_workbook(io.BytesIO(as_robin.get(f"{HERE}ageing/xlsx/").content)).active
    assert sum(row[8] for row in sheet.iter_rows(min_row=2, values_only=True)) == float(due)
    journal = load_workbook(io.BytesIO(as_robin.get(f"{HERE}journal/xlsx/").content)).active
    assert journal.max_row == len(rows_of(as_robin.get(f"{HERE}journal/csv/"))) + 1


def test_a_household_sees_its_own_bills_and_no_drafts(as_priya, as_neighbours, bill, draft):
    draft()
    page = as_priya.get("/robin-and-sam/invoices/").content.decode()
    assert page.count("See and pay") == 1
    assert bill.label in page
    assert bill.label not in as_neighbours.get("/robin-and-sam/invoices/").content.decode()
    assert "£170.38 is still to be paid" in as_priya.get("/robin-and-sam/").content.decode()
    assert "/invoices/" not in as_neighbours.get("/robin-and-sam/").content.decode()


def test_the_next_bill_starts_with_the_senders_words(bill, robin_and_sams):
    assert drafting.last_sender(robin_and_sams) == "Robin & Sam\n1 Barn Lane, Ludlow"


def test_a_name_that_the_pdf_cannot_show_is_said_before_it_is_issued(as_robin, draft, bill):
    for url in (HERE, f"{HERE}{bill.pk}/"):
        assert "PDF cannot show" not in as_robin.get(url).content.decode()
    odd = draft(to=Recipient("Nobody \U0010fffd\U0010fffc"))
    assert "PDF of a draft cannot show all of it" in as_robin.get(HERE).content.decode()
    assert "no font for \U0010fffd \U0010fffc, and" in as_robin.get(f"{HERE}{odd.pk}/").content.decode()


def test_a_payer_who_pressed_sent_by_mistake_finds_the_way_back(client, bill):
    begun = payment(bill, ALL, by_bank=True)
    transfers.say_sent(transfers.ask(begun.checkout))
    shown = client.get(path_of(bill)).content.decode()
    assert "say that it was not sent after all" in shown
    assert "Pay it" not in shown
    assert "I have not sent it after all" in client.get(f"{path_of(bill)}{begun.pk}/thanks/").content.decode()
    client.post(f"{path_of(bill)}{begun.pk}/sent/", {"sent": "no"})
    assert "not sent after all" not in client.get(path_of(bill)).content.decode()
    assert read(bill).payable == ALL
