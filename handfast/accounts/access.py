"""What a view says of itself: who is let in. The test that walks every route holds each view to its word.

`admits` is one of: anyone, household, host, owner, superuser, stripe.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def anyone(view: View) -> View:
    """A page that needs no sign-in."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return view(request, *args, **kwargs)

    wrapped.admits = "anyone"
    return login_not_required(wrapped)


def hosts_account(view: View) -> View:
    """A page about one's own password, for those who have one; a household gets 404. Raises Http404."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.has_usable_password():
            raise Http404
        return view(request, *args, **kwargs)

    wrapped.admits = "host"
    return wrapped
