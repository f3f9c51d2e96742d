"""`/`: the way in for whoever comes without an address of a page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from handfast.accounts.access import anyone
from handfast.guests.models import Household
from handfast.weddings.founding import is_owned
from handfast.weddings.models import Wedding


@anyone
def front(request: HttpRequest) -> HttpResponse:
    """Leads a household to its wedding, a host to theirs, and a stranger to the only wedding there is.

    Where there are several, a stranger learns nothing of them: their card has the address.
    """
    if not is_owned():
        return redirect("setup")
    if request.user.is_authenticated:
        household = Household.objects.select_related("wedding").filter(user=request.user).first()
        if household:
            return redirect("dashboard:home", slug=household.wedding.slug)
        own = list(Wedding.objects.filter(hosts__user=request.user).order_by("starts_at", "pk"))
        if len(own) == 1:
            return redirect("dashboard:overview", slug=own[0].slug)
        return render(request, "guests/entrance/front.html", {"weddings": own})
    only = list(Wedding.objects.all()[:2])
    if len(only) == 1:
        return redirect("dashboard:home", slug=only[0].slug)
    return render(request, "guests/entrance/front.html")
