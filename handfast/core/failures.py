"""What people read when a page cannot be made: that the fault is ours (500), or that the site is away (503).

Django calls these for whatever a view or a middleware raises, so they need neither database nor session themselves.
"""

import sys

from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import bad_request

# What drivers raise when the database is gone, full, locked or read-only, and the question was none the worse.
# https://peps.python.org/pep-0249/#exceptions
AWAY = (OperationalError, InterfaceError, InternalError)
COME_AGAIN_AFTER = "60"  # seconds


def page_failed(request: HttpRequest) -> HttpResponse:
    """503 with Retry-After when the error under way is the database's, 500 for any other. The log has its cause."""
    if _is_the_databases(sys.exc_info()[1]):
        return _away()
    return HttpResponse(render_to_string("500.html"), status=500)


def request_refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400; but 503 where the database could not keep the session, which Django takes for a session that was ended."""
    return _away() if _is_the_databases(exception) else bad_request(request, exception)


def _away() -> HttpResponse:
    return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": COME_AGAIN_AFTER})


def _is_the_databases(error: BaseException | None) -> bool:
    while error and not isinstance(error, AWAY):
        error = error.__context__
    return error is not None
