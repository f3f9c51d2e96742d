"""Paying for a gift and coming back from it. Whose gift it is, is decided here; how it stands, payments says."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from handfast.guests.access import household_page
from handfast.guests.models import Household
from handfast.payments import pay as payments
from handfast.payments.pages import intent_response, pay_context, stripe_page
from handfast.payments.sums import given_back, received
from handfast.registry.models import Contribution
from handfast.registry.views import own_contribution
from handfast.weddings.models import Wedding

# Seconds until the thank-you page looks again: soon at first, then seldom, for a bank may take days.
WAITS = (1, 1, 2, 2, 3, 5, 8, 15, 30, 60)


@stripe_page
@household_page
@never_cache
@require_safe
def pay(request: HttpRequest, wedding: Wedding, household: Household, token: str) -> HttpResponse:
    """Says the total and who pays the fee, then asks for the card. Shown as often as one likes, it is one payment."""
    contribution = own_contribution(household, token)
    checkout, here = contribution.checkout, {"slug": wedding.slug, "token": token}
    if not payments.state(checkout).may_pay:
        return redirect("registry:thanks", slug=wedding.slug, token=token)
    form = pay_context(
        checkout,
        intent_url=reverse("registry:intent", kwargs=here),
        back_url=reverse("registry:back", kwargs=here),
        thanks_url=reverse("registry:thanks", kwargs=here),
        locale=wedding.locale,
    )
    return render(request, "registry/pay.html", {"contribution": contribution, "checkout": checkout, "pay": form})


@household_page
@require_POST
def intent(request: HttpRequest, wedding: Wedding, household: Household, token: str) -> HttpResponse:
    """What Stripe's form on the pay page needs, or words that say why it is not to be had."""
    return intent_response(own_contribution(household, token).checkout)


@household_page
@never_cache
@require_safe
def back(request: HttpRequest, wedding: Wedding, household: Household, token: str) -> HttpResponse:
    """Where Stripe leads back to. What it appends holds a secret: a redirect drops it, and no page is told of it."""
    own_contribution(household, token)
    response = redirect("registry:thanks", slug=wedding.slug, token=token)
    response["Referrer-Policy"] = "no-referrer"
    return response


@household_page
@never_cache
@require_safe
def thanks(request: HttpRequest, wedding: Wedding, household: Household, token: str) -> HttpResponse:
    """How the gift stands, truthfully; while it may still change, the page asks again by itself."""
    return render(request, "registry/thanks.html", _standing(request, own_contribution(household, token)))


@household_page
@never_cache
@require_safe
def state(request: HttpRequest, wedding: Wedding, household: Household, token: str) -> HttpResponse:
    """The part of the thank-you page that may change, for the page's own polls."""
    return render(request, "registry/_standing.html", _standing(request, own_contribution(household, token)))


def _standing(request: HttpRequest, contribution: Contribution) -> dict:
    found = payments.look(contribution.checkout)
    asked = request.GET.get("asked", "0")
    times = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
    return {
        "contribution": contribution,
        "checkout": contribution.checkout,
        "state": found,
        "amount": received(contribution.checkout) or contribution.checkout.amount,
        "back": given_back(contribution.checkout),
        "wait": WAITS[min(times, len(WAITS) - 1)] if found.is_settling else None,
        "asked": times + 1,
    }
