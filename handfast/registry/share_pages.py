"""Giving a part of a dear thing: the same form as for a fund, within what is left of the price."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from handfast.core.money import Money
from handfast.guests.access import household_page
from handfast.guests.models import Household
from handfast.payments.chargeable import least
from handfast.registry import sharing
from handfast.registry.amounts import symbol
from handfast.registry.changing import changed, not_that_much
from handfast.registry.forms import GiftForm, first_values
from handfast.registry.models import Gift
from handfast.registry.offers import offer
from handfast.registry.sharing import NotThatMuch
from handfast.registry.thing_pages import gone, load_gift
from handfast.weddings.models import Wedding


@household_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, wedding: Wedding, household: Household, gift_id: int) -> HttpResponse:
    """Amount, names and words; sent, it holds that part of the price and leads to the page that asks for the card."""
    gift = load_gift(wedding, gift_id)
    if not gift.is_shared:
        return redirect("registry:thing", slug=wedding.slug, gift_id=gift.pk)
    form = GiftForm(request.POST or None, wedding=wedding, initial=first_values(household))
    if request.method == "POST" and form.is_valid():
        try:
            made, new = sharing.share(household, gift, form.filled(), form.cleaned_data["form_token"])
        except Gift.DoesNotExist:
            return gone(request, wedding)
        except NotThatMuch as refused:
            form.add_error("amount", not_that_much(refused, wedding))
        else:
            if new or changed(form, made):
                return redirect("registry:pay", slug=wedding.slug, token=made.checkout.token)
    found = offer(load_gift(wedding, gift_id), household, timezone.now())
    context = {"form": form, "offer": found, "gift": gift, "symbol": symbol(wedding.currency, wedding.locale)}
    context["suggestions"] = _parts(found.standing.free, wedding)
    return render(request, "registry/share.html", context, status=422 if form.is_bound else 200)


def _parts(free: int, wedding: Wedding) -> list[dict[str, str]]:
    """Parts of what is left to choose from: a quarter, a half, all; those that a card can pay."""
    currency, locale = wedding.currency, wedding.locale
    found = []
    for label, parts in ((_("A quarter"), 4), (_("Half"), 2), (_("All that is left"), 1)):
        part = Money(free // parts, currency)
        if part.amount >= least(currency).amount:
            found.append({"value": part.typed(locale), "label": f"{label}: {part.format(locale)}"})
    return found
