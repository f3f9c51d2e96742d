"""A transfer that an owner has seen at the bank, written down by hand."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from handfast.core.money import Money
from handfast.dashboard.arrived_form import ArrivedForm
from handfast.dashboard.takings import checkouts_of, taking
from handfast.payments.bank import arrivals
from handfast.payments.bank.arrivals import AlreadyMatched, MoreCame
from handfast.payments.bank.counted import counted_for, newest
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
    form = ArrivedForm(
        request.POST or None, wedding=wedding, money=Money(still_due(checkout) or wanted(checkout), checkout.currency)
    )
    return _noted(request, wedding, checkout, form, 1)


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
    form = ArrivedForm(
        request.POST or None, wedding=wedding, money=Money(over if over > 0 else there, checkout.currency)
    )
    if form.is_valid() and form.cleaned_data["amount"] > there:
        shown = Money(there, checkout.currency).format(wedding.locale)
        form.add_error("amount", _("No more than %(most)s of this gift came by bank.") % {"most": shown})
    return _noted(request, wedding, checkout, form, -1)


def _noted(request: HttpRequest, wedding: Wedding, checkout: Checkout, form: ArrivedForm, sign: int) -> HttpResponse:
    """The form, and once it is filled in the line and its entry."""
    host: Host = request.host  # type: ignore[attr-defined]  # owner_page put it there
    try:
        if form.is_valid():
            arrivals.match(checkout, form.seen(sign), host.user, other_than=form.newest_other)
            messages.success(request, _("Written into your book."))
            return redirect("dashboard:money", slug=wedding.slug)
    except AlreadyMatched:
        messages.info(request, _("This form was sent before, so nothing was written. Open it anew for more."))
        return redirect("dashboard:money", slug=wedding.slug)
    except MoreCame:
        form.add_error(None, _("This may be in your book already, so nothing was written. Please look below."))
    there = counted_for([checkout.pk], came=sign > 0)
    context = {
        "form": form,
        "one": taking(checkout, wedding.locale),
        "is_back": sign < 0,
        "there": there,
        "newest": newest(there),
    }
    return render(request, "dashboard/arrived.html", context, status=422 if form.is_bound else 200)


def _load(wedding: Wedding, token: str) -> Checkout:
    return get_object_or_404(checkouts_of(wedding.book), token=token)
