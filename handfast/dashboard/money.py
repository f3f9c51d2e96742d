"""The owners' page about money: every gift once, and what does not fit."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from handfast.dashboard.comparing import came, latest
from handfast.dashboard.money_filters import choices, narrowed
from handfast.dashboard.remedies import explained
from handfast.dashboard.takings import checkouts_of, discrepancies_of, gifts_in, taking, totals
from handfast.payments.discrepancies import known_of, still_open
from handfast.weddings.access import owner_page
from handfast.weddings.models import Wedding

ON_A_PAGE = 25


@owner_page
@require_safe
def money(request: HttpRequest, wedding: Wedding) -> HttpResponse:
    """Every checkout once: amount, fee, net, who, words, Stripe's ids, and each step that was observed."""
    chosen = request.GET.get("show", "")
    shown = narrowed(checkouts_of(wedding.book), chosen)
    odd, compared = discrepancies_of(wedding.book), latest(wedding.book)
    page = Paginator(shown, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "filters": choices(chosen),
        "query": urlencode({"show": chosen}) if chosen else "",
        "takings": [taking(checkout, wedding.locale) for checkout in page],
        "totals": totals(wedding.book),
        "gifts": gifts_in(wedding.book),
        "open": explained(still_open(odd)),
        "known": explained(known_of(odd)),
        "comparison": compared,
        "came": came(compared),
    }
    return render(request, "dashboard/money.html", context)
