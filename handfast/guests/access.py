"""Who is let in to a household's own pages."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse

from handfast.guests.models import Household
from handfast.weddings.access import load_wedding

View = Callable[..., HttpResponse]


def household_page(view: View) -> View:
    """A page for the signed-in household of the wedding: the view is called with (request, wedding, household, …).

    Anybody else who is signed in gets 404: a household of another wedding, a host, a stranger.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, slug: str, **kwargs: object) -> HttpResponse:
        wedding = load_wedding(request, slug)
        household = Household.objects.filter(wedding=wedding, user=request.user).first()
        if household is None:
            raise Http404
        request.household = household
        return view(request, wedding, household, **kwargs)

    wrapped.admits = "household"
    return wrapped
