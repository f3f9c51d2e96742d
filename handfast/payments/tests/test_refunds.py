"""A host gives money back: once, whatever is pressed twice, lost or restarted."""

from datetime import timedelta

import pytest
from django.utils import timezone

from handfast.payments import pay, refunds
from handfast.payments.models import Call, Checkout, Entry, RefundRequest
from handfast.payments.observe import observe
from handfast.payments.refunds import NotRefundable
from handfast.payments.tests.test_races import all_at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid(checkout, guest):
    pay.client_secret(checkout)
    guest.confirm(checkout.intent_id)
    guest.later()
    observe(checkout, "charge.updated")
    return checkout


def wish(checkout, amount=8000, form="form-1", by=None) -> RefundRequest:
    return refunds.ask(checkout, amount=amount, reason="duplicate", by=by, form_token=form)


def given_back() -> int:
    return -sum(Entry.objects.filter(kind__startswith="refund").values_list("amount", flat=True))


def test_part_of_a_gift_goes_back_and_the_rest_later(paid, robin):
    refunds.send(wish(paid, 3000, by=robin))
    assert given_back() == 3000
    assert refunds.refundable(paid) == 5000
    refunds.send(wish(paid, 5000, "form-2", by=robin))
    assert given_back() == 8000
    assert refunds.refundable(paid) == 0


def test_the_same_form_twice_is_one_refund(paid, guest):
    for _ in range(2):
        refunds.send(wish(paid, 3000))
    assert given_back() == 3000
    assert RefundRequest.objects.count() == 1


def test_stripes_own_trouble_which_it_repeats_for_a_day_does_not_hide_a_refund(paid, guest, monkeypatch):
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    guest.world.faults.add("error_after", times=1, match="POST /v1/refunds")
    refunds.send(wish(paid, 3000))
    assert given_back() == 3000


@pytest.mark.parametrize("amount", [0, -5, 8001])
def test_no_more_than_is_there(paid, amount):
    with pytest.raises(NotRefundable):
        wish(paid, amount)
    assert not RefundRequest.objects.exists()


def test_what_is_on_its_way_back_cannot_be_promised_again(paid):
    wish(paid, 6000)
    with pytest.raises(NotRefundable):
        wish(paid, 6000, "form-2")


def test_what_stripe_has_promised_but_nobody_has_seen_yet_cannot_be_promised_again(paid, guest):
    asked = wish(paid, 6000)
    RefundRequest.objects.filter(pk=asked.pk).update(stripe_id="re_answered_a_moment_ago")
    assert refunds.refundable(paid) == 2000


def test_a_gift_that_was_not_paid_has_nothing_to_give_back(checkout):
    assert refunds.refundable(checkout) == 0


def test_what_stripe_will_not_do_is_noted_with_its_reason(paid, guest):
    asked = wish(paid, 8000)
    guest.client.v1.refunds.create({"payment_intent": paid.intent_id})  # meanwhile, in Stripe's dashboard
    refunds.send(asked)
    asked.refresh_from_db()
    assert "given back already" in asked.problem
    assert given_back() == 8000


def test_a_refund_whose_answer_was_lost_is_sent_again_and_is_the_same(paid, guest):
    asked = wish(paid, 3000)
    refunds.send(asked)
    RefundRequest.objects.update(stripe_id="", asked_at=timezone.now() - timedelta(hours=1))
    assert refunds.send_unsent() == 1
    assert given_back() == 3000
    assert len(guest.client.v1.refunds.list().data) == 1


def test_after_a_day_a_lost_refund_is_found_by_its_mark(paid, guest):
    refunds.send(wish(paid, 3000))
    long_ago = timezone.now() - timedelta(hours=25)
    RefundRequest.objects.update(stripe_id="", asked_at=long_ago)
    Call.objects.update(made_at=long_ago)
    guest.later(26 * 3600)  # Stripe has forgotten the key
    assert refunds.send_unsent() == 1
    assert len(guest.client.v1.refunds.list().data) == 1


@pytest.mark.django_db(transaction=True)
def test_two_hosts_give_all_of_it_back_at_once(paid):
    outcomes: list[str] = []

    def host(form: str) -> None:
        try:
            refunds.send(wish(Checkout.objects.get(pk=paid.pk), 8000, form))
            outcomes.append("sent")
        except NotRefundable:
            outcomes.append("refused")

    all_at_once(lambda: host("robin's form"), lambda: host("sam's form"))
    assert sorted(outcomes) == ["refused", "sent"]
    assert given_back() == 8000
