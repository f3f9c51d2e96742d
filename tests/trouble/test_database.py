"""A database that takes no writes: full, locked, or read-only."""

import logging
import re
import time
from math import log2
from threading import Event, Thread

import pytest
from django.core.management import call_command

from handfast.core import worker
from handfast.payments import deliveries
from handfast.payments.models import Call, Delivery, Entry
from handfast.registry.models import Contribution
from tests.processes import wait_for
from tests.trouble.conftest import HERE
from tests.trouble.databases import TROUBLES

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: trouble.__name__),
]


def test_a_gift_that_cannot_be_kept_is_said_plainly_and_given_once_afterwards(giving, trouble):
    page = giving.browser.get(f"{HERE}/gifts/give/").content.decode()
    token = re.search(r'name="form_token" value="([^"]+)"', page)[1]
    form = {"amount": "25", "names": "Priya", "message": "", "email": "", "form_token": token}
    with trouble():
        refused = giving.browser.post(f"{HERE}/gifts/give/", form)
        assert refused.status_code == 503
        assert refused["Retry-After"] == "60"
        assert "do not pay again yet" in refused.content.decode()
    assert Contribution.objects.count() == 1
    assert giving.browser.post(f"{HERE}/gifts/give/", form).status_code == 302
    assert Contribution.objects.count() == 2


def test_nobody_is_asked_for_a_card_before_the_wish_is_kept(giving, trouble):
    with trouble():
        assert giving.page("pay").status_code == 200
        assert giving.intent().status_code == 503
        assert not giving.stripe.events
    assert not Call.objects.exists()
    giving.pays()
    assert "has been received" in giving.says()


def test_what_was_paid_meanwhile_is_neither_claimed_nor_lost(giving, trouble):
    giving.pays()
    with trouble():
        assert "Nothing has been paid yet" in giving.says()
        assert giving.rings().status_code == 503
    assert not Delivery.objects.exists()
    assert not Entry.objects.exists()
    assert giving.rings().status_code == 200
    assert deliveries.attend() == 1
    assert "has been received" in giving.says()


def test_the_host_sees_what_is_wrong_and_what_mends_it(giving, as_robin, capsys, trouble):
    with trouble():
        page = as_robin.get(f"{HERE}/host/health/")
        assert page.status_code == 200
        assert "Nothing can be written" in page.content.decode()
        with pytest.raises(SystemExit):
            call_command("doctor")
        assert "Make room on the disk" in capsys.readouterr().out
    assert "Nothing can be written" not in as_robin.get(f"{HERE}/host/health/").content.decode()


def test_a_page_that_only_could_not_keep_its_session_does_not_blame_its_reader(giving, as_robin, trouble):
    where = f"{HERE}/host/money/{giving.checkout.token}/refund/"
    with trouble():
        assert as_robin.get(where).status_code == 503
    assert as_robin.get(where).status_code == 302


def failures(caplog) -> int:
    """How often looking up deliveries has failed."""
    return sum("payments.look_up_deliveries failed" in record.getMessage() for record in caplog.records)


def test_the_worker_neither_dies_nor_spins_and_goes_on_afterwards(giving, caplog, trouble):
    giving.pays()
    giving.rings()
    stop = Event()
    working = Thread(target=worker.run, args=[stop])
    try:
        with trouble(), caplog.at_level(logging.ERROR, "handfast.core.worker"):
            began = time.monotonic()
            working.start()
            assert wait_for(lambda: failures(caplog) > 0)
            stop.wait(2)
            found, pauses = failures(caplog), log2(1 + time.monotonic() - began)  # a second, two, four, eight …
            assert found <= pauses + 2, "five times a second, while all is well"
            assert working.is_alive()
        assert wait_for(Entry.objects.exists)
    finally:
        stop.set()
        working.join()
