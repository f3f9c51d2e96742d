"""Issuing a bill and writing the letter that brings it, in one transaction."""

from collections.abc import Iterable

from django.db import transaction

from handfast.invoices import letters
from handfast.invoices.models import Invoice
from handfast.invoices.numbering import issue


@transaction.atomic
def send(drafts: Iterable[Invoice]) -> list[Invoice]:
    """Issues each in turn, all or none, and writes to those whose address is known. Sent twice, it is done once.

    Raises numbering.NotReady.
    """
    issued = [issue(draft) for draft in drafts]
    for invoice in issued:
        letters.write_invoice(invoice)
    return issued
