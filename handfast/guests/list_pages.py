"""The hosts' page of households and guests, and the same as a file."""

from collections.abc import Iterable

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from handfast.core.spreadsheets import as_csv
from handfast.guests.chips import address, chips
from handfast.guests.export import COLUMNS, rows_of
from handfast.guests.finding import Found, find
from handfast.guests.models import Guest
from handfast.guests.narrowing import chosen, narrowed
from handfast.guests.shown import households_of
from handfast.weddings.access import host_page
from handfast.weddings.models import Wedding

ON_A_PAGE = 50
LONGEST_QUERY = 100


@host_page
@require_safe
def guests(request: HttpRequest, wedding: Wedding) -> HttpResponse:
    """Households with their codes, guests and seats. `q` finds them by name, code or e-mail address, each `show` is a
    filter; all of them are kept in the address. As many queries for ten thousand guests as for ten."""
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    facets = chosen(request.GET.getlist("show"))
    matching = narrowed(wedding.households.all(), facets).order_by("name", "pk").values_list("pk", flat=True)
    found = find(wedding, query) if query else None
    page = Paginator(_only(matching, found) if found else matching, ON_A_PAGE).get_page(request.GET.get("page"))
    people = Guest.objects.filter(household__wedding=wedding).aggregate(
        guests=Count("pk", filter=Q(guest_of=None)), seats=Count("pk", filter=Q(guest_of__isnull=False))
    )
    context = {
        "page": page,
        "households_here": households_of(wedding, list(page)),
        "query": query,
        "nearly": found and found.nearly,
        "facets": facets,
        "chips": chips(query, facets),
        "here": address(query, [one.word for one in facets]).removeprefix("?"),
        "households": wedding.households.count(),
        **people,
    }
    return render(request, "guests/list.html", context)


def _only(matching: Iterable[int], found: Found) -> list[int]:
    return [pk for pk in matching if pk in found.households]


@host_page
@require_safe
def export(request: HttpRequest, wedding: Wedding) -> HttpResponse:
    """Every guest as CSV, in columns that the import reads again."""
    return as_csv(f"guests-{wedding.slug}", COLUMNS, rows_of(wedding))
