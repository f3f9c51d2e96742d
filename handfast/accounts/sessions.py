"""How long a host stays signed in: three hours without a page, twelve at most, or thirty days when they asked for it.

Households stay signed in for GUEST_DAYS; their sessions end with their card (see cards.py).
"""

import logging
import time
from collections.abc import Callable

from django.contrib.auth import BACKEND_SESSION_KEY, login, logout
from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from handfast.accounts.models import User

log = logging.getLogger(__name__)

HOST_BACKEND = "handfast.accounts.backends.HostBackend"
CARD_BACKEND = "handfast.accounts.backends.CardBackend"
GUEST_DAYS = 60
IDLE, LONGEST, KEPT = 3 * 3600, 12 * 3600, 30 * 86_400  # seconds
SEEN_EVERY = 60  # seconds between two notes of "seen", so that not every page writes

_SINCE, _SEEN = "host_since", "host_seen"


class HostSessions:
    """Middleware: ends a host's session that has lasted too long. Stands after AuthenticationMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers the request as a stranger's when the session is over."""
        if _is_hosts(request.session) and _is_over(request.session):
            logout(request)
        response = self.get_response(request)
        if _is_hosts(request.session):
            _note(request.session)
        return response


def sign_in_host(request: HttpRequest, user: User) -> None:
    """Signs a host in who has just chosen a password, with a new session id, until the browser closes."""
    login(request, user, backend=HOST_BACKEND)
    request.session.set_expiry(0)


def sign_in_household(request: HttpRequest, user: User) -> None:
    """Signs a household in, with a new session id and nothing left of the session before, for GUEST_DAYS."""
    request.session.flush()
    login(request, user, backend=CARD_BACKEND)
    request.session.set_expiry(GUEST_DAYS * 86_400)


def _is_hosts(session: SessionBase) -> bool:
    return session.get(BACKEND_SESSION_KEY) == HOST_BACKEND


def _is_over(session: SessionBase) -> bool:
    now = time.time()
    idle, age = now - session.get(_SEEN, now), now - session.get(_SINCE, now)
    if session.get_expire_at_browser_close():
        return idle > IDLE or age > LONGEST
    return age > KEPT


def _note(session: SessionBase) -> None:
    """Notes that the host was seen. If the database takes no writes, the page is shown all the same."""
    now = time.time()
    if now - session.get(_SEEN, 0) <= SEEN_EVERY:
        return
    with_more = session.modified
    session.update({_SINCE: session.get(_SINCE, now), _SEEN: now})
    if not with_more:
        try:
            session.save()
        except (DatabaseError, UpdateError):
            log.exception("It could not be noted that a host was here")
        session.modified = False
