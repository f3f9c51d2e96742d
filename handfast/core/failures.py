"""What people read when a page cannot be made: that the fault is ours (500), or that the site is away (503).

Django calls `page_failed` for whatever a view or a middleware raises, so it needs neither database nor session itself.
"""

import sys

from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

# What drivers raise when the database is gone, full, locked or read-only, and the question was none the worse.
# https://peps.python.org/pep-0249/#exceptions
AWAY = (OperationalError, InterfaceError, InternalError)
COME_AGAIN_AFTER = "60"  # seconds


def page_failed(request: HttpRequest) -> HttpResponse:
    """503 with Retry-After when the error under way is the database's, 500 for any other. The log has its cause."""
    if not isinstance(sys.exc_info()[1], AWAY):
        return HttpResponse(render_to_string("500.html"), status=500)
    return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": COME_AGAIN_AFTER})
