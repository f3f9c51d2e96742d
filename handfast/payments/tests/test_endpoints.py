"""The doctor's look at the endpoint that Stripe has for this site: each way in which it can be wrong."""

import pytest

from handfast.core.doctor import Finding
from handfast.payments import doctor, endpoints, gateway, pay
from handfast.payments.readings import Endpoint
from tests.answering import answering

SITE = "https://wedding.example.org"
GOOD = Endpoint("we_1", f"{SITE}/stripe/webhook/", True, ("*",), gateway.API_VERSION)


def found(*known: Endpoint) -> list[Finding]:
    return list(endpoints.judge(list(known), gateway.API_VERSION))


@pytest.fixture(autouse=True)
def public_site(settings):
    settings.SITE_URL = SITE


def only(findings: list[Finding]) -> Finding:
    [finding] = findings
    assert not finding.ok
    assert finding.fix
    return finding


def test_a_good_endpoint():
    assert [finding.ok for finding in found(GOOD)] == [True]


def test_one_that_is_told_just_what_is_needed_is_good_too():
    assert found(Endpoint("we_1", GOOD.url, True, tuple(endpoints.NEEDED), ""))[0].ok


def test_none():
    assert "no endpoint" in only(found()).message


def test_one_of_another_site_is_none():
    other = Endpoint("we_2", "https://cakes.example.org/stripe/webhook/", True, ("*",), "")
    assert "no endpoint" in only(found(other)).message


def test_a_wrong_address():
    assert "nobody listens" in only(found(Endpoint("we_1", f"{SITE}/webhook", True, ("*",), ""))).message


def test_disabled():
    assert "disabled" in only(found(Endpoint("we_1", GOOD.url, False, ("*",), ""))).message


def test_registered_twice():
    again = Endpoint("we_2", f"{SITE}/invoices/wh", True, ("*",), "")
    assert "2 times" in only(found(GOOD, again)).message


def test_lacking_events():
    few = Endpoint("we_1", GOOD.url, True, ("payment_intent.succeeded",), "")
    assert "charge.refunded" in only(found(few)).message


def test_another_version():
    old = Endpoint("we_1", GOOD.url, True, ("*",), "2019-05-16")
    assert "2019-05-16" in only(found(old)).message


def test_on_a_machine_of_ones_own_no_endpoint_is_needed(settings):
    settings.SITE_URL = "http://localhost:8000"
    assert found()[0].ok


def test_an_address_that_leads_on():
    with answering(301, Location="https://www.wedding.example.org/stripe/webhook/") as url:
        assert "www.wedding" in only([endpoints.answers_itself(url)]).message


def test_an_address_where_something_else_answers():
    with answering(502) as url:
        assert "502" in only([endpoints.answers_itself(url)]).message


def test_an_address_that_nobody_answers():
    assert "cannot be reached" in only([endpoints.answers_itself("http://127.0.0.1:9/stripe/webhook/")]).message


@pytest.mark.django_db
def test_the_whole_look_with_the_site_answering(guest, live_server, settings):
    settings.SITE_URL = live_server.url
    url = f"{live_server.url}/stripe/webhook/"
    guest.client.v1.webhook_endpoints.create({"url": url, "enabled_events": ["*"]})
    assert [(finding.ok, finding.message) for finding in doctor.webhook_endpoint()] == [
        (True, f"Stripe delivers to {url}.")
    ]


@pytest.mark.django_db
def test_keys_of_two_accounts(checkout, guest, settings):
    pay.client_secret(checkout)
    settings.STRIPE_PUBLISHABLE_KEY = "pk_test_somebodyelse0000000"
    assert "different accounts" in only(list(doctor.stripe_keys())).message


@pytest.mark.django_db
def test_a_restricted_key_that_may_not_read_what_is_needed(guest, settings):
    settings.STRIPE_SECRET_KEY = guest.KEY.replace("sk_", "rk_")
    guest.restrict(settings.STRIPE_SECRET_KEY, "payment_intents_read", "refunds_read")
    message = only(list(doctor.stripe_keys())).message
    assert "disputes" in message
    assert "refunds" not in message


@pytest.mark.django_db
def test_an_expired_key(guest, settings):
    guest.expire(settings.STRIPE_SECRET_KEY)
    assert "xpired" in only(list(doctor.stripe_keys())).message
