"""A bill as whoever it is to sees it, by its signed address: what for, how it stands, how much to pay now."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from handfast.core.money import Money
from handfast.invoices import collecting, paper
from handfast.invoices.access import bill_page
from handfast.invoices.forms import AmountForm
from handfast.invoices.models import Invoice, InvoicePayment
from handfast.invoices.showing import printed_lines
from handfast.invoices.standing import Standing, issued_notes, note_sums, promised
from handfast.payments.bank import transfers
from handfast.payments.gateway import NotChangeable, StripeTrouble


@bill_page
@require_http_methods(["GET", "HEAD", "POST"])
def bill(request: HttpRequest, now: Standing, bill: str) -> HttpResponse:
    """The bill. A POST says how much of it is paid now, within what is due, and leads to the card or to the account."""
    form = AmountForm(request.POST or None, now=now)
    if request.method == "POST" and form.is_valid() and (begun := _begun(form, now)):
        slug = now.invoice.wedding.slug
        if form.by_bank:
            return redirect("invoices:transfer", slug=slug, bill=bill, payment=begun.pk)
        return redirect("invoices:pay", slug=slug, bill=bill)
    context = {
        "now": now,
        "invoice": now.invoice,
        "bill": bill,
        "lines": printed_lines(now.invoice),
        "notes": [(note, note_sums(note).gross) for note in issued_notes(now.invoice)],
        "form": form,
        "promised": promised(now.invoice),
        "by_card": collecting.most_payable(now) > 0,
        "by_bank": now.payable > 0 and transfers.details_of(now.invoice.wedding.book) is not None,
    }
    return render(request, "invoices/bill.html", context, status=422 if form.is_bound else 200)


def _begun(form: AmountForm, now: Standing) -> InvoicePayment | None:
    """The payment, ready at that amount; otherwise the form says why not."""
    amount: Money = form.cleaned_data["amount"]
    try:
        begun = collecting.payment(now.invoice, amount.amount, by_bank=form.by_bank)
        if form.by_bank:
            transfers.ask(begun.checkout)
    except (collecting.NotPayable, NotChangeable, StripeTrouble) as error:
        form.add_error("amount", str(error))
        return None
    return begun


@bill_page
@require_safe
def pdf(request: HttpRequest, now: Standing, bill: str) -> HttpResponse:
    """The bill as PDF."""
    return pdf_response(now.invoice)


@bill_page
@require_safe
def credit_note_pdf(request: HttpRequest, now: Standing, bill: str, credit_note: int) -> HttpResponse:
    """A credit note to the bill as PDF, named by its primary key."""
    note = next((note for note in issued_notes(now.invoice) if note.pk == credit_note), None)
    if note is None:
        raise Http404
    return pdf_response(note)


def pdf_response(of: Invoice) -> HttpResponse:
    """A paper to look at or keep."""
    response = HttpResponse(paper.pdf(of), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{of.label or "draft"}.pdf"'
    response["Cache-Control"] = "no-store"
    return response
