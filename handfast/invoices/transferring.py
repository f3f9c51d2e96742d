"""Paying a bill by bank transfer: where the money goes, under which reference, and the word that it was sent."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from handfast.invoices.access import payment_page
from handfast.invoices.models import InvoicePayment
from handfast.invoices.standing import Standing
from handfast.payments.bank import transfers
from handfast.payments.bank.details import way
from handfast.payments.gateway import NotChangeable
from handfast.payments.states import State, state


@payment_page
@require_safe
def transfer(request: HttpRequest, now: Standing, bill: str, payment: InvoicePayment) -> HttpResponse:
    """The account, the amount and the reference, as long as the money has not come."""
    wedding, known = now.invoice.wedding, transfers.known(payment.checkout)
    details, standing = transfers.details_of(wedding.book), state(payment.checkout)
    if known is None or details is None or not (standing.may_pay or standing in (State.SENT, State.PARTLY)):
        return redirect("invoices:bill", slug=wedding.slug, bill=bill)
    context = {"now": now, "invoice": now.invoice, "bill": bill, "payment": payment}
    return render(
        request,
        "invoices/transfer.html",
        context | {"state": standing, "way": way(details, payment.checkout, known)},
    )


@payment_page
@require_POST
def sent(request: HttpRequest, now: Standing, bill: str, payment: InvoicePayment) -> HttpResponse:
    """The payer says that the transfer is sent ("sent=yes"), or that it is not after all."""
    known, slug = transfers.known(payment.checkout), now.invoice.wedding.slug
    if known is None:
        return redirect("invoices:bill", slug=slug, bill=bill)
    if request.POST.get("sent") != "yes":
        transfers.take_back(known)
        return redirect("invoices:bill", slug=slug, bill=bill)
    try:
        transfers.say_sent(known)
    except NotChangeable:
        messages.info(request, _("This is paid already, or a payment by card is under way."))
    return redirect("invoices:thanks", slug=slug, bill=bill, payment=payment.pk)
