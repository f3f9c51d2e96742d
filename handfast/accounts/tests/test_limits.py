"""How often one may try, and that nobody can lock anybody else out."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.test import RequestFactory

from handfast.accounts import limits
from handfast.accounts.models import Attempt
from handfast.core.chores import all_chores
from tests.at_once import at_once

HOME, CAFE = "192.0.2.10", "198.51.100.7"


def fail(name: str, address: str = HOME, **headers: str) -> None:
    """A try that does not succeed."""
    limits.begin(request(address, **headers), name)


def request(address: str = HOME, **headers: str):
    """A request from `address`."""
    return RequestFactory().post("/", REMOTE_ADDR=address, headers=headers)


def pass_time(**how_long: float) -> None:
    """Makes every try so far that much older."""
    Attempt.objects.update(at=F("at") - timedelta(**how_long))


@pytest.mark.django_db
def test_ten_failures_a_minute_from_one_network_and_then_it_waits_a_minute():
    for n in range(10):
        fail(f"name {n}")
    with pytest.raises(limits.TooManyAttempts) as refused:
        fail("another name")
    assert timedelta(seconds=50) < refused.value.wait <= timedelta(minutes=1)
    pass_time(seconds=61)
    fail("another name")


@pytest.mark.django_db
def test_the_sixth_failure_at_a_code_within_five_minutes_waits():
    for _ in range(5):
        fail("card AB12CD")
    pass_time(minutes=2)
    with pytest.raises(limits.TooManyAttempts) as refused:
        fail("card AB12CD")
    assert timedelta(minutes=2) < refused.value.wait <= timedelta(minutes=3)
    fail("card 99FFEE")
    pass_time(minutes=3, seconds=1)
    fail("card AB12CD")


@pytest.mark.django_db
def test_waits_grow_after_ten_failures_in_an_hour():
    for _ in range(2):
        for _ in range(5):
            fail("card AB12CD")
        pass_time(minutes=6)
    with pytest.raises(limits.TooManyAttempts) as refused:
        fail("card AB12CD")
    assert timedelta(minutes=40) < refused.value.wait < timedelta(hours=1)


@pytest.mark.django_db
def test_what_one_network_does_never_locks_out_another():
    for _ in range(5):
        fail("card AB12CD")
    with pytest.raises(limits.TooManyAttempts):
        fail("card AB12CD")
    limits.begin(request(CAFE), "card AB12CD").succeeded()


@pytest.mark.django_db
def test_a_code_tried_from_everywhere_leaves_every_network_a_try_a_minute():
    for n in range(60):
        fail("card AB12CD", f"203.0.113.{n}")
    fail("card AB12CD", CAFE)
    with pytest.raises(limits.TooManyAttempts) as refused:
        fail("card AB12CD", CAFE)
    assert refused.value.wait <= timedelta(minutes=1)
    limits.begin(request(HOME), "card AB12CD").succeeded()


@pytest.mark.django_db
def test_a_success_takes_back_itself_and_not_the_failures_before_it():
    for _ in range(4):
        fail("card AB12CD")
    for _ in range(20):
        limits.begin(request(), "card AB12CD").succeeded()
    fail("card AB12CD")
    with pytest.raises(limits.TooManyAttempts):
        fail("card AB12CD")


@pytest.mark.django_db
def test_tries_while_waiting_do_not_make_the_wait_longer():
    for _ in range(5):
        fail("card AB12CD")
    for _ in range(30):
        with pytest.raises(limits.TooManyAttempts):
            fail("card AB12CD")
    pass_time(minutes=5, seconds=1)
    fail("card AB12CD")


@pytest.mark.django_db
def test_a_forged_forwarded_address_changes_nothing():
    for n in range(10):
        fail(f"name {n}", X_Forwarded_For=f"203.0.113.{n}")
    with pytest.raises(limits.TooManyAttempts):
        fail("another name", X_Forwarded_For="203.0.113.99")


@pytest.mark.django_db
def test_behind_a_proxy_of_ours_only_what_that_proxy_wrote_counts(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    proxy = "10.0.0.1"
    for n in range(10):
        fail(f"name {n}", proxy, X_Forwarded_For=f"203.0.113.{n}, {HOME}")
    with pytest.raises(limits.TooManyAttempts):
        fail("another name", proxy, X_Forwarded_For=f"198.51.100.1, {HOME}")
    fail("another name", proxy, X_Forwarded_For=CAFE)


@pytest.mark.django_db
def test_one_home_is_one_network_however_many_ipv6_addresses_it_has():
    assert limits.network_of(request("2001:db8:1:2::1")) == limits.network_of(request("2001:db8:1:2:ffff::9"))
    assert limits.network_of(request("2001:db8:1:2::1")) != limits.network_of(request("2001:db8:1:3::1"))


def test_ipv4_seen_through_ipv6_is_told_apart():
    assert limits.network_of(request("::ffff:192.0.2.10")) == limits.network_of(request(HOME))
    assert limits.network_of(request("::ffff:192.0.2.10")) != limits.network_of(request("::ffff:198.51.100.7"))


@pytest.mark.django_db(transaction=True)
def test_many_tries_at_once_are_counted_as_many():
    def begin() -> bool:
        try:
            limits.begin(request(), "card AB12CD")
        except limits.TooManyAttempts:
            return False
        return True

    assert sum(at_once(begin, times=20)) <= 5


@pytest.mark.django_db
def test_the_rows_tell_nobody_who_tried_what():
    fail("card AB12CD")
    assert not any("AB12CD" in row.key or HOME in row.key for row in Attempt.objects.all())


@pytest.mark.django_db
def test_the_worker_forgets_what_no_limit_looks_at():
    fail("card AB12CD")
    pass_time(hours=25)
    fail("card 99FFEE")
    [forget] = [chore for chore in all_chores() if chore.name == "accounts.forget_attempts"]
    forget.work()
    assert Attempt.objects.count() == 3


@pytest.mark.parametrize(("seconds", "words"), [(5, "wait a minute"), (60, "wait a minute"), (61, "wait 2 minutes")])
def test_the_wait_is_said_in_whole_minutes(seconds, words):
    assert words in str(limits.TooManyAttempts(timedelta(seconds=seconds)))
