"""What a fee was against Stripe's public price, as a host reads it."""

import pytest
from django.utils import timezone

from handfast.dashboard.fee_words import fee_words
from handfast.payments import pay
from handfast.payments.models import Checkout, Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid(robin_and_sams):
    """`paid(amount, fee, added)`: a gift into a British account that a British card has paid, and its fee."""
    robin_and_sams.book.account.country = "GB"
    robin_and_sams.book.account.save()

    def make(amount: int, fee: int, added: int = 0, card: str = "visa 4242") -> Checkout:
        checkout = pay.open_checkout(robin_and_sams.book, amount=amount, description="A gift")
        Checkout.objects.filter(pk=checkout.pk).update(fee_added=added)
        now, account = timezone.now(), robin_and_sams.book.account
        for kind, moved in ((Entry.Kind.PAYMENT, amount), (Entry.Kind.FEE, -fee)):
            Entry.objects.create(
                account=account, book=checkout.book, checkout=checkout, kind=kind, amount=moved, currency="gbp",
                stripe_id=f"{kind}_{checkout.pk}", occurred_at=now,
            )  # fmt: skip
        checkout.observations.create(
            first_asked_at=now, asked_at=now, because="a test", status="succeeded", snapshot={"charge": {"card": card}}
        )
        return Checkout.objects.get(pk=checkout.pk)

    return make


def test_a_fee_as_listed_needs_no_words(paid):
    assert fee_words(paid(8000, 140), "en_GB") == ""


def test_a_dearer_card_is_explained(paid):
    said = fee_words(paid(8000, 280), "en_GB")
    assert said.startswith("Stripe took £1.40 more than its public price for standard UK cards (£1.40): business cards")


def test_a_cheaper_one_is_said_too(paid):
    assert fee_words(paid(8000, 100), "en_GB").startswith("Stripe took £0.40 less than its public price")


def test_sums_are_written_as_people_of_the_wedding_write_them(paid):
    assert "(1,40\N{NO-BREAK SPACE}£)" in fee_words(paid(8000, 280), "de_DE")


def test_a_debit_is_not_held_against_the_price_of_cards(paid):
    assert fee_words(paid(8000, 35, card=""), "en_GB") == ""


@pytest.mark.parametrize(
    ("fee", "words"),
    [
        (142, "The giver added all of it, so the whole gift is yours."),
        (285, "The giver added £1.42 for it; the other £1.43 is paid by you."),
        (100, "The giver added £1.42 for it; £0.42 of that was not needed, and is yours."),
    ],
)
def test_what_the_giver_added_is_set_against_it(paid, fee, words):
    assert fee_words(paid(8142, fee, added=142), "en_GB").endswith(words)


def test_where_no_price_is_known_nothing_is_claimed(paid, robin_and_sams):
    robin_and_sams.book.account.country = ""
    robin_and_sams.book.account.save()
    checkout = paid(8000, 280)
    checkout.book.account.country = ""
    assert fee_words(checkout, "en_GB") == ""


def test_while_the_fee_is_unknown_there_is_nothing_to_say(robin_and_sams):
    assert fee_words(pay.open_checkout(robin_and_sams.book, amount=100, description="A gift"), "en_GB") == ""
