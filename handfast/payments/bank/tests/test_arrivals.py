"""A transfer that a host read in the bank's statement: counted once, by the same door, undone by a contrary entry."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from handfast.accounts.models import User
from handfast.payments import pay
from handfast.payments.bank import arrivals, files, transfers
from handfast.payments.bank.arrivals import AlreadyMatched, NotMatched, Seen
from handfast.payments.bank.models import BankFile, BankLine
from handfast.payments.chores import close_cards_after_transfers
from handfast.payments.gateway import NotChangeable
from handfast.payments.models import Account, Book, Checkout, Discrepancy, Entry
from handfast.payments.reconcile import reconcile
from handfast.payments.refunds import refundable
from handfast.payments.signals import posted
from handfast.payments.states import State, state
from handfast.payments.sums import given, received
from tests.at_once import at_once


@pytest.fixture
def book(db) -> Book:
    return Book.objects.create(account=Account.objects.create(), name="Robin & Sam")


@pytest.fixture
def robin(db) -> User:
    return User.objects.create_user("robin@example.org", "robin@example.org", first_name="Robin")


def gift(book: Book, payer: str = "Priya Nair", amount: int = 8000, **fields) -> Checkout:
    checkout = pay.open_checkout(book, amount=amount, description="A gift", payer_name=payer)
    Checkout.objects.filter(pk=checkout.pk).update(**fields)
    return Checkout.objects.get(pk=checkout.pk)


@pytest.fixture
def priyas(book) -> Checkout:
    checkout = gift(book)
    transfers.ask(checkout)
    return Checkout.objects.get(pk=checkout.pk)


def seen(amount: int = 8000, key: str = "k", **said) -> Seen:
    return Seen(key, date(2027, 6, 12), amount, **said)


def now(checkout: Checkout) -> State:
    return state(Checkout.objects.get(pk=checkout.pk))


def csv_of(*lines: tuple[str, str]) -> bytes:
    """A statement of (amount, text) lines."""
    return "\n".join(["Date,Amount,Name,Description", *(f"12/06/2027,{a},P Nair,{t}" for a, t in lines)]).encode()


def test_a_transfer_is_an_entry_like_any_other_and_marked_as_the_banks(priyas, robin):
    told = []
    posted.connect(hear := lambda entries, **_: told.extend(entries), weak=False)
    line = arrivals.match(priyas, seen(payer="P NAIR"), robin)
    posted.disconnect(hear)
    [entry] = Entry.objects.all()
    assert (entry.kind, entry.amount, entry.currency, entry.stripe_id) == (
        "payment",
        8000,
        "gbp",
        f"bank_{priyas.book_id}_k_1",
    )
    assert (entry.bank_line, entry.said_by) == (line, robin)
    assert entry.occurred_at.date() == date(2027, 6, 12)
    assert told == [entry]
    assert now(priyas) is State.RECEIVED


def test_one_line_counts_for_one_checkout(priyas, book, robin):
    arrivals.match(priyas, seen(), robin)
    for checkout in (priyas, gift(book, "Ada Okafor")):
        with pytest.raises(AlreadyMatched):
            arrivals.match(checkout, seen(), robin)
    assert Entry.objects.count() == 1


def test_a_mistake_is_undone_by_a_contrary_entry_and_the_line_may_count_elsewhere(priyas, book, robin):
    other = gift(book, "Ada Okafor")
    line = arrivals.match(priyas, seen(), robin)
    arrivals.undo(line, robin)
    assert now(priyas) is State.OPEN
    with pytest.raises(NotMatched):
        arrivals.undo(line, robin)
    arrivals.match(other, seen(), robin)
    arrivals.undo(line, robin)
    arrivals.match(priyas, seen(), robin)
    assert (received(priyas), received(other)) == (8000, 0)
    entries = Entry.objects.order_by("pk").values_list("kind", "stripe_id")
    assert [(kind, name[-1]) for kind, name in entries] == [
        ("payment", "1"),
        ("payment_undone", "1"),
        ("payment", "2"),
        ("payment_undone", "2"),
        ("payment", "3"),
    ]
    assert not Discrepancy.objects.exists()


def test_a_form_that_was_sent_before_does_not_count_other_figures(priyas, robin):
    arrivals.undo(arrivals.match(priyas, seen(8000), robin), robin)
    with pytest.raises(AlreadyMatched):
        arrivals.match(priyas, seen(7500), robin)
    assert received(priyas) == 0


def test_lines_that_read_alike_in_two_weddings_of_one_account_are_two(priyas, book, robin):
    other = gift(Book.objects.create(account=book.account, name="Mallory & Max"))
    for checkout in (priyas, other):
        arrivals.match(checkout, seen(), robin)
    assert (received(priyas), received(other)) == (8000, 8000)
    assert not Discrepancy.objects.exists()


def test_parts_add_up_and_more_than_was_asked_is_kept_too(priyas, robin):
    arrivals.match(priyas, seen(5000, "a"), robin)
    assert now(priyas) is State.PARTLY
    arrivals.match(priyas, seen(4000, "b"), robin)
    assert now(priyas) is State.RECEIVED
    assert received(priyas) == given(priyas) == 9000


def test_what_the_couple_sends_back_is_money_given_back(priyas, robin):
    arrivals.match(priyas, seen(9000, "a"), robin)
    arrivals.match(priyas, seen(-1000, "b"), robin)
    assert set(Entry.objects.values_list("kind", "amount")) == {("payment", 9000), ("refund", -1000)}
    assert refundable(Checkout.objects.get(pk=priyas.pk)) == 0  # Stripe has nothing of it to give
    arrivals.match(priyas, seen(-8000, "c"), robin)
    assert now(priyas) is State.RECEIVED  # and given back, not asked for again


def test_a_transfer_is_asked_for_without_the_fee_that_a_card_would_cost(book, robin):
    checkout = gift(book, amount=8144, fee_added=144)
    arrivals.match(checkout, seen(8000), robin)
    assert now(checkout) is State.RECEIVED
    assert given(checkout) == 8000


def test_the_word_that_it_was_sent_moves_no_money_but_closes_the_card(priyas, guest):
    transfers.say_sent(priyas.transfer)
    assert now(priyas) is State.SENT
    assert not Entry.objects.exists()
    with pytest.raises(NotChangeable):
        pay.client_secret(Checkout.objects.get(pk=priyas.pk))
    transfers.take_back(priyas.transfer)
    assert now(priyas) is State.OPEN
    assert pay.client_secret(Checkout.objects.get(pk=priyas.pk))


def test_what_is_paid_by_card_is_not_asked_for_by_bank(book, guest):
    checkout = gift(book)
    pay.client_secret(checkout)
    guest.confirm(checkout.intent_id)
    reconcile()
    with pytest.raises(NotChangeable):
        transfers.ask(Checkout.objects.get(pk=checkout.pk))


def test_a_card_form_that_is_open_takes_nothing_once_the_transfer_is_said_to_be_sent(priyas, guest):
    pay.client_secret(priyas)
    close_cards_after_transfers()
    assert [intent.status for intent in guest.intents()] == ["requires_payment_method"]
    transfers.say_sent(priyas.transfer)
    close_cards_after_transfers()
    assert [intent.status for intent in guest.intents()] == ["canceled"]
    assert now(priyas) is State.SENT


def test_an_amount_that_was_changed_just_before_its_transfer_was_sent_stays_changed(priyas, guest):
    pay.client_secret(priyas)
    before = pay.want_amount(priyas, 3800)
    transfers.say_sent(priyas.transfer)
    close_cards_after_transfers()
    pay.tell_amount(priyas, before)
    assert Checkout.objects.get(pk=priyas.pk).amount == 3800


def test_after_a_mistaken_match_is_undone_the_card_form_stays_open(priyas, robin, guest):
    arrivals.undo(arrivals.match(priyas, seen(), robin), robin)
    pay.client_secret(Checkout.objects.get(pk=priyas.pk))
    close_cards_after_transfers()
    assert [intent.status for intent in guest.intents()] == ["requires_payment_method"]


def test_a_card_that_was_quicker_is_counted_beside_the_transfer(priyas, robin, guest):
    pay.client_secret(priyas)
    transfers.say_sent(priyas.transfer)
    guest.confirm(priyas.intent_id)
    reconcile()
    arrivals.match(priyas, seen(), robin)
    assert received(priyas) == 16000
    assert refundable(Checkout.objects.get(pk=priyas.pk)) == 8000


def test_the_reconciler_and_the_audit_leave_the_bank_alone_and_its_card_is_closed(priyas, robin, guest):
    pay.client_secret(priyas)
    arrivals.match(priyas, seen(), robin)
    for _ in range(2):
        reconcile()
        close_cards_after_transfers()
    assert [intent.status for intent in guest.intents()] == ["canceled"]
    assert Entry.objects.count() == 1
    assert now(priyas) is State.RECEIVED
    assert not Discrepancy.objects.exists()


def test_the_same_file_twice_counts_once(book, priyas, robin):
    data = csv_of(("80.00", priyas.transfer.spaced), ("12.00", "Refund of a shop"))
    for matched in (1, 0):
        file, _found = files.upload(book, robin, "june.csv", data)
        assert files.apply(file, files.plan_of(file).digest, {}, robin) == matched
    assert files.apply(file, "whatever", {}, robin) == 0  # applied already
    assert Entry.objects.count() == BankLine.objects.count() == 1
    assert list(BankFile.objects.values_list("lines", flat=True)) == [[], []]


def test_a_plan_that_is_no_longer_true_is_not_applied(book, priyas, robin):
    file, _found = files.upload(book, robin, "june.csv", csv_of(("80.00", priyas.transfer.reference)))
    digest = files.plan_of(file).digest
    arrivals.match(priyas, seen(1000), robin)
    with pytest.raises(files.Outdated):
        files.apply(file, digest, {}, robin)
    assert Entry.objects.count() == 1


def test_a_proposal_is_applied_only_where_it_is_accepted_and_only_for_who_was_proposed(book, priyas, robin):
    stranger = gift(Book.objects.create(account=book.account, name="Mallory & Max"))
    file, _found = files.upload(book, robin, "june.csv", csv_of(("80.00", "a present")))
    plan = files.plan_of(file)
    [one] = plan.of("propose")
    assert one.proposed == (priyas.token,)
    assert files.apply(file, plan.digest, {one.line.key: stranger.token}, robin) == 0
    again, _found = files.upload(book, robin, "june.csv", csv_of(("80.00", "a present")))
    assert files.apply(again, files.plan_of(again).digest, {one.line.key: priyas.token}, robin) == 1
    assert now(priyas) is State.RECEIVED


def test_statements_that_nobody_applied_are_forgotten(book, robin):
    file, _found = files.upload(book, robin, "june.csv", csv_of(("80.00", "a present")))
    assert files.forget() == 0
    BankFile.objects.filter(pk=file.pk).update(uploaded_at=timezone.now() - timedelta(days=3))
    assert files.forget() == 1


@pytest.mark.django_db(transaction=True)
def test_two_hosts_match_the_same_line_at_once(book, robin):
    checkouts = [gift(book, f"Guest {number}") for number in range(5)]
    waiting = list(checkouts)

    def one() -> bool:
        try:
            arrivals.match(waiting.pop(), seen(), robin)
        except AlreadyMatched:
            return False
        return True

    assert sorted(at_once(one)) == [False] * 4 + [True]
    assert Entry.objects.count() == BankLine.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_file_applied_by_five_at_once_counts_once(book, robin):
    checkout = gift(book)
    reference = transfers.ask(checkout).reference
    file, _found = files.upload(book, robin, "june.csv", csv_of(("80.00", reference)))
    digest = files.plan_of(file).digest
    done = at_once(lambda: files.apply(BankFile.objects.get(pk=file.pk), digest, {}, robin))
    assert sorted(done) == [0, 0, 0, 0, 1]
    assert Entry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_reference_asked_for_in_five_tabs_is_one(book):
    checkout = gift(book)
    assert len({transfers.ask(Checkout.objects.get(pk=checkout.pk)).reference for _ in at_once(lambda: None)}) == 1
    other = gift(book)
    assert len(set(at_once(lambda: transfers.ask(Checkout.objects.get(pk=other.pk)).reference))) == 1
