"""What a view says of itself: who is let in. The test that walks every route holds each view to its word.

`admits` is one of: anyone, household, host, owner, superuser, stripe.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse

from handfast.accounts.models import User

View = Callable[..., HttpResponse]


def admit(who: str, view: View) -> View:
    """`view`, saying of itself whom it admits. It keeps to it by itself, or not: this is only the saying."""
    view.admits = who  # type: ignore[attr-defined]
    return view


def anyone(view: View) -> View:
    """A page that needs no sign-in."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return view(request, *args, **kwargs)

    return login_not_required(admit("anyone", wrapped))


def hosts_account(view: View) -> View:
    """A page about one's own password, for those who have one; a household gets 404. Raises Http404."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not (isinstance(request.user, User) and request.user.has_usable_password()):
            raise Http404
        return view(request, *args, **kwargs)

    return admit("host", wrapped)
