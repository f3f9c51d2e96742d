"""The button that has the book compared with Stripe now, rather than tonight, and what came of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from handfast.payments import comparing
from handfast.payments.models import Book, Comparison
from handfast.weddings.access import owner_page
from handfast.weddings.models import Host, Wedding


@owner_page
@require_POST
def compare(request: HttpRequest, wedding: Wedding) -> HttpResponse:
    """Asks a worker to compare; pressed again meanwhile, it is the same comparison."""
    host: Host = request.host  # type: ignore[attr-defined]  # owner_page put it there
    comparing.ask(wedding.book, host.user)
    return redirect("dashboard:money", slug=wedding.slug)


@owner_page
@never_cache
@require_safe
def comparison(request: HttpRequest, wedding: Wedding) -> HttpResponse:
    """How the latest comparison stands, for the Money page's own polls; once it is done, the page is loaded anew."""
    found = latest(wedding.book)
    response = render(request, "dashboard/_comparison.html", {"comparison": found, "came": came(found)})
    if found is None or found.done_at:
        response["HX-Refresh"] = "true"
    return response


def latest(book: Book) -> Comparison | None:
    """The comparison that was asked for last."""
    return book.comparisons.select_related("asked_by").order_by("-pk").first()


def came(comparison: Comparison | None) -> str:
    """What came of it, in words for a host; empty while it is under way."""
    if comparison is None or comparison.done_at is None:
        return ""
    if comparison.problem:
        return _("The comparison was not finished: %(why)s") % {"why": comparison.problem}
    return " ".join((_looked(comparison.looked), _written(comparison.written)))


def _looked(count: int) -> str:
    if not count:
        return _("Compared with Stripe; no payment needed another look.")
    words = ngettext(
        "Compared with Stripe; %(count)d payment was looked at.",
        "Compared with Stripe; %(count)d payments were looked at.",
        count,
    )
    return words % {"count": count}


def _written(count: int) -> str:
    if not count:
        return _("Nothing was missing in your book.")
    words = ngettext(
        "%(count)d line was missing in your book, and is there now.",
        "%(count)d lines were missing in your book, and are there now.",
        count,
    )
    return words % {"count": count}
