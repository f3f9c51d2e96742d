"""The doctor's findings, for people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from handfast.core.doctor import examine
from handfast.weddings.access import owner_page
from handfast.weddings.models import Wedding


@owner_page
@require_safe
def health(request: HttpRequest, wedding: Wedding) -> HttpResponse:
    """What is well and what is not, each with the line that mends it; looked at afresh whenever the page is opened."""
    findings = examine()
    ill, well = [one for one in findings if not one.ok], [one for one in findings if one.ok]
    return render(request, "dashboard/health.html", {"ill": ill, "well": well})
