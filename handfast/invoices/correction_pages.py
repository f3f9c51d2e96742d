"""Correcting what was issued: a credit note, or voiding it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from handfast.invoices import collecting, correcting
from handfast.invoices.access import own_invoice
from handfast.invoices.forms import WhyForm
from handfast.invoices.line_forms import line_forms
from handfast.invoices.models import Invoice
from handfast.invoices.standing import Standing
from handfast.payments.gateway import StripeTrouble
from handfast.weddings.access import owner_page
from handfast.weddings.models import Host, Wedding


@owner_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def credit(request: HttpRequest, wedding: Wedding, invoice_id: int) -> HttpResponse:
    """The invoice's lines to be cut down to what is credited, and why. Sent twice, it is one credit note."""
    now = own_invoice(wedding, invoice_id)
    form = WhyForm(request.POST or None)
    lines = line_forms(request.POST or None, wedding, now.invoice.lines.all(), empty_rows=0)
    if request.method == "POST" and all([form.is_valid(), lines.is_valid()]):
        why, token = form.cleaned_data["why"], form.cleaned_data["form_token"]
        try:
            note = correcting.credit(now.invoice, lines.rows(), why=why, form_token=token)
        except correcting.NotCorrectable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Credit note %(number)s is issued.") % {"number": note.label})
            return _done(request, now.invoice)
    return _page(request, "invoices/credit.html", now, form, {"lines": lines})


@owner_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def void(request: HttpRequest, wedding: Wedding, invoice_id: int) -> HttpResponse:
    """Says that a bill was issued by mistake, and why."""
    now = own_invoice(wedding, invoice_id)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        host: Host = request.host  # type: ignore[attr-defined]  # owner_page put it there
        try:
            correcting.void(now.invoice, by=host.user, why=form.cleaned_data["why"])
        except correcting.NotCorrectable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Invoice %(number)s is void.") % {"number": now.invoice.label})
            return _done(request, now.invoice)
    return _page(request, "invoices/void.html", now, form, {})


def _done(request: HttpRequest, invoice: Invoice) -> HttpResponse:
    """Tells Stripe what may still be paid, and goes back to the bill."""
    try:
        collecting.bring_in_line(invoice)
    except StripeTrouble:
        messages.warning(request, _("Stripe does not answer just now. An open card form is closed by itself, soon."))
    return redirect("invoices:invoice", slug=invoice.wedding.slug, invoice_id=invoice.pk)


def _page(request: HttpRequest, template: str, now: Standing, form: WhyForm, more: dict) -> HttpResponse:
    context = {"now": now, "invoice": now.invoice, "form": form, **more}
    return render(request, template, context, status=422 if form.is_bound else 200)
