"""Where Stripe has the account is asked once, and a key that may not ask is not worn out."""

import pytest

from handfast.payments import chores, fees
from handfast.payments.gateway import StripeTrouble
from handfast.payments.models import Account, Book


def test_the_country_is_learnt_and_with_it_the_price_list(book, guest):
    assert fees.offered(book) is None
    chores.learn_where_accounts_are()
    assert Account.objects.get().country == "GB"
    assert fees.offered(Book.objects.select_related("account").get()).fee_on(8000) == 140
    guest.expire(guest.KEY)
    chores.learn_where_accounts_are()  # known: nobody is asked any more


def test_a_key_that_may_not_ask_is_tried_once_a_day(book, guest):
    guest.world.rule(guest.KEY, permissions=frozenset({"payment_intent_read"}))
    chores.learn_where_accounts_are()
    guest.world.rule(guest.KEY, permissions=None)
    chores.learn_where_accounts_are()
    assert Account.objects.get().country == ""


def test_when_stripe_is_away_it_is_asked_again(book, guest, settings):
    guest.expire(guest.KEY)
    with pytest.raises(StripeTrouble):
        chores.learn_where_accounts_are()
    assert Account.objects.get().country == ""


def test_without_a_key_nobody_is_asked(book, settings):
    settings.STRIPE_SECRET_KEY = ""
    assert chores.learn_where_accounts_are() == 0
