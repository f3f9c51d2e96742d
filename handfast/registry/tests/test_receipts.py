"""The giver's receipt: one letter for one payment, in the transaction that booked it."""

import pytest
from django.db import transaction
from django.utils import timezone

from handfast.mail.models import Letter
from handfast.payments import pay
from handfast.payments.models import Entry
from handfast.payments.signals import posted
from handfast.registry.funds import main_fund
from handfast.registry.models import Contribution


@pytest.fixture
def gift(robin_and_sams, priya):
    checkout = pay.open_checkout(
        robin_and_sams.book, amount=8000, description="A gift", payer_name="Priya", payer_email="payer@example.org"
    )
    return Contribution.objects.create(
        fund=main_fund(robin_and_sams),
        household=priya,
        checkout=checkout,
        names="Priya & Omar",
        message="For <the train>",
        form_token="x",
    )


def post(gift, kind=Entry.Kind.PAYMENT, stripe_id="ch_1", amount=8000):
    """Writes an entry and tells of it, as the door does."""
    checkout = gift.checkout
    with transaction.atomic():
        entry = Entry.objects.create(
            account=checkout.book.account,
            book=checkout.book,
            checkout=checkout,
            kind=kind,
            amount=amount,
            currency=checkout.currency,
            stripe_id=stripe_id,
            occurred_at=timezone.now(),
        )
        posted.send(sender=type(checkout), entries=[entry])


def test_the_payer_gets_one_receipt(gift):
    post(gift)
    letter = Letter.objects.get()
    assert letter.to == "payer@example.org"
    assert letter.subject == "Your gift to Robin & Sam"
    assert letter.text.lstrip().startswith("Your gift of £80.00 to Robin & Sam has been received.")
    assert "For <the train>" in letter.text
    assert "For &lt;the train&gt;" in letter.html
    assert "ch_1" in letter.text


def test_told_again_it_is_not_written_again(gift):
    """Others sent the mail inside the webhook's handler: a redelivered event thanked twice."""
    post(gift)
    posted.send(sender=None, entries=list(Entry.objects.all()))
    assert Letter.objects.count() == 1


def test_a_fee_alone_is_no_reason_to_write(gift):
    post(gift, kind=Entry.Kind.FEE, stripe_id="txn_1", amount=-140)
    assert Letter.objects.count() == 0


def test_without_an_address_it_goes_to_the_households_first(gift):
    gift.checkout.payer_email = ""
    gift.checkout.save()
    post(gift)
    assert Letter.objects.get().to == "priya@example.org"


def test_where_no_address_is_known_nothing_is_written(gift, priya):
    priya.guests.update(email="")
    gift.checkout.payer_email = ""
    post(gift)
    assert Letter.objects.count() == 0


def test_a_payment_that_is_no_gift_is_not_ours_to_receipt(robin_and_sams):
    checkout = pay.open_checkout(robin_and_sams.book, amount=100, description="Something else")
    posted.send(sender=None, entries=[Entry(kind=Entry.Kind.PAYMENT, checkout=checkout)])
    assert Letter.objects.count() == 0
