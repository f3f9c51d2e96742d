"""Finding the invoice that a page is about, within its wedding and for who may see it."""

from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from handfast.accounts.access import View
from handfast.invoices.links import NoSuchBill, invoice_of
from handfast.invoices.models import Invoice
from handfast.invoices.standing import Standing, standing, whole
from handfast.weddings.access import public_page
from handfast.weddings.models import Wedding


def bill_page(view: View) -> View:
    """A page for whoever has the bill's signed address: the view is called with (request, standing, bill, …).

    Anything but a good address of this very wedding is 404. Search engines are asked to keep away, and nothing is
    cached, for the address is the key.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, wedding: Wedding, bill: str, **kwargs: object) -> HttpResponse:
        try:
            invoice = invoice_of(wedding, bill)
        except NoSuchBill:
            raise Http404 from None
        now = standing(whole(wedding.invoices.all()).get(pk=invoice.pk))
        response = view(request, now, bill, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        return response

    return public_page(never_cache(wrapped))


def payment_page(view: View) -> View:
    """A page about one attempt to pay a bill, for whoever has the bill's address: the view is called with (request,
    standing, bill, payment, …). A bill may have several that are not over, so the address says which. An attempt of
    another bill is 404.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, now: Standing, bill: str, payment: int, **kwargs: object) -> HttpResponse:
        found = next((one for one in now.invoice.payments.all() if one.pk == payment), None)
        if found is None:
            raise Http404
        return view(request, now, bill, found, **kwargs)

    return bill_page(wrapped)


def own_invoice(wedding: Wedding, invoice_id: int) -> Standing:
    """How the wedding's invoice (no credit note) of that id stands. Raises Http404."""
    found = whole(wedding.invoices.filter(corrects=None)).filter(pk=invoice_id).first()
    if found is None:
        raise Http404
    return standing(found)


def own_paper(wedding: Wedding, invoice_id: int) -> Invoice:
    """The wedding's invoice or credit note of that id. Raises Http404."""
    found = wedding.invoices.select_related("wedding", "voiding", "corrects").filter(pk=invoice_id).first()
    if found is None:
        raise Http404
    return found
