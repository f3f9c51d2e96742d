"""How long bills have been waiting, and the bills' books as files."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from handfast.invoices import ageing as ages
from handfast.invoices import journal
from handfast.weddings.access import owner_page
from handfast.weddings.models import Wedding

Write = Callable[..., HttpResponse]


@owner_page
@require_safe
def ageing(request: HttpRequest, wedding: Wedding) -> HttpResponse:
    """What is due, by how late it is."""
    standings = ages.issued_standings(wedding)
    buckets = ages.buckets(standings)
    context = {
        "buckets": buckets,
        "due": sum(bucket.due for bucket in buckets),
        "credits": [one for one in standings if one.credit],
    }
    return render(request, "invoices/ageing.html", context)


@owner_page
@require_safe
def ageing_file(request: HttpRequest, wedding: Wedding, write: Write) -> HttpResponse:
    """The same as a spreadsheet: `write` is core.spreadsheets' `as_csv` or `as_xlsx`."""
    return write(f"ageing-{wedding.slug}", ages.COLUMNS, ages.rows_of(wedding))


@owner_page
@require_safe
def journal_file(request: HttpRequest, wedding: Wedding, write: Write) -> HttpResponse:
    """The bills' books as a spreadsheet, likewise."""
    return write(f"invoices-{wedding.slug}", journal.COLUMNS, journal.rows_of(wedding))
