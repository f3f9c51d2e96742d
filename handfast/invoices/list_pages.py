"""The owners' list of bills, and one bill with all that can be done to it."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from handfast.invoices import correcting, letters, paper
from handfast.invoices.access import own_invoice, own_paper
from handfast.invoices.bill_pages import pdf_response
from handfast.invoices.filters import Filter, filters
from handfast.invoices.links import good_link, url_of
from handfast.invoices.showing import printed_lines
from handfast.invoices.standing import Standing, issued_notes, note_sums, standing, total_due, whole
from handfast.payments.models import Checkout
from handfast.payments.refunds import refundable
from handfast.payments.states import State, state
from handfast.payments.sums import received_by_bank
from handfast.weddings.access import owner_page
from handfast.weddings.models import Wedding

ON_A_PAGE = 50


@owner_page
@require_safe
def invoices(request: HttpRequest, wedding: Wedding) -> HttpResponse:
    """Every bill and how it stands, the newest first; drafts before all, because they wait for somebody."""
    everything = [standing(invoice) for invoice in whole(wedding.invoices.filter(corrects=None).order_by("-pk"))]
    everything.sort(key=lambda one: one.invoice.issued_at is not None)
    drafts = [one for one in everything if not one.invoice.issued_at]
    chosen = Filter.named(request.GET.get("show", ""))
    context = {
        "page": Paginator([one for one in everything if chosen.keeps(one)], ON_A_PAGE).get_page(
            request.GET.get("page")
        ),
        "filters": filters(everything, chosen),
        "chosen": chosen,
        "everything": everything,
        "drafts": drafts,
        "unprintable": paper.unprintable(one.invoice for one in drafts),
        "due": total_due(everything),
        "overdue": total_due(one for one in everything if one.days_overdue),
        "credit": sum(one.credit for one in everything),
        "to_remind": [one for one in everything if letters.may_remind(one)],
    }
    return render(request, "invoices/list.html", context)


@owner_page
@require_safe
def invoice(request: HttpRequest, wedding: Wedding, invoice_id: int) -> HttpResponse:
    """One bill: its lines, how it stands, every payment, credit note and letter, and what can be done."""
    now = own_invoice(wedding, invoice_id)
    papers = [now.invoice, *issued_notes(now.invoice)]
    context = {
        "now": now,
        "invoice": now.invoice,
        "lines": printed_lines(now.invoice),
        "unprintable": paper.unprintable(papers),
    }
    if now.invoice.issued_at:
        context |= _of_an_issued(now)
    return render(request, "invoices/invoice.html", context)


def _of_an_issued(now: Standing) -> dict:
    checkouts = [payment.checkout for payment in now.invoice.payments.all()]
    why_not = correcting.why_not_void(now)
    return {
        "payments": [_payment(one) for one in checkouts],
        "notes": [(note, note_sums(note).gross) for note in issued_notes(now.invoice)],
        "reminders": letters.reminders_of(now.invoice),
        "may_remind": letters.may_remind(now),
        "url": url_of(now.invoice),
        "link": good_link(now.invoice),
        "may_void": not (now.is_void or why_not),
        "why_not_void": "" if now.is_void else why_not,
        "may_credit": not now.is_void and now.credited < now.sums.gross,
    }


def _payment(checkout: Checkout) -> dict:
    """How an attempt to pay stands, and what a host can do about it: money by card goes back through Stripe, a transfer
    is written down when it has come and when the couple have sent some back."""
    found = state(checkout)
    by_bank = hasattr(checkout, "transfer")
    return {
        "checkout": checkout,
        "state": found,
        "refundable": refundable(checkout),
        "may_arrive": by_bank and (found.may_pay or found in (State.SENT, State.PARTLY)),
        "came_by_bank": received_by_bank(checkout) > 0,
    }


@owner_page
@require_safe
def pdf(request: HttpRequest, wedding: Wedding, invoice_id: int) -> HttpResponse:
    """A bill, a draft of one, or a credit note as PDF."""
    return pdf_response(own_paper(wedding, invoice_id))
