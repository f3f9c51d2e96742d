"""The page that a host opens first: the replies, what needs somebody, and for owners the money."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from handfast.dashboard.home import days_to_go
from handfast.dashboard.needs import needs
from handfast.dashboard.takings import checkouts_of, gifts_in, taking, totals
from handfast.rsvps.answers import latest_messages, tally
from handfast.weddings.access import host_page
from handfast.weddings.models import Host, Wedding

LATEST = 5


@host_page
@require_safe
def overview(request: HttpRequest, wedding: Wedding) -> HttpResponse:
    """Replies as a ring, what needs a host now, the latest words; money in, which helpers are not shown."""
    host: Host = request.host  # type: ignore[attr-defined]  # host_page put it there
    replies = tally(wedding)
    context = {
        "replies": replies,
        "needs": needs(wedding, host, replies),
        "messages_of_households": latest_messages(wedding, LATEST),
        "days": days_to_go(wedding.date, timezone.localdate(timezone=wedding.tz)),
    }
    if host.is_owner:
        paid = checkouts_of(wedding.book).filter(entries__isnull=False).distinct()[:LATEST]
        context |= {
            "totals": totals(wedding.book),
            "gifts": gifts_in(wedding.book),
            "takings": [taking(checkout, wedding.locale) for checkout in paid],
        }
    return render(request, "dashboard/overview.html", context)
