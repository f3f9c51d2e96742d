"""The gift list, and saying what one would like to give."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from handfast.guests.access import household_page
from handfast.guests.models import Household
from handfast.payments.states import state
from handfast.payments.sums import given, given_back, wanted
from handfast.registry import giving, offers
from handfast.registry.amounts import suggestions, symbol
from handfast.registry.changing import changed
from handfast.registry.forms import GiftForm, first_values, present_values
from handfast.registry.funds import main_fund
from handfast.registry.models import Contribution, Fund
from handfast.weddings.models import Wedding


def own_contribution(household: Household, token: str) -> Contribution:
    """The household's gift whose checkout has that token, with all that its pages need. Raises Http404."""
    found = (
        household.contributions.select_related("fund", "gift", "household__wedding", "checkout__book__account")
        .filter(checkout__token=token)
        .first()
    )
    if found is None:
        raise Http404
    return found


@household_page
@require_safe
def gifts(request: HttpRequest, wedding: Wedding, household: Household) -> HttpResponse:
    """What may be given, and what this household gave or promised."""
    main_fund(wedding)  # so that a list which nobody has touched has something on it
    own = (
        household.contributions.select_related("checkout__transfer")
        .order_by("-pk")
        .prefetch_related("checkout__entries", "checkout__discrepancies", "checkout__observations")
    )
    given = [_standing(one) for one in own]
    found = [offers.offer(gift, household, timezone.now()) for gift in offers.shown(wedding)]
    mine = [one for one in found if one.promises]
    context = {"funds": offers.funds(wedding), "offers": found, "promised": mine, "given": given}
    return render(request, "registry/gifts.html", context)


def _standing(contribution: Contribution) -> dict:
    """A gift and how it stands; its amount is what it came to, or while nothing was paid, what is asked for. Neither
    counts what the giver adds for the fee."""
    checkout = contribution.checkout
    return {
        "contribution": contribution,
        "state": state(checkout),
        "amount": given(checkout) or wanted(checkout),
        "back": given_back(checkout),
    }


@household_page
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, wedding: Wedding, household: Household, fund_id: int | None = None) -> HttpResponse:
    """Amount, names and message; sent, it leads to the page that asks for the card. Sent twice, it makes one gift."""
    fund = _fund(wedding, fund_id)
    form = GiftForm(request.POST or None, wedding=wedding, initial=first_values(household))
    if request.method == "POST" and form.is_valid():
        made, new = giving.give(household, fund, form.filled(), form.cleaned_data["form_token"])
        if new or changed(form, made):
            return redirect("registry:pay", slug=wedding.slug, token=made.checkout.token)
    return _form_page(request, "registry/give.html", form, fund, {"fund": fund})


def _fund(wedding: Wedding, fund_id: int | None) -> Fund:
    """The fund of that id that guests may see, or the first one. Raises Http404."""
    if fund_id is None:
        return main_fund(wedding)
    return get_object_or_404(wedding.funds, pk=fund_id, is_hidden=False)


@household_page
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, wedding: Wedding, household: Household, token: str) -> HttpResponse:
    """The same form for a gift that is not paid yet: the same checkout, the same payment at Stripe."""
    contribution = own_contribution(household, token)
    if not state(contribution.checkout).may_pay:
        return redirect("registry:thanks", slug=wedding.slug, token=token)
    form = GiftForm(request.POST or None, wedding=wedding, initial=present_values(contribution))
    if request.method == "POST" and form.is_valid() and changed(form, contribution):
        return redirect("registry:pay", slug=wedding.slug, token=token)
    return _form_page(request, "registry/change.html", form, contribution.fund, {"contribution": contribution})


def _form_page(request: HttpRequest, template: str, form: GiftForm, fund: Fund | None, context: dict) -> HttpResponse:
    wedding = form.wedding
    money = {
        "symbol": symbol(wedding.currency, wedding.locale),
        "suggestions": suggestions(wedding.currency, wedding.locale, fund.suggested if fund else ()),
    }
    return render(request, template, {"form": form, **money, **context}, status=422 if form.is_bound else 200)
