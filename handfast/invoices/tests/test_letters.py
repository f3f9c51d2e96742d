"""Letters of a bill: each fact is told once, to the address that stands on it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from handfast.invoices import correcting, letters, sending
from handfast.invoices.drafting import Recipient
from handfast.invoices.links import url_of
from handfast.invoices.models import Invoice
from handfast.invoices.numbering import issue
from handfast.invoices.tests.conftest import BRUNCH, ROOM, in_days, money
from handfast.mail.models import Letter
from handfast.payments.models import Entry
from handfast.payments.signals import posted


def overdue(draft, days: int) -> Invoice:
    """A bill that is so many days late."""
    long_ago = timezone.now() - timedelta(days=days + 10)
    return issue(draft(due_on=in_days(-days)), at=long_ago)


def test_a_bill_is_brought_by_one_letter_with_its_link(draft):
    [bill] = sending.send([draft()])
    sending.send([bill])
    letter = Letter.objects.get()
    assert (letter.to, letter.subject) == ("priya@example.org", f"Invoice {bill.label} from Robin & Sam")
    assert "£170.38" in letter.text
    assert url_of(bill) in letter.text
    assert url_of(bill) in letter.html


def test_where_no_address_is_known_nothing_is_written(draft):
    [bill] = sending.send([draft(to=Recipient("The caterer"))])
    assert bill.number == 1
    assert Letter.objects.count() == 0


def test_a_reminder_is_written_once_a_step(draft):
    bill = overdue(draft, days=1)
    assert [letters.write_reminder(bill), letters.write_reminder(bill)] == [True, False]
    letter = Letter.objects.get()
    assert letter.text.lstrip().startswith(f"Invoice {bill.label} was due by")
    assert "£170.38 of it is still to be paid" in letter.text
    assert len(letters.reminders_of(bill)) == 1


@pytest.mark.parametrize(("days", "step"), [(1, 1), (13, 1), (14, 2), (29, 2), (30, 3), (400, 3)])
def test_there_are_three_steps(draft, days, step):
    bill = overdue(draft, days)
    letters.write_reminder(bill)
    assert Letter.objects.get().key == f"invoice:{bill.pk}:reminder:{step}"


def test_nobody_is_reminded_of_what_is_not_late_or_is_paid(draft, bill):
    paid = overdue(draft, days=5)
    money(paid, 17_038)
    Letter.objects.all().delete()
    assert [letters.write_reminder(bill), letters.write_reminder(paid)] == [False, False]
    assert Letter.objects.count() == 0


def test_a_credit_note_is_told_with_what_is_left(bill):
    correcting.credit(bill, [BRUNCH], why="You cannot stay for brunch.", form_token="1")
    letter = Letter.objects.get()
    assert "credited £26.38 of invoice" in letter.text
    assert "You cannot stay for brunch." in letter.text
    assert "Still to pay: £144.00." in letter.text


def test_a_receipt_says_what_is_left_and_is_written_once(bill):
    money(bill, 7038)
    posted.send(sender=None, entries=list(Entry.objects.all()))
    letter = Letter.objects.get()
    assert letter.to == "priya@example.org"
    assert f"Your payment of £70.38 for invoice {bill.label} has been received." in letter.text
    assert "Still to pay: £100.00." in letter.text
    assert Entry.objects.get().stripe_id in letter.text


def test_the_last_receipt_says_that_all_is_settled(bill):
    money(bill, 17_038)
    assert "the invoice is settled" in Letter.objects.get().text


def test_a_refund_is_no_reason_for_a_receipt(bill):
    money(bill, -100, Entry.Kind.REFUND)
    assert Letter.objects.count() == 0


def test_what_people_wrote_is_no_markup_in_a_letter(draft):
    sending.send([draft(ROOM, to=Recipient("<b>Mallory</b>", "", "mallory@example.org"))])
    row = draft(type(ROOM)("<img src=x>", 1, 100, 0), to=Recipient("M", "", "m@example.org"))
    sending.send([row])
    letter = Letter.objects.latest("pk")
    assert "<img" not in letter.html
    assert "&lt;img" in letter.html
