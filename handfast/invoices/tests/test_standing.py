"""How a bill stands follows from its papers and the ledger, whatever happens to it and in whichever order."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handfast.invoices import ageing, correcting, journal
from handfast.invoices.correcting import NotCorrectable
from handfast.invoices.drafting import Row
from handfast.invoices.models import Invoice
from handfast.invoices.numbering import issue
from handfast.invoices.standing import Status
from handfast.invoices.tests.conftest import BRUNCH, ROOM, money, more_money, read
from handfast.payments.models import Entry
from handfast.payments.snapshots import Snapshot
from tests.at_once import at_once

Kind = Entry.Kind
ALL = 17_038


def test_a_draft_owes_nothing(draft):
    now = read(draft())
    assert (now.status, now.due, now.sums.gross) == (Status.DRAFT, 0, ALL)


def test_a_bill_is_due_then_part_paid_then_paid(bill):
    assert (read(bill).status, read(bill).due) == (Status.ISSUED, ALL)
    money(bill, 7038)
    assert (read(bill).status, read(bill).due) == (Status.PART_PAID, 10_000)
    money(bill, 10_000)
    assert (read(bill).status, read(bill).due, read(bill).credit) == (Status.PAID, 0, 0)


def test_it_is_overdue_from_the_day_after_it_was_due(bill):
    assert read(bill, bill.due_on).status is Status.ISSUED
    now = read(bill, bill.due_on + timedelta(days=1))
    assert (now.status, now.days_overdue) == (Status.OVERDUE, 1)
    money(bill, 100)
    assert read(bill, bill.due_on + timedelta(days=9)).status is Status.OVERDUE
    money(bill, ALL - 100)
    assert read(bill, bill.due_on + timedelta(days=9)).status is Status.PAID


def test_what_is_paid_too_much_is_credit(bill):
    money(bill, ALL + 500)
    now = read(bill)
    assert (now.status, now.due, now.credit) == (Status.PAID, 0, 500)


def test_what_is_given_back_is_due_again(bill):
    checkout = money(bill, ALL)
    more_money(checkout, -2000, Kind.REFUND)
    assert (read(bill).status, read(bill).due) == (Status.PART_PAID, 2000)
    more_money(checkout, 2000, Kind.REFUND_RETURNED)
    assert read(bill).status is Status.PAID


def test_credited_and_then_given_back_it_is_settled(bill, robin):
    checkout = money(bill, ALL)
    correcting.credit(bill, [ROOM, BRUNCH], why="The barn burnt down", form_token="1")
    assert (read(bill).status, read(bill).credit) == (Status.CREDITED, ALL)
    more_money(checkout, -ALL, Kind.REFUND)
    now = read(bill)
    assert (now.status, now.due, now.credit) == (Status.CREDITED, 0, 0)


def test_a_dispute_makes_it_due_again(bill):
    checkout = money(bill, ALL)
    more_money(checkout, -ALL, Kind.DISPUTE)
    more_money(checkout, -2000, Kind.DISPUTE_FEE)
    assert read(bill).due == ALL


def test_what_is_on_its_way_is_neither_paid_nor_to_be_paid_again(bill):
    checkout = money(bill, 5000, Kind.FEE)
    seen = Snapshot("pi_1", "processing", 5000, 0, "gbp", False, "", checkout.token)
    checkout.observations.create(
        first_asked_at=checkout.opened_at, asked_at=checkout.opened_at, status=seen.status, snapshot=seen.as_json()
    )
    now = read(bill)
    assert (now.status, now.due, now.payable) == (Status.ISSUED, ALL, ALL - 5000)


def test_a_voided_bill_owes_nothing_and_keeps_its_number(bill, robin, draft):
    correcting.void(bill, by=robin, why="To the wrong household")
    assert (read(bill).status, read(bill).due) == (Status.VOID, 0)
    assert issue(draft()).number == bill.number + 1


def test_money_that_comes_for_a_voided_bill_is_credit(bill, robin):
    correcting.void(bill, by=robin, why="To the wrong household")
    money(bill, ALL)
    assert (read(bill).status, read(bill).credit) == (Status.VOID, ALL)


@pytest.mark.parametrize("before", ["paid", "credited", "void", "draft"])
def test_what_was_paid_or_credited_is_not_voided(before, bill, draft, robin):
    if before == "paid":
        money(bill, 100)
    elif before == "credited":
        correcting.credit(bill, [BRUNCH], why="No brunch", form_token="1")
    elif before == "void":
        correcting.void(bill, by=robin, why="A mistake")
    with pytest.raises(NotCorrectable):
        correcting.void(draft() if before == "draft" else bill, by=robin, why="Another")


def test_credit_notes_have_numbers_of_their_own(bill):
    first = correcting.credit(bill, [Row("Brunch", Decimal(1), 1250, Decimal("5.5"))], why="Omar", form_token="1")
    again = correcting.credit(bill, [Row("Brunch", Decimal(1), 1250, Decimal("5.5"))], why="Omar", form_token="1")
    second = correcting.credit(bill, [Row("Brunch", Decimal(1), 1250, Decimal("5.5"))], why="Priya", form_token="2")
    assert (first.pk, first.label) == (again.pk, f"CN-{first.year}-0001")
    assert second.label == f"CN-{first.year}-0002"
    assert read(bill).credited == 2638


@pytest.mark.parametrize(
    "rows",
    [
        [Row("Too many", Decimal(3), 6000, Decimal(20))],
        [Row("Another rate", Decimal(1), 100, Decimal(7))],
        [Row("Less than nothing", Decimal(1), -100, Decimal(20))],
        [Row("Nothing", Decimal(1), 0, Decimal(20))],
    ],
)
def test_no_more_is_credited_than_was_billed(bill, rows):
    with pytest.raises(NotCorrectable):
        correcting.credit(bill, rows, why="A try", form_token="1")
    assert Invoice.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_five_who_credit_all_of_it_at_once_one_does(bill):
    tokens = iter("abcde")

    def credit_all() -> str:
        try:
            return correcting.credit(bill, [ROOM, BRUNCH], why="The barn burnt down", form_token=next(tokens)).label
        except NotCorrectable:
            return ""

    assert sorted(map(bool, at_once(credit_all))) == [False] * 4 + [True]
    assert read(bill).credited == ALL


@pytest.mark.django_db(transaction=True)
def test_voided_by_five_at_once_it_is_voided_once(bill, robin):
    def void_it() -> bool:
        try:
            correcting.void(bill, by=robin, why="A mistake")
        except NotCorrectable:
            return False
        return True

    assert sorted(at_once(void_it)) == [False] * 4 + [True]


def test_the_buckets_hold_all_that_is_due(draft, robin_and_sams):
    bills = [issue(draft()) for _ in range(5)]
    money(bills[0], ALL)
    money(bills[1], 38)
    for days, labels in [(0, [0]), (1, [1]), (30, [1]), (31, [2]), (90, [3]), (91, [4])]:
        standings = ageing.issued_standings(robin_and_sams, bills[0].due_on + timedelta(days=days))
        found = ageing.buckets(standings)
        assert [bucket.due for bucket in found if bucket.due] == [4 * ALL - 38]
        assert [place for place, bucket in enumerate(found) if bucket.due] == labels


LINES = st.lists(
    st.builds(
        Row,
        description=st.just("Something"),
        quantity=st.decimals("0.5", 20, places=1),
        unit_price=st.integers(1, 50_000),
        tax_rate=st.sampled_from([Decimal(0), Decimal("5.5"), Decimal(20)]),
    ),
    min_size=1,
    max_size=4,
)
DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("pay"), st.integers(1, 100_000)),
        st.tuples(st.just("give back"), st.integers(1, 50_000)),
        st.tuples(st.just("credit"), st.integers(0, 3)),
        st.tuples(st.just("void"), st.just(0)),
    ),
    max_size=6,
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=LINES, deeds=DEEDS)
def test_whatever_happens_the_books_add_up(rows, deeds, draft, robin, robin_and_sams):
    with transaction.atomic():
        bill = issue(draft(*rows))
        for deed, figure in deeds:
            _do(deed, figure, bill, rows, robin)
        _adds_up(bill)
        transaction.set_rollback(True)  # each example has the books to itself


def _adds_up(bill):
    now = read(bill)
    assert now.due - now.credit == (0 if now.is_void else now.sums.gross - now.credited) - now.paid
    assert now.due == 0 or now.credit == 0
    assert 0 <= now.credited <= now.sums.gross
    postings = journal.postings(bill.wedding)
    assert sum(posting.gross - posting.money for posting in postings) == now.due - now.credit
    assert all(posting.gross == posting.net + posting.tax for posting in postings)
    assert sum(bucket.due for bucket in ageing.buckets(ageing.issued_standings(bill.wedding))) == now.due


def _do(deed, figure, bill, rows, robin):
    try:
        if deed == "pay":
            money(bill, figure)
        elif deed == "give back" and bill.payments.exists():
            more_money(bill.payments.first().checkout, -figure, Kind.REFUND)
        elif deed == "credit":
            token = f"{bill.credit_notes.count()}"
            correcting.credit(bill, [rows[figure % len(rows)]], why="A try", form_token=token)
        elif deed == "void":
            correcting.void(bill, by=robin, why="A try")
    except NotCorrectable:
        assert deed in ("credit", "void")
