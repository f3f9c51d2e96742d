"""Buttons that send something: a bill on its way, reminders, a new link."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from handfast.invoices import letters, links, sending
from handfast.invoices.access import own_invoice
from handfast.invoices.ageing import overdue
from handfast.invoices.models import Invoice
from handfast.invoices.numbering import NotReady
from handfast.weddings.access import owner_page
from handfast.weddings.models import Wedding


@owner_page
@require_POST
def issue(request: HttpRequest, wedding: Wedding, invoice_id: int) -> HttpResponse:
    """Gives a draft its number and writes the letter that brings it. Pressed twice, it is done once."""
    draft = own_invoice(wedding, invoice_id).invoice
    _send(request, [draft])
    return redirect("invoices:invoice", slug=wedding.slug, invoice_id=draft.pk)


@owner_page
@require_POST
def issue_drafts(request: HttpRequest, wedding: Wedding) -> HttpResponse:
    """The same for all drafts that the page showed, all or none; one written since is not among them."""
    shown = [int(pk) for pk in request.POST.getlist("draft") if pk.isascii() and pk.isdecimal() and len(pk) < 16]
    drafts = wedding.invoices.filter(corrects=None, issued_at=None, pk__in=shown).order_by("pk")
    _send(request, list(drafts))
    return redirect("invoices:list", slug=wedding.slug)


def _send(request: HttpRequest, drafts: list[Invoice]) -> None:
    try:
        issued = sending.send(drafts)
    except NotReady as error:
        messages.error(request, str(error))
        return
    written = sum(bool(invoice.to_email) for invoice in issued)
    words = ngettext("%(count)d invoice is issued.", "%(count)d invoices are issued.", len(issued))
    messages.success(request, words % {"count": len(issued)} + " " + _letters_in_words(written, len(issued)))


def _letters_in_words(written: int, issued: int) -> str:
    if written == issued:
        return ngettext("The letter is on its way.", "The letters are on their way.", written)
    return _("Where no e-mail is known, pass the link on yourselves: it stands with the invoice.")


@owner_page
@require_POST
def remind(request: HttpRequest, wedding: Wedding, invoice_id: int) -> HttpResponse:
    """Writes a reminder, once for each step."""
    invoice = own_invoice(wedding, invoice_id).invoice
    _tell_of_reminders(request, int(letters.write_reminder(invoice)))
    return redirect("invoices:invoice", slug=wedding.slug, invoice_id=invoice.pk)


@owner_page
@require_POST
def remind_all(request: HttpRequest, wedding: Wedding) -> HttpResponse:
    """Writes a reminder for each overdue bill whose step has not been written."""
    _tell_of_reminders(request, sum(letters.write_reminder(one.invoice) for one in overdue(wedding)))
    return redirect("invoices:list", slug=wedding.slug)


def _tell_of_reminders(request: HttpRequest, written: int) -> None:
    if written:
        words = ngettext("One reminder is on its way.", "%(count)d reminders are on their way.", written)
        messages.success(request, words % {"count": written})
    else:
        messages.info(request, _("Nothing to remind of: nothing is overdue, or the reminder was written already."))


@owner_page
@require_POST
def renew_link(request: HttpRequest, wedding: Wedding, invoice_id: int) -> HttpResponse:
    """Withdraws a bill's link and makes another."""
    now = own_invoice(wedding, invoice_id)
    if now.invoice.issued_at:
        links.renew(now.invoice)
        messages.success(request, _("The old link opens nothing any more. The new one stands below."))
    return redirect("invoices:invoice", slug=wedding.slug, invoice_id=now.invoice.pk)
