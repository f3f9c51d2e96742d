"""The sheet of cards to print: each household's code, words and link."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from handfast.guests.cards import printed, site_of
from handfast.weddings.access import host_page
from handfast.weddings.models import Wedding

ON_A_PAGE = 160  # twenty sheets of eight


@host_page
@never_cache
@require_safe
def cards(request: HttpRequest, wedding: Wedding) -> HttpResponse:
    """The cards of all households, or of one (`?household=ID`). Withdrawn cards are left out: they open nothing."""
    households = wedding.households.filter(user__card__withdrawn_at=None).select_related("user__card", "wedding")
    one = request.GET.get("household", "")
    if one.isascii() and one.isdecimal() and len(one) < 16:
        households = households.filter(pk=int(one))
    page = Paginator(households.order_by("name", "pk"), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "cards": [printed(household) for household in page], "site": site_of(wedding.slug)}
    return render(request, "guests/cards.html", context)
