"""Which letters there ought to be, worked out from rows without the site's own code."""

from collections import Counter
from collections.abc import Iterator

from tests.simulation import asides

GIFTS = """
    SELECT e.kind, c.token, e.stripe_id, e.bank_line_id IS NOT NULL FROM payments_entry e
    JOIN payments_checkout c ON c.id = e.checkout_id JOIN registry_contribution g ON g.checkout_id = c.id
    WHERE e.kind IN ('payment', 'payment_undone')
"""
BILLS = """
    SELECT e.kind, c.token, e.stripe_id FROM payments_entry e JOIN payments_checkout c ON c.id = e.checkout_id
    JOIN invoices_invoicepayment p ON p.checkout_id = c.id JOIN invoices_invoice i ON i.id = p.invoice_id
    WHERE e.kind IN ('payment', 'payment_undone') AND (c.payer_email != '' OR i.to_email != '')
"""
PAPERS = "SELECT id, corrects_id FROM invoices_invoice WHERE issued_at IS NOT NULL AND to_email != ''"


def keys() -> Counter[str]:
    """The keys that letters have: one a payment, one a transfer that was matched by mistake, one a paper."""
    return Counter((*_of_gifts(), *_of_bills(), *_of_papers()))


def _of_gifts() -> Iterator[str]:
    """Every household of the cast has an address."""
    for kind, token, id, by_bank in asides.ask(GIFTS):
        if kind == "payment":
            yield f"receipt:{token}:{id}" if by_bank else f"receipt:{token}"
        else:
            yield f"correction:{token}:{id}"


def _of_bills() -> Iterator[str]:
    for kind, token, id in asides.ask(BILLS):
        yield f"{'receipt' if kind == 'payment' else 'correction'}:{token}:{id}"[:120]


def _of_papers() -> Iterator[str]:
    for id, corrects in asides.ask(PAPERS):
        yield f"credit note:{id}" if corrects else f"invoice:{id}"
