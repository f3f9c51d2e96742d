"""One transfer for several gifts, several transfers for one: each penny counts once, whatever hosts do at once."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from handfast.accounts.models import User
from handfast.payments import pay
from handfast.payments.bank import arrivals, files, transfers
from handfast.payments.bank.arrivals import AlreadyMatched, MoreCame, NotMatched, Seen, TooMuch
from handfast.payments.bank.counted import counted_for, newest, partly_counted, rest, standing
from handfast.payments.bank.models import BankLine
from handfast.payments.models import Account, Book, Checkout, Discrepancy, Entry
from handfast.payments.states import State, state
from handfast.payments.sums import received
from tests.at_once import at_once


@pytest.fixture
def book(db) -> Book:
    return Book.objects.create(account=Account.objects.create(), name="Robin & Sam")


@pytest.fixture
def robin(db) -> User:
    return User.objects.create_user("robin@example.org", "robin@example.org", first_name="Robin")


@pytest.fixture
def gifts(book) -> list[Checkout]:
    """Priya's gift of £80 and Ada's of £50, both to come by bank."""
    return [waits(book, "Priya Nair", 8000), waits(book, "Ada Okafor", 5000)]


def waits(book: Book, payer: str, amount: int) -> Checkout:
    checkout = pay.open_checkout(book, amount=amount, description="A gift", payer_name=payer)
    transfers.ask(checkout)
    return Checkout.objects.select_related("book").get(pk=checkout.pk)


def seen(amount: int, key: str = "k") -> Seen:
    return Seen(key, date(2027, 6, 12), amount, "P NAIR")


def now(checkout: Checkout) -> State:
    return state(Checkout.objects.get(pk=checkout.pk))


def split(gifts: list[Checkout], *amounts: int) -> dict[int, int]:
    return {gift.pk: amount for gift, amount in zip(gifts, amounts, strict=True)}


def test_one_transfer_pays_two_gifts(book, gifts, robin):
    line = arrivals.divide(book, split(gifts, 8000, 5000), seen(13_000), robin)
    assert [now(gift) for gift in gifts] == [State.RECEIVED] * 2
    assert (rest(line), partly_counted(book)) == (0, [])
    assert sorted(Entry.objects.values_list("stripe_id", flat=True)) == [f"bank_{book.pk}_k_1", f"bank_{book.pk}_k_2"]


def test_what_is_left_waits_and_is_counted_once(book, gifts, robin):
    line = arrivals.divide(book, split(gifts[:1], 8000), seen(13_000), robin)
    assert [(one.pk, rest(one)) for one in partly_counted(book)] == [(line.pk, 5000)]
    arrivals.divide_rest(line, split(gifts[1:], 2000), robin, left=5000)
    with pytest.raises(AlreadyMatched):
        arrivals.divide_rest(line, split(gifts[1:], 2000), robin, left=5000)
    assert [received(gift) for gift in gifts] == [8000, 2000]
    assert [rest(one) for one in partly_counted(book)] == [3000]


@pytest.mark.parametrize("parts", [(8000, 5001), (0, 5000), (-1, 5000), (13_001, -1)])
def test_parts_are_never_more_than_came_and_never_nothing(book, gifts, robin, parts):
    with pytest.raises(TooMuch):
        arrivals.divide(book, split(gifts, *parts), seen(13_000), robin)
    with pytest.raises(TooMuch):
        arrivals.divide(book, {}, seen(13_000), robin)
    assert not Entry.objects.exists()
    assert not BankLine.objects.exists()


def test_a_divided_transfer_is_undone_whole_and_may_be_divided_anew(book, gifts, robin):
    line = arrivals.divide(book, split(gifts, 5000, 8000), seen(13_000), robin)
    assert len(arrivals.undo(line, robin)) == 2
    assert [received(gift) for gift in gifts] == [0, 0]
    arrivals.divide(book, split(gifts, 8000, 5000), seen(13_000), robin)
    assert [received(gift) for gift in gifts] == [8000, 5000]
    assert not Discrepancy.objects.exists()


def test_one_part_is_undone_and_the_rest_stays(book, gifts, robin):
    line = arrivals.divide(book, split(gifts, 8000, 5000), seen(13_000), robin)
    [adas] = [entry.pk for entry in standing(line) if entry.checkout_id == gifts[1].pk]
    assert [entry.amount for entry in arrivals.undo(line, robin, [adas])] == [-5000]
    assert [received(gift) for gift in gifts] == [8000, 0]
    assert [rest(one) for one in partly_counted(book)] == [5000]
    with pytest.raises(NotMatched):
        arrivals.undo(line, robin, [adas])
    arrivals.divide_rest(line, split(gifts[:1], 5000), robin, left=5000)
    assert [received(gift) for gift in gifts] == [13_000, 0]
    assert not Discrepancy.objects.exists()


def test_a_part_that_counts_no_more_keeps_all_of_them_from_being_undone(book, gifts, robin):
    line = arrivals.divide(book, split(gifts, 8000, 5000), seen(13_000), robin)
    first, second = [entry.pk for entry in standing(line)]
    arrivals.undo(line, robin, [first])
    with pytest.raises(NotMatched):
        arrivals.undo(BankLine.objects.get(), robin, [first, second])
    assert [received(gift) for gift in gifts] == [0, 5000]


def test_two_transfers_for_one_gift_add_up(book, gifts, robin):
    arrivals.match(gifts[0], seen(3000, "a"), robin)
    assert now(gifts[0]) is State.PARTLY
    arrivals.match(gifts[0], seen(5000, "b"), robin)
    assert now(gifts[0]) is State.RECEIVED


def test_a_note_by_hand_is_not_written_twice_unless_it_is_said_to_be_other_money(book, gifts, robin):
    arrivals.match(gifts[0], seen(8000, "one form"), robin, other_than=0)
    with pytest.raises(MoreCame):
        arrivals.match(gifts[0], seen(8000, "another form"), robin, other_than=0)
    there = newest(counted_for([gifts[0].pk], came=True))
    arrivals.match(gifts[0], seen(8000, "another form"), robin, other_than=there)
    assert received(gifts[0]) == 16_000


def test_what_was_undone_is_no_reason_to_ask(book, gifts, robin):
    arrivals.undo(arrivals.match(gifts[0], seen(8000, "one form"), robin, other_than=0), robin)
    arrivals.match(gifts[0], seen(8000, "another form"), robin, other_than=0)
    assert received(gifts[0]) == 8000


def test_a_line_of_a_file_is_asked_about_where_a_host_wrote_some_down_whatever_the_sum(book, gifts, robin):
    arrivals.match(gifts[0], seen(7950, "a form"), robin, other_than=0)
    data = f"Date,Amount,Description\n12/06/2027,80.00,{gifts[0].transfer.reference}\n"
    file, _found = files.upload(book, robin, "june.csv", data.encode())
    plan = files.plan_of(file)
    assert [(one.action, one.reason) for one in plan.found] == [("propose", "by hand")]
    assert files.apply(file, plan.digest, {}, robin) == 0
    assert received(gifts[0]) == 7950


def test_a_line_of_which_some_counts_is_known_to_a_later_file(book, gifts, robin):
    data = b"Date,Amount,Description\n12/06/2027,130.00,for both\n"
    file, _found = files.upload(book, robin, "june.csv", data)
    [found] = files.plan_of(file).found
    arrivals.divide(book, split(gifts[:1], 8000), files.seen(found.line), robin, file)
    again, _found = files.upload(book, robin, "june.csv", data)
    assert [one.action for one in files.plan_of(again).found] == ["known"]


@pytest.mark.django_db(transaction=True)
def test_five_hosts_divide_one_transfer_at_once(book, gifts, robin):
    def one() -> bool:
        try:
            arrivals.divide(book, split(gifts, 8000, 5000), seen(13_000), robin)
        except AlreadyMatched:
            return False
        return True

    assert sorted(at_once(one)) == [False] * 4 + [True]
    assert [received(gift) for gift in gifts] == [8000, 5000]


@pytest.mark.django_db(transaction=True)
def test_five_hosts_count_what_is_left_at_once(book, gifts, robin):
    line = arrivals.divide(book, split(gifts[:1], 1000), seen(13_000), robin)

    def one() -> bool:
        try:
            arrivals.divide_rest(line, split(gifts, 1000, 1000), robin, left=12_000)
        except AlreadyMatched:
            return False
        return True

    assert sorted(at_once(one)) == [False] * 4 + [True]
    assert rest(BankLine.objects.get()) == 10_000


@pytest.mark.django_db(transaction=True)
def test_five_hosts_undo_one_part_at_once(book, gifts, robin):
    line = arrivals.divide(book, split(gifts, 8000, 5000), seen(13_000), robin)
    part = standing(line)[0].pk

    def one() -> bool:
        try:
            arrivals.undo(BankLine.objects.get(), robin, [part])
        except NotMatched:
            return False
        return True

    assert sorted(at_once(one)) == [False] * 4 + [True]
    assert [received(gift) for gift in gifts] == [0, 5000]


@pytest.mark.django_db(transaction=True)
def test_five_hosts_write_one_transfer_down_at_once_each_in_a_form_of_their_own(book, gifts, robin):
    forms = [f"form {number}" for number in range(5)]

    def one() -> bool:
        try:
            arrivals.match(gifts[0], seen(8000, forms.pop()), robin, other_than=0)
        except MoreCame:
            return False
        return True

    assert sorted(at_once(one)) == [False] * 4 + [True]
    assert received(gifts[0]) == 8000


class Any(TestCase):
    """Whatever is divided, undone and divided again."""

    @settings(max_examples=40)
    @given(st.integers(1, 20_000), st.lists(st.tuples(st.integers(-100, 9000), st.integers(-100, 9000)), max_size=5))
    def test_what_counts_never_comes_to_more_than_the_transfer_brought(self, brought, tries):
        book = Book.objects.create(account=Account.objects.create(), name="Robin & Sam")
        robin = User.objects.create_user("robin@example.org", "robin@example.org")
        gifts = [waits(book, "Priya", 8000), waits(book, "Ada", 5000)]
        for parts in tries:
            line = BankLine.objects.filter(key="k").first()
            try:
                if line and standing(line):
                    arrivals.divide_rest(line, split(gifts, *parts), robin, left=rest(line))
                else:
                    arrivals.divide(book, split(gifts, *parts), seen(brought), robin)
            except TooMuch:
                if line and standing(line) and sum(parts) % 2:
                    arrivals.undo(line, robin)
            counted = sum(received(gift) for gift in gifts)
            kept = BankLine.objects.filter(key="k").first()
            assert 0 <= counted <= brought
            assert counted == (brought - rest(kept) if kept else 0)
