"""The doctor visits the site as a browser outside would, and names what stands in the way."""

import pytest

from handfast.core.doctor import Finding
from handfast.core.outside import site_answers_at_its_address
from tests.answering import answering

pytestmark = pytest.mark.django_db


def only() -> Finding:
    [finding] = site_answers_at_its_address()
    return finding


@pytest.fixture
def site(live_server, settings):
    """The live site under an address that is its own."""
    settings.SITE_URL = live_server.url
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    settings.ALLOWED_HOSTS = ["localhost"]
    return live_server


def test_all_well(site):
    assert only().ok, only().message


def test_a_name_that_is_not_let_in(site, settings):
    settings.ALLOWED_HOSTS = ["wedding.example.org"]
    assert "ALLOWED_HOSTS" in only().fix


def test_a_proxy_that_does_not_tell_of_https(settings):
    with answering(301, Location="/accounts/login/") as settings.SITE_URL:
        finding = only()
    assert "leads in a circle" in finding.message
    assert "TRUSTED_PROXIES" in finding.fix


def test_an_address_of_nobody(settings):
    settings.SITE_URL = "http://127.0.0.1:9"
    assert "cannot be reached" in only().message


def test_forms_that_are_refused(settings):
    form = '<input type="hidden" name="csrfmiddlewaretoken" value="abc123">'
    with answering(200, post=403, body=form) as settings.SITE_URL:
        assert "CSRF" in only().message


def test_something_else_answers(settings):
    with answering(502) as settings.SITE_URL:
        assert "Something else answers" in only().message
