"""A transfer that an owner has seen at the bank, written down by hand; and the way back from a mistake."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from handfast.core.money import Money
from handfast.dashboard.arrived_form import ArrivedForm
from handfast.dashboard.takings import checkouts_of, taking
from handfast.payments.bank import arrivals
from handfast.payments.bank.arrivals import AlreadyMatched, NotMatched, Seen
from handfast.payments.models import Checkout
from handfast.payments.sums import received_by_bank, still_due, wanted
from handfast.weddings.access import owner_page
from handfast.weddings.models import Host, Wedding


@owner_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def arrived(request: HttpRequest, wedding: Wedding, token: str) -> HttpResponse:
    """So much of this gift has come by bank, on that day."""
    checkout = _load(wedding, token)
    return _noted(request, wedding, checkout, Money(still_due(checkout) or wanted(checkout), checkout.currency), 1)


@owner_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sent_back(request: HttpRequest, wedding: Wedding, token: str) -> HttpResponse:
    """So much of what came by bank the couple has sent back, by bank too."""
    checkout = _load(wedding, token)
    there = received_by_bank(checkout)
    if there <= 0:
        messages.info(request, _("Nothing of this gift came by bank."))
        return redirect("dashboard:money", slug=wedding.slug)
    over = there - wanted(checkout)
    return _noted(request, wedding, checkout, Money(over if over > 0 else there, checkout.currency), -1, most=there)


def _noted(
    request: HttpRequest, wedding: Wedding, checkout: Checkout, money: Money, sign: int, most: int | None = None
) -> HttpResponse:
    """The form, and once it is filled in the line and its entry. `most`: no more than that may be said."""
    today = timezone.localdate(timezone=wedding.tz)
    form = ArrivedForm(request.POST or None, money=money, today=today, locale=wedding.locale)
    if form.is_valid() and most is not None and form.cleaned_data["amount"] > most:
        shown = Money(most, checkout.currency).format(wedding.locale)
        form.add_error("amount", _("No more than %(most)s of this gift came by bank.") % {"most": shown})
    if not form.is_valid():
        context = {"form": form, "one": taking(checkout), "is_back": sign < 0}
        return render(request, "dashboard/arrived.html", context, status=422 if form.is_bound else 200)
    said = form.cleaned_data
    seen = Seen(f"hand_{said['form_token'][:30]}", said["day"], sign * said["amount"], said["payer"])
    host: Host = request.host  # type: ignore[attr-defined]  # owner_page put it there
    try:
        arrivals.match(checkout, seen, host.user)
    except AlreadyMatched:
        messages.info(request, _("This form was sent before, so nothing was written. Open it anew for more."))
    else:
        messages.success(request, _("Written into your book."))
    return redirect("dashboard:money", slug=wedding.slug)


@owner_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, wedding: Wedding, line_id: int) -> HttpResponse:
    """Asks once more, then takes a line of the bank's off the gift that it was matched to."""
    line = get_object_or_404(wedding.book.bank_lines, pk=line_id)
    counted = arrivals.standing(line)
    if counted is None:
        messages.info(request, _("This was undone already."))
        return redirect("dashboard:money", slug=wedding.slug)
    if request.method != "POST":
        context = {"line": line, "checkout": counted.checkout}
        return render(request, "dashboard/undo_arrival.html", context)
    host: Host = request.host  # type: ignore[attr-defined]  # owner_page put it there
    try:
        arrivals.undo(line, host.user)
    except NotMatched:
        messages.info(request, _("This was undone already."))
    else:
        messages.success(request, _("Undone. Your book keeps both lines, and the giver gets a letter about it."))
    return redirect("dashboard:money", slug=wedding.slug)


def _load(wedding: Wedding, token: str) -> Checkout:
    return get_object_or_404(checkouts_of(wedding.book), token=token)
