"""What was issued cannot be changed, by whichever way one tries."""

import pytest
from django.db import transaction

from handfast.invoices import drafting
from handfast.invoices.drafting import Terms
from handfast.invoices.frozen import IsIssued
from handfast.invoices.models import Invoice, Line
from handfast.invoices.tests.conftest import BRUNCH, ROOM, in_days


def _save(bill):
    bill.to_name = "Somebody else"
    bill.save()


def _save_only(bill):
    bill.due_on = None
    bill.save(update_fields=["due_on"])


def _change(bill):
    drafting.change(bill, drafting.recipient(bill.household), Terms("X", in_days(5)), [ROOM])


def _save_line(bill):
    line = bill.lines.first()
    line.unit_price = 1
    line.save()


WAYS = {
    "saved": _save,
    "saved in part": _save_only,
    "updated": lambda bill: Invoice.objects.filter(pk=bill.pk).update(to_name="X"),
    "updated in bulk": lambda bill: Invoice.objects.bulk_update([bill], ["to_name"]),
    "deleted": lambda bill: bill.delete(),
    "deleted by a query": lambda bill: Invoice.objects.all().delete(),
    "written anew": _change,
    "discarded": drafting.discard,
    "a line saved": _save_line,
    "a line updated": lambda bill: bill.lines.update(unit_price=1),
    "a line deleted": lambda bill: bill.lines.first().delete(),
    "lines deleted": lambda bill: bill.lines.all().delete(),
    "a line added": lambda bill: Line(invoice=bill, position=9, description="X", unit_price=1).save(),
    "lines added": lambda bill: Line.objects.bulk_create(drafting.lines(bill, [BRUNCH])),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_an_issued_bill_stays_as_it_was_issued(bill, way):
    before = list(Invoice.objects.values()), list(Line.objects.values())
    with pytest.raises(IsIssued), transaction.atomic():
        way(bill)
    assert (list(Invoice.objects.values()), list(Line.objects.values())) == before


def test_a_draft_may_be_changed_and_thrown_away(draft, priya):
    paper = draft()
    drafting.change(paper, drafting.recipient(priya), Terms("Us", in_days(5)), [ROOM])
    assert [line.description for line in paper.lines.all()] == [ROOM.description]
    drafting.discard(paper)
    assert Invoice.objects.count() == Line.objects.count() == 0
