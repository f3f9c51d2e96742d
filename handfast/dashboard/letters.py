"""What was written to whom. Owners only: receipts tell of money, invitations open doors."""

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp, csp_update
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from handfast.weddings.access import owner_page
from handfast.weddings.models import Wedding

ON_A_PAGE = 50


@owner_page
@require_safe
def letters(request: HttpRequest, wedding: Wedding) -> HttpResponse:
    """Every letter of the wedding, newest first, with whether it was sent."""
    found = wedding.mailbox.letters.order_by("-written_at", "-pk").defer("text", "html")
    return render(
        request, "dashboard/letters.html", {"page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))}
    )


@csp_update({"frame-src": [SELF]})
@owner_page
@require_safe
def letter(request: HttpRequest, wedding: Wedding, letter_id: int) -> HttpResponse:
    """One letter: when, to whom, and what it says, as text and as it looks in a mail program."""
    found = get_object_or_404(wedding.mailbox.letters, pk=letter_id)
    return render(request, "dashboard/letter.html", {"letter": found})


# A letter's styles are inline, as mail programs want them. So it is shown in a frame whose policy allows those and
# nothing else: no script, no form, no picture from elsewhere, and a sandboxed origin of its own.
_ALONE = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "img-src": ["data:"],
    "frame-ancestors": [SELF],
    "sandbox": [],
}


@csp(_ALONE)
@xframe_options_sameorigin
@owner_page
@require_safe
def letter_page(request: HttpRequest, wedding: Wedding, letter_id: int) -> HttpResponse:
    """The letter's HTML part, alone."""
    return HttpResponse(get_object_or_404(wedding.mailbox.letters, pk=letter_id).html)
