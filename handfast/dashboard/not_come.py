"""A payer said that a transfer was sent, and the bank knows nothing of it: an owner says so, and the payer is told."""

from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from handfast.core.money import Money
from handfast.dashboard.takings import checkouts_of
from handfast.invoices.links import url_of
from handfast.invoices.models import InvoicePayment
from handfast.mail import outbox
from handfast.payments.bank import transfers
from handfast.payments.gateway import NotChangeable
from handfast.payments.models import Checkout, Transfer
from handfast.payments.states import State, state
from handfast.payments.sums import wanted
from handfast.weddings.access import owner_page
from handfast.weddings.models import Wedding


@owner_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def not_come(request: HttpRequest, wedding: Wedding, token: str) -> HttpResponse:
    """Tells what was promised and asks once more; then takes back that it was sent, and writes to the payer."""
    checkout = get_object_or_404(checkouts_of(wedding.book), token=token)
    bill = InvoicePayment.objects.filter(checkout=checkout).select_related("invoice__wedding").first()
    if state(checkout) is not State.SENT:
        messages.info(request, _("Nothing of this is said to be under way, or some of it has come."))
        return _back(wedding, bill)
    if request.method != "POST":
        context = {"checkout": checkout, "bill": bill, "amount": wanted(checkout)}
        return render(request, "dashboard/not_come.html", context)
    try:
        with transaction.atomic():
            said = transfers.say_not_come(checkout.transfer)
            _write(wedding, checkout, said, bill)
    except NotChangeable:
        messages.info(request, _("Nothing of this is said to be under way, or some of it has come."))
    else:
        messages.success(request, _told(checkout))
    return _back(wedding, bill)


def _told(checkout: Checkout) -> str:
    if checkout.payer_email:
        return _("Noted. A letter asks %(names)s to look at their bank.") % {"names": checkout.payer_name or "–"}
    return _("Noted. No e-mail is known, so please tell them yourselves.")


def _write(wedding: Wedding, checkout: Checkout, said: datetime, bill: InvoicePayment | None) -> None:
    if not checkout.payer_email:
        return
    transfer: Transfer = checkout.transfer
    outbox.write(
        wedding.mailbox,
        key=f"not come {checkout.token} {said:%Y-%m-%dT%H:%M:%S.%f}",
        to=checkout.payer_email,
        subject=_("Your transfer to %(names)s has not come") % {"names": wedding.title},
        template="dashboard/letters/not_come",
        context={
            "wedding": wedding,
            "amount": Money(wanted(checkout), checkout.currency).format(wedding.locale),
            "reference": transfer.spaced,
            "said": said,
            "link": url_of(bill.invoice) if bill else _gifts_of(wedding),
        },
    )


def _gifts_of(wedding: Wedding) -> str:
    return settings.SITE_URL + reverse("registry:gifts", kwargs={"slug": wedding.slug})


def _back(wedding: Wedding, bill: InvoicePayment | None) -> HttpResponse:
    """To the bill that it is about, or to the transfers that wait."""
    if bill:
        return redirect("invoices:invoice", slug=wedding.slug, invoice_id=bill.invoice_id)
    return redirect("dashboard:bank", slug=wedding.slug)
