"""What a failed page says: away where the database is, at fault where we are, and nothing else by mistake."""

import pytest
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import BadRequest
from django.db import DataError, IntegrityError, InterfaceError, InternalError, OperationalError, ProgrammingError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from handfast.core.failures import page_failed, request_refused

REQUEST: HttpRequest = RequestFactory().get("/")


def failed(error: Exception) -> HttpResponse:
    """The page that is shown for `error`."""
    try:
        raise error
    except Exception:
        return page_failed(REQUEST)


def caused(by: Exception, error: Exception) -> Exception:
    """`error` as it is when it was raised while `by` was dealt with."""
    error.__context__ = by
    return error


@pytest.mark.parametrize("kind", [OperationalError, InterfaceError, InternalError])
def test_a_database_that_is_away_is_no_fault_of_the_page(kind):
    for error in (kind("disk full"), caused(kind("gone"), KeyError("user"))):
        page = failed(error)
        assert (page.status_code, page["Retry-After"]) == (503, "60")
        assert b"This site is away for a moment" in page.content
        assert b"disk full" not in page.content


@pytest.mark.parametrize("kind", [ValueError, IntegrityError, DataError, ProgrammingError])
def test_a_fault_of_ours_is_called_one(kind):
    page = failed(kind("ours"))
    assert page.status_code == 500
    assert "Retry-After" not in page
    assert b"The fault is ours" in page.content


def test_a_session_that_could_not_be_kept_is_told_from_one_that_was_ended():
    assert request_refused(REQUEST, caused(OperationalError("locked"), SessionInterrupted())).status_code == 503
    assert request_refused(REQUEST, SessionInterrupted()).status_code == 400
    assert request_refused(REQUEST, BadRequest("no")).status_code == 400
