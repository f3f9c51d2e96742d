"""The ways to pay for a gift, from its pay page: with or without Stripe's fee on top, by card or by bank transfer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from handfast.guests.access import household_page
from handfast.guests.models import Household
from handfast.payments.bank import transfers
from handfast.payments.bank.details import way
from handfast.payments.gateway import NotChangeable, StripeTrouble
from handfast.payments.states import State, state
from handfast.registry import giving
from handfast.registry.changing import why_not_held
from handfast.registry.models import Contribution
from handfast.registry.views import own_contribution
from handfast.weddings.models import Wedding


@household_page
@require_POST
def fee(request: HttpRequest, wedding: Wedding, household: Household, token: str) -> HttpResponse:
    """Adds the fee to what the giver pays ("add=yes") or takes it off again; the browser sends the wish alone."""
    try:
        giving.add_fee(own_contribution(household, token), request.POST.get("add") == "yes")
    except StripeTrouble as trouble:
        messages.error(request, str(trouble))
    return redirect("registry:pay", slug=wedding.slug, token=token)


@household_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def transfer(request: HttpRequest, wedding: Wedding, household: Household, token: str) -> HttpResponse:
    """Asked by POST, gives the gift its reference; then shows where the money goes, as long as some is due."""
    contribution = own_contribution(household, token)
    details, checkout = transfers.details_of(wedding.book), contribution.checkout
    if details is None:
        return redirect("registry:pay", slug=wedding.slug, token=token)
    if request.method == "POST":
        return _asked(request, wedding, contribution)
    known, now = transfers.known(checkout), state(checkout)
    if known is None or not (now.may_pay or now in (State.SENT, State.PARTLY)):
        return redirect("registry:pay", slug=wedding.slug, token=token)
    context = {"contribution": contribution, "checkout": checkout, "state": now, "way": way(details, checkout, known)}
    return render(request, "registry/transfer.html", context)


def _asked(request: HttpRequest, wedding: Wedding, contribution: Contribution) -> HttpResponse:
    """To the page with the account; where a payment is under way already, to how it stands; where others have given
    that part of a gift meanwhile, to changing it."""
    token = contribution.checkout.token
    if refused := why_not_held(contribution, wedding):
        messages.error(request, refused)
        return redirect("registry:change", slug=wedding.slug, token=token)
    try:
        transfers.ask(contribution.checkout)
    except NotChangeable:
        return redirect("registry:thanks", slug=wedding.slug, token=token)
    return redirect("registry:transfer", slug=wedding.slug, token=token)


@household_page
@require_POST
def sent(request: HttpRequest, wedding: Wedding, household: Household, token: str) -> HttpResponse:
    """The giver says that the transfer is sent ("sent=yes"), or that it is not after all. What is sent is sent: that is
    kept also where others have given that part of a thing meanwhile."""
    contribution = own_contribution(household, token)
    known = transfers.known(contribution.checkout)
    if known is None:
        return redirect("registry:pay", slug=wedding.slug, token=token)
    if request.POST.get("sent") != "yes":
        transfers.take_back(known)
        return redirect("registry:pay", slug=wedding.slug, token=token)
    why_not_held(contribution, wedding)  # a share's part is held anew from here, for as long as a transfer takes
    try:
        transfers.say_sent(known)
    except NotChangeable:
        messages.info(request, _("This gift is paid already, or a payment by card is under way."))
    return redirect("registry:thanks", slug=wedding.slug, token=token)
