"""Paying for a gift and coming back from it. Whose gift it is, is decided here; how it stands, payments says."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from handfast.guests.access import household_page
from handfast.guests.models import Household
from handfast.payments import fees
from handfast.payments import pay as payments
from handfast.payments.bank import transfers
from handfast.payments.models import Checkout
from handfast.payments.pages import intent_response, pay_context, stripe_page
from handfast.payments.states import State
from handfast.payments.sums import given, given_back, received, still_due, wanted
from handfast.registry.changing import why_not_held
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
    context = {
        "contribution": contribution,
        "checkout": checkout,
        "pay": form,
        "gift": wanted(checkout),
        "rate": fees.rate_of(wedding.book),
        "offer": fees.offer(wedding.book, wanted(checkout)),
        "by_bank": transfers.details_of(wedding.book) is not None,
    }
    return render(request, "registry/pay.html", context)


@household_page
@require_POST
def intent(request: HttpRequest, wedding: Wedding, household: Household, token: str) -> HttpResponse:
    """What Stripe's form on the pay page needs, or words that say why it is not to be had."""
    contribution = own_contribution(household, token)
    refused = why_not_held(contribution, wedding)
    return JsonResponse({"error": refused}, status=409) if refused else intent_response(contribution.checkout)


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
    """For the thank-you page's own polls: when to look again, and how the gift stands if that is news to the page."""
    return render(request, "registry/_poll.html", _standing(request, own_contribution(household, token)))


def _standing(request: HttpRequest, contribution: Contribution) -> dict:
    checkout = contribution.checkout
    found = payments.look(checkout)
    news = request.GET.get("seen", found.name) != found.name
    asked = 0 if news else _number(request.GET.get("asked", ""))
    return {
        "contribution": contribution,
        "checkout": checkout,
        "state": found,
        "news": news,
        "amount": _amount(checkout, found),
        "paid": received(checkout),
        "with_fee": received(checkout) > given(checkout),
        "due": still_due(checkout),
        "back": given_back(checkout),
        "wait": WAITS[min(asked, len(WAITS) - 1)] if found.is_settling else None,
        "asked": asked + 1,
    }


def _amount(checkout: Checkout, found: State) -> int:
    """What the gift came to; before that, what is asked for: without the fee where it was sent by bank."""
    return given(checkout) or (wanted(checkout) if found is State.SENT else checkout.amount)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
