"""The button that compares the book with Stripe now, rather than tonight."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from handfast.payments.gateway import StripeTrouble
from handfast.payments.models import Book
from handfast.payments.reconcile import reconcile
from handfast.weddings.access import owner_page
from handfast.weddings.models import Wedding


@owner_page
@require_POST
def compare(request: HttpRequest, wedding: Wedding) -> HttpResponse:
    """Runs the reconciler, which compares every book of the install, and tells what it did to this one."""
    began = timezone.now()
    try:
        reconcile()
    except StripeTrouble as trouble:
        messages.error(request, _("The comparison was not finished: %(why)s") % {"why": trouble})
    else:
        messages.success(request, " ".join((_looked(wedding.book, began), _healed(wedding.book, began))))
    return redirect("dashboard:money", slug=wedding.slug)


def _looked(book: Book, since: datetime) -> str:
    count = book.checkouts.filter(observations__asked_at__gte=since).distinct().count()
    if not count:
        return _("Compared with Stripe; no payment needed another look.")
    words = ngettext(
        "Compared with Stripe; %(count)d payment was looked at.",
        "Compared with Stripe; %(count)d payments were looked at.",
        count,
    )
    return words % {"count": count}


def _healed(book: Book, since: datetime) -> str:
    count = book.entries.filter(posted_at__gte=since).count()
    if not count:
        return _("Nothing was missing in your book.")
    words = ngettext(
        "%(count)d line was missing in your book, and is there now.",
        "%(count)d lines were missing in your book, and are there now.",
        count,
    )
    return words % {"count": count}
