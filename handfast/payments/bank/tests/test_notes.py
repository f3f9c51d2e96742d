"""What a host wrote down by hand and a statement tells of later: asked about once, and the answer is kept."""

from datetime import date

import pytest

from handfast.accounts.models import User
from handfast.payments import pay
from handfast.payments.bank import arrivals, files, transfers
from handfast.payments.bank.arrivals import AlreadyMatched, MoreCame, NotMatched, Seen
from handfast.payments.bank.models import BankFile, BankLine
from handfast.payments.bank.plan import Found
from handfast.payments.models import Account, Book, Checkout, Entry
from handfast.payments.sums import received
from tests.at_once import at_once


@pytest.fixture
def book(db) -> Book:
    return Book.objects.create(account=Account.objects.create(), name="Robin & Sam")


@pytest.fixture
def robin(db) -> User:
    return User.objects.create_user("robin@example.org", "robin@example.org", first_name="Robin")


@pytest.fixture
def gift(book) -> Checkout:
    """Priya's gift of £80, to come by bank."""
    checkout = pay.open_checkout(book, amount=8000, description="A gift", payer_name="Priya Nair")
    transfers.ask(checkout)
    return Checkout.objects.select_related("book", "transfer").get(pk=checkout.pk)


@pytest.fixture
def note(gift, robin) -> BankLine:
    """That her £80 came, as Robin wrote down by hand."""
    return arrivals.match(gift, Seen("hand_a", date(2027, 6, 12), 8000, "P NAIR"), robin, other_than=0)


@pytest.fixture
def upload(book, gift, robin):
    """Uploads a statement with so many lines of her reference and £80."""

    def do(times: int = 1) -> BankFile:
        rows = [f"12/06/2027,80.00,{gift.transfer.reference}" for _ in range(times)]
        return files.upload(book, robin, "june.csv", "\n".join(["Date,Amount,Description", *rows]).encode())[0]

    return do


def found_in(file: BankFile) -> list[Found]:
    return files.plan_of(file).found


def answer(file: BankFile, robin: User, *answers: str) -> int:
    plan = files.plan_of(file)
    keys = [one.line.key for one in plan.found]
    return files.apply(file, plan.digest, dict(zip(keys, answers, strict=True)), robin)


def test_that_it_is_the_same_money_is_said_once(gift, note, upload, robin):
    file = upload()
    assert [(one.reason, one.same) for one in found_in(file)] == [("by hand", (note.pk,))]
    assert answer(file, robin, f"{files.SAME}{note.pk}") == 0
    assert [one.action for one in found_in(upload())] == ["known"]
    assert received(gift) == 8000


def test_what_is_left_open_is_asked_again(gift, note, upload, robin):
    assert answer(upload(), robin, "") == 0
    assert [one.reason for one in found_in(upload())] == ["by hand"]


def test_a_second_transfer_counts_by_itself_once_the_first_is_known_to_be_the_note(gift, note, upload, robin):
    answer(upload(), robin, f"{files.SAME}{note.pk}")
    assert [one.action for one in found_in(upload(2))] == ["known", "match"]


def test_a_note_is_what_one_line_tells_of_and_not_two(gift, note, upload, robin):
    said = f"{files.SAME}{note.pk}"
    with pytest.raises(files.SaidTwice):
        answer(upload(2), robin, said, said)
    assert not BankLine.objects.exclude(same_as="").exists()
    assert not BankFile.objects.exclude(applied_at=None).exists()
    answer(upload(2), robin, said, gift.token)
    assert received(gift) == 16_000


def test_once_the_note_is_undone_the_line_counts(gift, note, upload, robin):
    answer(upload(), robin, f"{files.SAME}{note.pk}")
    arrivals.undo(note, robin)
    assert answer(upload(), robin, "") == 1
    assert received(gift) == 8000


def test_of_another_note_it_may_be_said_again(gift, note, upload, robin):
    file = upload()
    key = found_in(file)[0].line.key
    answer(file, robin, f"{files.SAME}{note.pk}")
    arrivals.undo(note, robin)
    again = arrivals.match(gift, Seen("hand_b", date(2027, 6, 12), 8000), robin, other_than=0)
    arrivals.recognise(again, key)
    assert list(BankLine.objects.order_by("pk").values_list("same_as", flat=True)) == ["", key]


def test_only_a_note_that_counts_and_is_nobody_elses_is_told_of(gift, note, robin):
    arrivals.recognise(note, "one line")
    with pytest.raises(AlreadyMatched):
        arrivals.recognise(note, "another")
    arrivals.undo(note, robin)
    BankLine.objects.update(same_as="")
    with pytest.raises(NotMatched):
        arrivals.recognise(note, "another")


def test_a_note_of_another_amount_is_not_offered_as_the_same(gift, upload, robin):
    arrivals.match(gift, Seen("hand_a", date(2027, 6, 12), 7950), robin, other_than=0)
    assert [(one.reason, one.same) for one in found_in(upload())] == [("by hand", ())]


def test_what_was_sent_back_is_no_note_that_it_came(gift, upload, robin):
    answer(upload(), robin, "")
    arrivals.match(gift, Seen("hand_back", date(2027, 6, 13), -500), robin, other_than=0)
    assert [one.action for one in found_in(upload(2))] == ["known", "match"]


def test_a_note_of_another_gift_or_another_book_is_no_answer(gift, note, upload, robin, book):
    other = pay.open_checkout(Book.objects.create(account=book.account, name="Mallory"), amount=8000, description="")
    theirs = arrivals.match(other, Seen("hand_x", date(2027, 6, 12), 8000), robin, other_than=0)
    assert answer(upload(), robin, f"{files.SAME}{theirs.pk}") == 0
    assert not BankLine.objects.exclude(same_as="").exists()


def test_a_form_by_hand_that_comes_again_after_it_was_undone_counts_nothing(gift, note, robin):
    arrivals.undo(note, robin)
    with pytest.raises(AlreadyMatched):
        arrivals.match(gift, Seen("hand_a", date(2027, 6, 12), 8000, "P NAIR"), robin, other_than=0)
    assert received(gift) == 0


def test_a_line_of_a_file_is_not_divided_over_a_note_that_was_not_shown(gift, note, upload, robin, book):
    file = upload()
    seen = files.seen(found_in(file)[0].line)
    with pytest.raises(MoreCame):
        arrivals.divide(book, {gift.pk: 8000}, seen, robin, file, other_than=0)
    arrivals.divide(book, {gift.pk: 8000}, seen, robin, file, other_than=Entry.objects.latest("pk").pk)
    assert received(gift) == 16_000


@pytest.mark.django_db(transaction=True)
def test_five_hosts_who_answer_at_once_in_files_of_their_own_are_believed_once(gift, note, upload, robin):
    waiting = [upload() for _ in range(5)]
    digest = files.plan_of(waiting[0]).digest
    key = found_in(waiting[0])[0].line.key
    said = [f"{files.SAME}{note.pk}", gift.token] * 3

    def one() -> bool:
        try:
            files.apply(BankFile.objects.get(pk=waiting.pop().pk), digest, {key: said.pop()}, robin)
        except files.Outdated:
            return False
        return True

    assert sorted(at_once(one)) == [False] * 4 + [True]
    assert received(gift) in (8000, 16_000)
    assert BankLine.objects.exclude(same_as="").count() == (received(gift) == 8000)
