"""What does not fit: told once, told again when it changes, and closed only by somebody who says that they know."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from handfast.payments.discrepancies import Changed, acknowledge, known_of, report, still_open
from handfast.payments.models import Acknowledgement, Discrepancy
from handfast.payments.observe import Answer, settle
from handfast.payments.tests.conftest import asked, life_of, untouched
from handfast.payments.tests.test_races import all_at_once

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def found(checkout, message="It does not fit.", kind="wrong_amount") -> Discrepancy:
    return Discrepancy(account=checkout.book.account, checkout=checkout, kind=kind, about="pi_1", message=message)


def the_one() -> Discrepancy:
    return Discrepancy.objects.get()


def is_open() -> bool:
    every = Discrepancy.objects.all()
    assert still_open(every).count() + known_of(every).count() == 1
    return still_open(every).exists()


@pytest.mark.django_db
class TestKnowing:
    """One thing that does not fit, and what owners say about it."""

    def test_found_again_as_it_was_it_is_the_same_and_stays_acknowledged(self, checkout, robin):
        report([found(checkout)])
        assert is_open()
        acknowledge(the_one(), by=robin, note="A try of ours.")
        report([found(checkout)])
        assert not is_open()
        said = Acknowledgement.objects.get()
        assert (said.by, said.note, said.message) == (robin, "A try of ours.", "It does not fit.")

    def test_told_with_other_figures_it_is_open_again_and_what_was_said_stays(self, checkout, robin, sam):
        report([found(checkout)])
        acknowledge(the_one(), by=robin, note="A try of ours.")
        report([found(checkout, "It fits even less.")])
        assert is_open()
        assert the_one().message == "It fits even less."
        acknowledge(the_one(), by=sam, note="That too.")
        assert not is_open()
        report([found(checkout)])
        assert is_open()  # back at what was acknowledged long ago, it has changed all the same
        assert [said.note for said in Acknowledgement.objects.order_by("pk")] == ["A try of ours.", "That too."]

    def test_what_was_not_read_as_it_stands_is_not_closed(self, checkout, robin):
        report([found(checkout)])
        read = the_one()
        report([found(checkout, "It fits even less.")])
        with pytest.raises(Changed, match="even less"):
            acknowledge(read, by=robin, note="I know.")
        assert is_open()

    def test_another_kind_about_the_same_payment_is_another_thing(self, checkout, robin):
        report([found(checkout), found(checkout, kind="wrong_currency")])
        acknowledge(Discrepancy.objects.get(kind="wrong_amount"), by=robin, note="I know.")
        assert still_open(Discrepancy.objects.all()).get().kind == "wrong_currency"

    def test_a_fact_that_stripe_tells_otherwise_twice_comes_back_twice(self, checkout, robin):
        *_, settled = life_of(untouched(asked(checkout)))
        settle(Answer(checkout.pk, settled, NOW, "charge.updated"))
        for minutes, fee in ((1, 999), (2, 1000)):
            told = replace(settled.charge, transaction=replace(settled.charge.transaction, fee=fee))
            settle(
                Answer(checkout.pk, replace(settled, charge=told), NOW + timedelta(minutes=minutes), "charge.updated")
            )
            assert f"-{fee} gbp" in the_one().message
            assert is_open()
            acknowledge(the_one(), by=robin, note="Stripe's support knows.")
        assert not is_open()


@pytest.mark.django_db(transaction=True)
def test_two_owners_who_say_so_at_once_say_it_once(checkout, robin, sam):
    report([found(checkout)])
    read = the_one()
    all_at_once(*(lambda by=by: acknowledge(read, by=by, note="I know.") for by in (robin, sam)))
    assert Acknowledgement.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_it_changes_while_an_owner_says_that_they_know(checkout, robin):
    """Whichever is first, what nobody has read is never closed."""
    report([found(checkout)])
    read = the_one()

    def say() -> None:
        with suppress(Changed):
            acknowledge(read, by=robin, note="I know.")

    all_at_once(say, lambda: report([found(checkout, "It fits even less.")]))
    assert is_open()
    assert the_one().message == "It fits even less."
