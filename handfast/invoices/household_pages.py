"""A household's own bills."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from handfast.guests.access import household_page
from handfast.guests.models import Household
from handfast.invoices.links import path_of
from handfast.invoices.models import Invoice
from handfast.invoices.standing import standing, whole
from handfast.weddings.models import Wedding


@household_page
@require_safe
def bills(request: HttpRequest, wedding: Wedding, household: Household) -> HttpResponse:
    """Each bill that was issued to the household, how it stands, and the way to pay it."""
    issued = whole(bills_of(household)).order_by("-issued_at")
    return render(request, "invoices/bills.html", {"bills": [(standing(one), path_of(one)) for one in issued]})


def bills_of(household: Household) -> QuerySet[Invoice]:
    """What was issued to a household, credit notes aside."""
    return Invoice.objects.filter(household=household, corrects=None, issued_at__isnull=False)
