"""Paying a bill by card and coming back from it. A card pays the bill's one open attempt; the pages that tell how a
payment stands say which they are about."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from handfast.invoices.access import bill_page, payment_page
from handfast.invoices.collecting import NotPayable, refuse
from handfast.invoices.models import InvoicePayment
from handfast.invoices.standing import Standing, open_payment
from handfast.payments import pay as payments
from handfast.payments.models import Checkout
from handfast.payments.pages import intent_response, pay_context, stripe_page
from handfast.payments.sums import received

# Seconds until the page looks again: soon at first, then seldom, for a bank may take days.
WAITS = (1, 1, 2, 2, 3, 5, 8, 15, 30, 60)


@stripe_page
@bill_page
@require_safe
def pay(request: HttpRequest, now: Standing, bill: str) -> HttpResponse:
    """Says the amount, then asks for the card. Shown as often as one likes, it is one payment."""
    attempt = _open_attempt(now)
    here = {"slug": now.invoice.wedding.slug, "bill": bill}
    if attempt is None:
        return redirect("invoices:bill", slug=here["slug"], bill=bill)
    checkout = attempt.checkout
    this = here | {"payment": attempt.pk}
    form = pay_context(
        checkout,
        intent_url=reverse("invoices:intent", kwargs=here),
        back_url=reverse("invoices:back", kwargs=this),
        thanks_url=reverse("invoices:thanks", kwargs=this),
        locale=now.invoice.wedding.locale,
    )
    context = {"now": now, "invoice": now.invoice, "bill": bill, "checkout": checkout, "pay": form}
    return render(request, "invoices/pay.html", context | {"rest": now.payable - checkout.amount})


@bill_page
@require_POST
def intent(request: HttpRequest, now: Standing, bill: str) -> HttpResponse:
    """What Stripe's form on the pay page needs, or words that say why it is not to be had."""
    attempt = _open_attempt(now)
    if attempt is None:
        return JsonResponse({"error": _("Nothing of this is left to pay just now."), "done": True}, status=409)
    return intent_response(attempt.checkout)


def _open_attempt(now: Standing) -> InvoicePayment | None:
    """The attempt that may be paid as it stands; None when it was paid, or asks for more than is due by now.

    Raises Http404 while nobody has begun one.
    """
    if not now.invoice.payments.all():
        raise Http404
    attempt = open_payment(now.invoice)
    try:
        if attempt:
            refuse(now, attempt.checkout.amount)
    except NotPayable:
        return None
    return attempt


@payment_page
@require_safe
def back(request: HttpRequest, now: Standing, bill: str, payment: InvoicePayment) -> HttpResponse:
    """Where Stripe leads back to. What it appends holds a secret: a redirect drops it, and no page is told of it."""
    response = redirect("invoices:thanks", slug=now.invoice.wedding.slug, bill=bill, payment=payment.pk)
    response["Referrer-Policy"] = "no-referrer"
    return response


@payment_page
@require_safe
def thanks(request: HttpRequest, now: Standing, bill: str, payment: InvoicePayment) -> HttpResponse:
    """How the payment stands, truthfully; while it may still change, the page asks again by itself."""
    return render(request, "invoices/thanks.html", _standing(request, now, bill, payment))


@payment_page
@require_safe
def state(request: HttpRequest, now: Standing, bill: str, payment: InvoicePayment) -> HttpResponse:
    """For the thank-you page's own polls: when to look again, and how it stands if that is news to the page."""
    return render(request, "invoices/_poll.html", _standing(request, now, bill, payment))


def _standing(request: HttpRequest, now: Standing, bill: str, payment: InvoicePayment) -> dict:
    """What `_standing.html` shows."""
    checkout = Checkout.objects.select_related("book__account").get(pk=payment.checkout_id)
    found = payments.look(checkout)
    news = request.GET.get("seen", found.name) != found.name
    asked = 0 if news else _number(request.GET.get("asked", ""))
    return {
        "invoice": now.invoice,
        "wedding": now.invoice.wedding,
        "bill": bill,
        "payment": payment,
        "checkout": checkout,
        "state": found,
        "news": news,
        "amount": received(checkout) or checkout.amount,
        "wait": WAITS[min(asked, len(WAITS) - 1)] if found.is_settling else None,
        "asked": asked + 1,
    }


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
