"""Giving money back: an owner says how much and why, reads it once more, and only then is Stripe asked."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from handfast.accounts.models import User
from handfast.core.money import Money
from handfast.dashboard.refund_form import RefundForm
from handfast.dashboard.takings import checkouts_of, taking
from handfast.payments import refunds
from handfast.payments.gateway import StripeTrouble
from handfast.payments.models import Checkout, RefundRequest
from handfast.weddings.access import owner_page
from handfast.weddings.models import Host, Wedding


@owner_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def refund(request: HttpRequest, wedding: Wedding, token: str) -> HttpResponse:
    """The form, then the same once more to be confirmed, then back to Money. Sent twice, it is one refund."""
    checkout = get_object_or_404(checkouts_of(wedding.book), token=token)
    left = Money(refunds.refundable(checkout), checkout.currency)
    if not left.amount or _was_asked(checkout, request.POST.get("form_token", "")):
        messages.info(request, _("This was asked for already, or nothing of the gift is left to give back."))
        return redirect("dashboard:money", slug=wedding.slug)
    form = RefundForm(request.POST or None, left=left, locale=wedding.locale)
    context = {"form": form, "one": taking(checkout, wedding.locale), "left": left.format(wedding.locale)}
    if not form.is_valid():
        return render(request, "dashboard/refund.html", context, status=422 if form.is_bound else 200)
    amount = form.cleaned_data["amount"].format(wedding.locale)
    if not form.cleaned_data["confirmed"]:
        reason = RefundRequest.Reason(form.cleaned_data["reason"]).label
        return render(request, "dashboard/refund_confirm.html", {**context, "amount": amount, "reason": reason})
    host: Host = request.host  # type: ignore[attr-defined]  # owner_page put it there
    _give_back(request, checkout, form, host.user, amount)
    return redirect("dashboard:money", slug=wedding.slug)


def _was_asked(checkout: Checkout, form_token: str) -> bool:
    return checkout.refund_requests.filter(form_token=form_token).exists()


def _give_back(request: HttpRequest, checkout: Checkout, form: RefundForm, by: User, amount: str) -> None:
    """Writes the wish down, asks Stripe, and says what came of it, no more and no less than is known."""
    asked = form.cleaned_data
    try:
        wish = refunds.ask(
            checkout, amount=asked["amount"].amount, reason=asked["reason"], by=by, form_token=asked["form_token"]
        )
        refunds.send(wish)
    except refunds.NotRefundable:
        messages.error(request, _("Meanwhile less is left of this gift, so nothing was given back. Please look again."))
    except StripeTrouble:
        messages.warning(
            request, _("It is written down, but Stripe does not answer just now. It is asked again by itself.")
        )
    else:
        if wish.problem:
            messages.error(request, _("Stripe did not give it back: %(why)s") % {"why": wish.problem})
        else:
            words = _("Stripe was asked to give %(amount)s back. How far it has come stands with the gift.")
            messages.success(request, words % {"amount": amount})
