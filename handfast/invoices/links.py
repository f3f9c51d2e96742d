"""The address of a bill: signed, so that nobody makes one up, and good until it is withdrawn or 400 days old.

What is signed is the number of a Link row, with SECRET_KEY: a stolen database alone opens no bill. Withdrawing one and
making another gives the bill a new address at once.
"""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from handfast.invoices.models import Invoice, Link
from handfast.weddings.models import Wedding

_signer = Signer(sep=".", salt="handfast.invoices.link")


class NoSuchBill(Exception):
    """The address opens nothing: made up, withdrawn, too old, or of another wedding."""


@transaction.atomic
def good_link(invoice: Invoice) -> Link:
    """The invoice's link; made now if it has none that is good. Asked by two at once, one is made."""
    Invoice.objects.select_for_update().get(pk=invoice.pk)
    link = invoice.links.filter(withdrawn_at=None).first()
    if link and link.is_good:
        return link
    if link:
        _withdraw(link)
    return invoice.links.create()


@transaction.atomic
def renew(invoice: Invoice) -> Link:
    """Withdraws the link that is out and makes another."""
    Invoice.objects.select_for_update().get(pk=invoice.pk)
    for link in invoice.links.filter(withdrawn_at=None):
        _withdraw(link)
    return invoice.links.create()


def _withdraw(link: Link) -> None:
    link.withdrawn_at = timezone.now()
    link.save(update_fields=["withdrawn_at"])


def bill_of(link: Link) -> str:
    """The last part of the link's address."""
    return _signer.sign(str(link.pk))


def path_of(invoice: Invoice) -> str:
    """Where the bill is on this site: "/robin-and-sam/invoices/…/"."""
    return reverse("invoices:bill", kwargs={"slug": invoice.wedding.slug, "bill": bill_of(good_link(invoice))})


def url_of(invoice: Invoice) -> str:
    """The bill's whole address, for letters and paper."""
    return settings.SITE_URL + path_of(invoice)


def invoice_of(wedding: Wedding, bill: str) -> Invoice:
    """The issued invoice that this last part of an address opens. Raises NoSuchBill."""
    try:
        pk = int(_signer.unsign(bill))
    except (BadSignature, ValueError):
        raise NoSuchBill from None
    link = Link.objects.select_related("invoice").filter(pk=pk, invoice__wedding=wedding).first()
    if link is None or not link.is_good or link.invoice.issued_at is None:
        raise NoSuchBill
    return link.invoice
