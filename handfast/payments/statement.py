"""A book's ledger as plain values, for a command, an export or a comparison."""

from collections import defaultdict

from handfast.payments.models import Book


def statement(book: Book) -> dict:
    """`{"entries": [...], "totals": {currency: {kind: sum, "net": sum}}}`, oldest first, in minor units and UTC."""
    entries = book.entries.select_related("checkout").order_by("occurred_at", "pk")
    totals: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = []
    for entry in entries:
        totals[entry.currency][entry.kind] += entry.amount
        totals[entry.currency]["net"] += entry.amount
        rows.append(
            {
                "kind": entry.kind,
                "amount": entry.amount,
                "currency": entry.currency,
                "stripe_id": entry.stripe_id,
                "checkout": entry.checkout.token,
                "occurred_at": entry.occurred_at.isoformat(),
            }
        )
    return {"entries": rows, "totals": {currency: dict(sums) for currency, sums in totals.items()}}
