"""The book to take along: a row for every line of the ledger, so that its amounts add up to what Stripe paid."""

from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from handfast.core.money import Money
from handfast.core.spreadsheets import Cell
from handfast.payments.models import Book
from handfast.weddings.access import owner_page
from handfast.weddings.models import Wedding

COLUMNS = [
    "when (UTC)", "what", "amount", "currency", "from", "for", "words", "Stripe's id", "payment at Stripe", "by",
    "bank reference",
]  # fmt: skip


@owner_page
@require_safe
def export(request: HttpRequest, wedding: Wedding, write: Callable[..., HttpResponse]) -> HttpResponse:
    """The whole ledger as a spreadsheet: `write` is core.spreadsheets' `as_csv` or `as_xlsx`."""
    return write(f"money-{wedding.slug}", COLUMNS, rows_of(wedding.book))


def rows_of(book: Book) -> Iterator[list[Cell]]:
    """A row for each entry, oldest first, amounts in major units as exact decimals. One query."""
    entries = book.entries.select_related(
        "checkout__transfer", "checkout__contribution__fund", "checkout__contribution__gift"
    ).order_by("occurred_at", "pk")
    for entry in entries:
        gift = getattr(entry.checkout, "contribution", None)
        transfer = getattr(entry.checkout, "transfer", None)
        yield [
            f"{entry.occurred_at:%Y-%m-%d %H:%M:%S}",
            entry.get_kind_display(),
            Money(entry.amount, entry.currency).major,
            entry.currency.upper(),
            entry.checkout.payer_name,
            gift.purpose.name if gift else entry.checkout.description,
            gift.message if gift else "",
            "" if entry.bank_line_id else entry.stripe_id,
            "" if entry.bank_line_id else entry.checkout.intent_id or "",
            "bank" if entry.bank_line_id else "Stripe",
            transfer.reference if entry.bank_line_id and transfer else "",
        ]
