"""Issuing: a paper gets the next number of its wedding and year, without gaps, and never changes again."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from handfast.invoices.models import Invoice
from handfast.invoices.standing import invoice_sums
from handfast.weddings.models import Wedding


class NotReady(ValueError):
    """A draft cannot be issued as it is; the words are for the host."""


@transaction.atomic
def issue(draft: Invoice, at: datetime | None = None) -> Invoice:
    """Gives an invoice its number and returns it; one that has it already is returned as it is.

    `at` (UTC, now) decides the year, as the wedding's own clock has it. The wedding is locked, so that the next number
    is taken once, and taken back with the transaction. Raises NotReady.
    """
    wedding = Wedding.objects.select_for_update().get(pk=draft.wedding_id)
    locked = Invoice.objects.select_for_update().get(pk=draft.pk)
    at = at or timezone.now()
    if locked.issued_at:
        return locked
    _refuse_what_is_not_ready(locked, at.astimezone(wedding.tz).date())
    return number(locked, wedding, at)


def number(locked: Invoice, wedding: Wedding, at: datetime) -> Invoice:
    """Writes the next number of its series into a paper. The caller holds the wedding's lock."""
    series = Invoice.objects.filter(wedding=wedding, corrects__isnull=not locked.is_credit_note)
    locked.year, locked.issued_at = at.astimezone(wedding.tz).year, at
    locked.number = (series.filter(year=locked.year).aggregate(last=Max("number"))["last"] or 0) + 1
    locked.save(update_fields=["year", "number", "issued_at"])
    return locked


def _refuse_what_is_not_ready(draft: Invoice, today: date) -> None:
    found = invoice_sums(draft)
    if found.gross <= 0:
        raise NotReady(_("It comes to nothing yet. Add what it is for, and the price."))
    if any(band.net < 0 for band in found.bands):
        raise NotReady(_("A discount is larger than what it is taken from. Give both the same tax rate."))
    if draft.due_on is None or draft.due_on < today:
        raise NotReady(_("The day by which it is due has passed. Choose a later one."))
