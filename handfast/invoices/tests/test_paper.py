"""The paper: the same bytes for the same bill, and no word of anybody's is ever markup."""

import re
from decimal import Decimal

import pytest

from handfast.invoices import correcting, links, paper
from handfast.invoices.access import own_paper
from handfast.invoices.drafting import Recipient, Row
from handfast.invoices.numbering import issue
from handfast.invoices.tests.conftest import BRUNCH, money

HOSTILE = [
    '#import "@preview/x:1.0.0": *',
    '#sys.inputs.paper #read("/etc/passwd") #eval("1+1")',
    "*bold* _it_ $x^2$ `raw` = heading \\ @ref <label> // comment /* [",
    "```rust fn``` ] } ) \" ' \\u{1F600} {{7*7}}",
    "漢字 שלום مرحبا \u200b\u202e Ünïcödé 💐",
    "x" * 190,
]


def read(of):
    """The paper as its pages load it."""
    return own_paper(of.wedding, of.pk)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(draft, words):
    bill = issue(draft(Row(words, Decimal(1), 5000, Decimal(20)), to=Recipient(words, words, "x@example.org")))
    assert paper.contents(read(bill))["lines"][0][0] == words
    assert paper.pdf(read(bill)).startswith(b"%PDF-")


def test_an_issued_bill_is_the_same_byte_for_byte(bill):
    first = paper.pdf(read(bill))
    money(bill, 5000)
    assert paper.pdf(read(bill)) == first
    links.renew(bill)
    assert paper.pdf(read(bill)) != first


def test_what_stands_on_it_adds_up(bill):
    found = paper.contents(read(bill))
    assert found["lines"] == [
        ["A room at the barn, two nights", "2", "£60.00", "20 %", "£120.00"],
        ["Brunch", "2", "£12.50", "5.5 %", "£25.00"],
    ]
    assert found["bands"][1:] == [("20 %", "£120.00", "£24.00"), ("5.5 %", "£25.00", "£1.38")]
    assert [value for _label, value in found["totals"]] == ["£145.00", "£25.38"]
    assert found["total"] == ("To pay", "£170.38")
    assert found["pay"]["link"] == links.url_of(bill)
    assert found["to"] == ["Priya Nair & Omar Aziz"]


def test_a_bill_without_tax_speaks_of_none(draft):
    found = paper.contents(read(draft(Row("A coach", Decimal("1.5"), 1000, Decimal(0)))))
    assert (found["taxed"], found["totals"]) == (False, [])
    assert found["lines"] == [["A coach", "1.5", "£10.00", "£15.00"]]


def test_a_draft_and_a_voided_bill_are_stamped_and_name_no_way_to_pay(draft, bill, robin):
    correcting.void(bill, by=robin, why="A mistake")
    found = [paper.contents(read(one)) for one in (draft(), bill)]
    assert [(one["stamp"], one["pay"]) for one in found] == [("Draft", None), ("Void", None)]


def test_a_credit_note_says_to_which_bill_and_why(bill):
    note = correcting.credit(bill, [BRUNCH], why="You cannot stay.", form_token="1")
    found = paper.contents(read(note))
    assert (found["kind"], found["number"], found["note"]) == ("Credit note", note.label, ["You cannot stay."])
    assert ("To invoice", bill.label) in found["facts"]
    assert found["total"] == ("Credited", "£26.38")
    assert paper.pdf(read(note)).startswith(b"%PDF-")


def test_sixty_lines_fill_several_pages(draft):
    bill = issue(draft(*[Row(f"Thing {n}", Decimal(1), 100, Decimal(20)) for n in range(60)]))
    assert int(re.search(rb"/Count (\d+)", paper.pdf(read(bill)))[1]) == 3


@pytest.mark.parametrize(("locale", "size"), [("en_GB", "a4"), ("en_US", "us-letter"), ("de_DE", "a4")])
def test_paper_is_of_the_size_that_people_there_have(bill, robin_and_sams, locale, size):
    robin_and_sams.locale = locale
    robin_and_sams.save()
    assert paper.contents(read(bill))["size"] == size
    assert paper.pdf(read(bill)).startswith(b"%PDF-")


def test_it_can_be_looked_at(bill):
    assert paper.png(read(bill)).startswith(b"\x89PNG")
