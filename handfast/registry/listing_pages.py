"""The hosts' pages of the list: who gives what, adding, changing, putting in order, hiding."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handfast.registry import listing
from handfast.registry.amounts import symbol
from handfast.registry.funds import main_fund
from handfast.registry.listing_forms import FundForm, ThingForm
from handfast.registry.models import Fund, Gift
from handfast.registry.overview import funds, lines
from handfast.registry.pictures import forget_unused
from handfast.weddings.access import owner_page
from handfast.weddings.models import Wedding


@owner_page
@require_safe
def gifts(request: HttpRequest, wedding: Wedding) -> HttpResponse:
    """Things and funds, who gives what, and what is free."""
    main_fund(wedding)
    return render(
        request, "registry/host_gifts.html", {"lines": lines(wedding, timezone.now()), "funds": funds(wedding)}
    )


@owner_page
@require_http_methods(["GET", "HEAD", "POST"])
def new_gift(request: HttpRequest, wedding: Wedding) -> HttpResponse:
    """A thing to add at the end of the list."""
    return _thing(request, Gift(wedding=wedding))


@owner_page
@require_http_methods(["GET", "HEAD", "POST"])
def gift(request: HttpRequest, wedding: Wedding, gift_id: int) -> HttpResponse:
    """A thing to change."""
    return _thing(request, get_object_or_404(_gifts(wedding), pk=gift_id))


def _thing(request: HttpRequest, thing: Gift) -> HttpResponse:
    wedding, posted = thing.wedding, request.method == "POST"
    form = ThingForm(request.POST if posted else None, request.FILES if posted else None, gift=thing)
    if posted and form.is_valid():
        try:
            listing.write(thing)
        except Gift.DoesNotExist:
            messages.info(request, _("“%(name)s” has just been deleted.") % {"name": thing.name})
            return redirect("registry:host_gifts", slug=wedding.slug)
        except listing.Promised as promised:
            form.add_error(promised.field, str(promised))
        else:
            forget_unused(wedding)
            messages.success(request, _("“%(name)s” is saved.") % {"name": thing.name})
            return redirect("registry:host_gifts", slug=wedding.slug)
    context = {"form": form, "gift": thing, "symbol": symbol(wedding.currency, wedding.locale)}
    return render(request, "registry/host_gift.html", context, status=422 if posted else 200)


@owner_page
@require_POST
def place(request: HttpRequest, wedding: Wedding, gift_id: int) -> HttpResponse:
    """Puts a thing at the place (from 0) that "to" names."""
    found, to = get_object_or_404(_gifts(wedding), pk=gift_id), request.POST.get("to", "")
    if to.isascii() and to.isdigit() and len(to) < 6:
        listing.move(found, int(to))
    return _back_to(wedding, found)


@owner_page
@require_POST
def showing(request: HttpRequest, wedding: Wedding, gift_id: int) -> HttpResponse:
    """Shows a thing to guests ("shown=yes") or hides it."""
    found = get_object_or_404(_gifts(wedding), pk=gift_id)
    listing.show(found, request.POST.get("shown") == "yes")
    return _back_to(wedding, found)


@owner_page
@require_http_methods(["GET", "HEAD", "POST"])
def deletion(request: HttpRequest, wedding: Wedding, gift_id: int) -> HttpResponse:
    """Asks once more, then deletes a thing that nobody has promised or paid; of another it says why that cannot be."""
    found = get_object_or_404(_gifts(wedding), pk=gift_id)
    if request.method != "POST":
        why_not = listing.why_not_deleted(found)
        return render(request, "registry/delete_gift.html", {"gift": found, "why_not": why_not})
    try:
        listing.delete(found)
    except listing.Promised as promised:
        messages.error(request, str(promised))
    else:
        forget_unused(wedding)
        messages.success(request, _("“%(name)s” is deleted.") % {"name": found.name})
    return redirect("registry:host_gifts", slug=wedding.slug)


@owner_page
@require_http_methods(["GET", "HEAD", "POST"])
def new_fund(request: HttpRequest, wedding: Wedding) -> HttpResponse:
    """A fund to add after the others."""
    main_fund(wedding)
    return _fund(request, Fund(wedding=wedding))


@owner_page
@require_http_methods(["GET", "HEAD", "POST"])
def fund(request: HttpRequest, wedding: Wedding, fund_id: int) -> HttpResponse:
    """A fund to change."""
    return _fund(request, get_object_or_404(wedding.funds.select_related("wedding__book"), pk=fund_id))


def _fund(request: HttpRequest, found: Fund) -> HttpResponse:
    wedding = found.wedding
    form = FundForm(request.POST if request.method == "POST" else None, fund=found)
    if form.is_valid():
        listing.write_fund(found)
        messages.success(request, _("“%(name)s” is saved.") % {"name": found.name})
        return redirect("registry:host_gifts", slug=wedding.slug)
    context = {"form": form, "fund": found, "symbol": symbol(wedding.currency, wedding.locale)}
    return render(request, "registry/host_fund.html", context, status=422 if form.is_bound else 200)


def _gifts(wedding: Wedding) -> QuerySet[Gift]:
    return wedding.gifts.select_related("wedding__book", "picture")


def _back_to(wedding: Wedding, found: Gift) -> HttpResponse:
    """The list, at the place where the thing now stands."""
    return redirect(reverse("registry:host_gifts", kwargs={"slug": wedding.slug}) + f"#gift-{found.pk}")
