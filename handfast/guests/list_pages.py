"""The hosts' page of households and guests, and the same as a file."""

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from handfast.core.spreadsheets import as_csv
from handfast.guests.export import COLUMNS, rows_of
from handfast.guests.models import Guest, Household
from handfast.weddings.access import host_page
from handfast.weddings.models import Wedding

ON_A_PAGE = 50


@host_page
@require_safe
def guests(request: HttpRequest, wedding: Wedding) -> HttpResponse:
    """Households with their codes, guests and seats; `q` finds names, codes and e-mail addresses."""
    query = request.GET.get("q", "").strip()[:100]
    page = Paginator(_found(wedding, query), ON_A_PAGE).get_page(request.GET.get("page"))
    people = Guest.objects.filter(household__wedding=wedding).aggregate(
        guests=Count("pk", filter=Q(guest_of=None)), seats=Count("pk", filter=Q(guest_of__isnull=False))
    )
    context = {"page": page, "query": query, "households": wedding.households.count(), **people}
    return render(request, "guests/list.html", context)


def _found(wedding: Wedding, query: str) -> QuerySet[Household]:
    members = Guest.objects.select_related("guest_of").order_by("position", "pk")
    households = wedding.households.select_related("user").prefetch_related(Prefetch("guests", members))
    for word in query.split():
        named = Guest.objects.filter(
            Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(email__icontains=word)
        )
        households = households.filter(
            Q(name__icontains=word) | Q(user__username__iexact=word) | Q(pk__in=named.values("household_id"))
        )
    return households.order_by("name", "pk")


@host_page
@require_safe
def export(request: HttpRequest, wedding: Wedding) -> HttpResponse:
    """Every guest as CSV, in columns that the import reads again."""
    return as_csv(f"guests-{wedding.slug}", COLUMNS, rows_of(wedding))
