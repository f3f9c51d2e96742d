"""Who is let in to a household's own pages."""

from functools import wraps

from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse

from handfast.accounts.access import View, admit
from handfast.guests.models import Household
from handfast.weddings.access import load_wedding


def household_page(view: View) -> View:
    """A page for the signed-in household of the wedding: the view is called with (request, wedding, household, …).

    Anybody else who is signed in gets 404: a household of another wedding, a host, a stranger; and one that a host
    takes off the list in this very moment, which views notice when they lock it, or the database when they write.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, slug: str, **kwargs: object) -> HttpResponse:
        wedding = load_wedding(request, slug)
        household = Household.objects.filter(wedding=wedding, user_id=request.user.pk or 0).first()
        if household is None:
            raise Http404
        request.household = household  # type: ignore[attr-defined]
        try:
            return view(request, wedding, household, **kwargs)
        except Household.DoesNotExist:
            raise Http404 from None
        except IntegrityError:
            if Household.objects.filter(pk=household.pk).exists():
                raise
            raise Http404 from None

    return admit("household", wrapped)
