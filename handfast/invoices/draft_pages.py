"""Writing bills: one, the same for many households, changing a draft and throwing it away."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from handfast.invoices import drafting
from handfast.invoices.access import own_invoice
from handfast.invoices.filters import Filter
from handfast.invoices.forms import DraftForm, ManyForm, TermsForm, present_values
from handfast.invoices.frozen import IsIssued
from handfast.invoices.line_forms import line_forms
from handfast.invoices.models import Invoice
from handfast.weddings.access import owner_page
from handfast.weddings.models import Wedding

_USUAL_TERM = timedelta(days=30)


def _first_values(wedding: Wedding) -> dict[str, object]:
    today = timezone.now().astimezone(wedding.tz).date()
    return {"due_on": today + _USUAL_TERM, "sender": drafting.last_sender(wedding)}


@owner_page
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, wedding: Wedding) -> HttpResponse:
    """A new draft. Sent twice, the form makes one."""
    initial = _first_values(wedding) | {"household": request.GET.get("household", "")}
    form = DraftForm(request.POST or None, wedding=wedding, initial=initial)
    lines = line_forms(request.POST or None, wedding)
    if request.method == "POST" and all([form.is_valid(), lines.is_valid()]):
        terms, token = form.terms(), form.cleaned_data["form_token"]
        [made] = drafting.draft(wedding, [form.recipient()], terms, lines.rows(), token)
        return _saved(request, made)
    return _page(request, form, lines, {"heading": _("New invoice")})


@owner_page
@require_http_methods(["GET", "HEAD", "POST"])
def many(request: HttpRequest, wedding: Wedding) -> HttpResponse:
    """The same draft for each household that is chosen. Sent twice, the form makes each once."""
    form = ManyForm(request.POST or None, wedding=wedding, initial=_first_values(wedding))
    lines = line_forms(request.POST or None, wedding)
    if request.method == "POST" and all([form.is_valid(), lines.is_valid()]):
        token = form.cleaned_data["form_token"]
        made = drafting.draft(wedding, form.recipients(), form.terms(), lines.rows(), token)
        words = ngettext("One draft is written.", "%(count)d drafts are written.", len(made)) % {"count": len(made)}
        messages.success(request, words)
        return redirect(reverse("invoices:list", kwargs={"slug": wedding.slug}) + f"?show={Filter.DRAFTS}")
    return _page(request, form, lines, {"heading": _("The same invoice to many"), "many": True})


@owner_page
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, wedding: Wedding, invoice_id: int) -> HttpResponse:
    """Changes a draft; an issued bill is shown instead."""
    paper = own_invoice(wedding, invoice_id).invoice
    if paper.issued_at:
        return redirect("invoices:invoice", slug=wedding.slug, invoice_id=paper.pk)
    form = DraftForm(request.POST or None, wedding=wedding, initial=present_values(paper))
    lines = line_forms(request.POST or None, wedding, paper.lines.all())
    if request.method == "POST" and all([form.is_valid(), lines.is_valid()]):
        try:
            drafting.change(paper, form.recipient(), form.terms(), lines.rows())
        except IsIssued as issued:
            messages.error(request, str(issued))
        return _saved(request, paper)
    return _page(request, form, lines, {"heading": _("Change the draft"), "invoice": paper})


@owner_page
@require_POST
def discard(request: HttpRequest, wedding: Wedding, invoice_id: int) -> HttpResponse:
    """Throws a draft away."""
    paper = own_invoice(wedding, invoice_id).invoice
    try:
        drafting.discard(paper)
    except Invoice.DoesNotExist:
        raise Http404 from None
    except IsIssued as issued:
        messages.error(request, str(issued))
        return redirect("invoices:invoice", slug=wedding.slug, invoice_id=paper.pk)
    messages.success(request, _("The draft is gone."))
    return redirect("invoices:list", slug=wedding.slug)


def _saved(request: HttpRequest, paper: Invoice) -> HttpResponse:
    """On to the draft, or back to its form where more lines are wanted."""
    where = "invoices:edit" if "more" in request.POST else "invoices:invoice"
    return redirect(where, slug=paper.wedding.slug, invoice_id=paper.pk)


def _page(request: HttpRequest, form: TermsForm, lines: object, more: dict) -> HttpResponse:
    context = {"form": form, "lines": lines, **more}
    return render(request, "invoices/draft.html", context, status=422 if form.is_bound else 200)
