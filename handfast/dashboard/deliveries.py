"""The owners' page of what Stripe sent word of: each message, what became of it and why, and what was refused."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from handfast.payments.deliveries import LOOKED_UP, NOT_HERE, NOT_OURS, NOTHING_TO_LOOK_UP
from handfast.payments.doctor import MENDS
from handfast.payments.models import Book, Delivery, Refusal
from handfast.weddings.access import owner_page
from handfast.weddings.models import Wedding

ON_A_PAGE = 50
WAITING = "waiting"
# The word in the address: its label, and the outcome that it leaves.
FILTERS: dict[str, tuple[str | Promise, str]] = {
    "": (_("All"), ""),
    WAITING: (_("Waiting"), ""),
    "looked-up": (_("Looked up"), LOOKED_UP),
    "nothing": (_("Nothing to look up"), NOTHING_TO_LOOK_UP),
    "not-ours": (_("Not ours"), NOT_OURS),
    "not-here": (_("Not here"), NOT_HERE),
}
REASONS: dict[str, str | Promise] = {
    LOOKED_UP: _("Stripe was asked how the payment stands, and your book has the answer."),
    NOTHING_TO_LOOK_UP: _("This site began the payment itself, and no money had moved yet."),
    NOT_OURS: _("It is about something else in your Stripe account, so nothing was done."),
    NOT_HERE: _("It bears this site’s name, but its payment is not here. Money says what you can do."),
}


@owner_page
@require_safe
def deliveries(request: HttpRequest, wedding: Wedding) -> HttpResponse:
    """This wedding's messages, and what belongs to nobody here; never another wedding's. Refusals are the install's."""
    chosen = request.GET.get("show", "")
    page = Paginator(_narrowed(_of(wedding.book), chosen), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(delivery, REASONS.get(delivery.outcome, delivery.outcome)) for delivery in page],
        "filters": [
            {"word": word, "label": label, "current": word == (chosen if chosen in FILTERS else "")}
            for word, (label, _outcome) in FILTERS.items()
        ],
        "query": urlencode({"show": chosen}) if chosen else "",
        "refusals": [(refusal, MENDS[refusal.reason]) for refusal in Refusal.objects.order_by("-last_at")],
    }
    return render(request, "dashboard/deliveries.html", context)


def _of(book: Book) -> QuerySet[Delivery]:
    found = Delivery.objects.filter(Q(checkout__book=book) | Q(checkout=None))
    return found.select_related("checkout").order_by("-received_at", "-pk")


def _narrowed(found: QuerySet[Delivery], chosen: str) -> QuerySet[Delivery]:
    """Those of `found` that the choice leaves; all of them for a word that is none of ours."""
    if chosen == WAITING:
        return found.filter(done_at=None)
    outcome = FILTERS.get(chosen, FILTERS[""])[1]
    return found.filter(done_at__isnull=False, outcome=outcome) if outcome else found
