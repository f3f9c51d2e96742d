"""What the worker does for invoices."""

import logging

from handfast.core.chores import chore
from handfast.invoices.collecting import bring_in_line
from handfast.invoices.models import Invoice, InvoicePayment
from handfast.payments.gateway import StripeTrouble
from handfast.payments.models import Entry

log = logging.getLogger(__name__)


@chore(every=60)
def keep_payments_in_line() -> int:
    """Lets no open card form take more than is due, say after half came by bank, or where Stripe did not answer before.

    Answers 0: it has done all there is.
    """
    paid = Entry.objects.filter(kind=Entry.Kind.PAYMENT).values("checkout")
    begun = InvoicePayment.objects.filter(checkout__intent_id__isnull=False).exclude(checkout__in=paid)
    for invoice in Invoice.objects.filter(pk__in=begun.values("invoice")):
        try:
            bring_in_line(invoice)
        except StripeTrouble as trouble:
            log.warning("Invoice %s waits: %s", invoice.pk, trouble)
    return 0
