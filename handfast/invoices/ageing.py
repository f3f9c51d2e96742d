"""How long bills have been waiting: what is due, by the days since it should have been paid."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from handfast.core.money import Money
from handfast.core.spreadsheets import Cell
from handfast.invoices.models import Invoice
from handfast.invoices.standing import Standing, standing, whole
from handfast.weddings.models import Wedding

# Up to so many days late; what is later than all of them comes last.
_UP_TO = ((0, _("Not due yet")), (30, _("1 to 30 days")), (60, _("31 to 60 days")), (90, _("61 to 90 days")))
_OVER = _("Over 90 days")
COLUMNS = ["invoice", "to", "issued", "due", "days late", "how late", "amount", "paid and credited", "still due"]


@dataclass(frozen=True)
class Bucket:
    """What has been late about as long: its words, the invoices, and what is due of them in minor units."""

    label: str
    standings: list[Standing]

    @property
    def due(self) -> int:
        """What is due in all."""
        return sum(one.due for one in self.standings)


def label_of(days: int) -> str:
    """The words for so many days late."""
    return next((str(label) for up_to, label in _UP_TO if days <= up_to), str(_OVER))


def issued_standings(wedding: Wedding, today: datetime.date | None = None) -> list[Standing]:
    """Every issued invoice of the wedding and how it stands, by number."""
    issued = wedding.invoices.filter(corrects=None, issued_at__isnull=False).order_by("year", "number")
    return [standing(invoice, today) for invoice in whole(issued)]


def overdue(wedding: Wedding, today: datetime.date | None = None) -> list[Standing]:
    """The issued invoices that should have been paid before `today` (the wedding's own) and are not, by number."""
    today = today or timezone.localdate(timezone=wedding.tz)
    late = wedding.invoices.filter(corrects=None, issued_at__isnull=False, due_on__lt=today)
    found = (standing(invoice, today) for invoice in whole(late.order_by("year", "number")))
    return [one for one in found if one.days_overdue]


def buckets(standings: Iterable[Standing]) -> list[Bucket]:
    """The five of them, empty ones too; together they hold all that is due."""
    found: dict[str, list[Standing]] = {str(label): [] for label in (*dict(_UP_TO).values(), _OVER)}
    for one in standings:
        if one.due:
            found[label_of(one.days_overdue)].append(one)
    return [Bucket(label, ones) for label, ones in found.items()]


def rows_of(wedding: Wedding) -> Iterator[list[Cell]]:
    """A row for each invoice of which something is due; amounts in major units as exact decimals."""
    for bucket in buckets(issued_standings(wedding)):
        for one in bucket.standings:
            invoice: Invoice = one.invoice
            amounts = (one.sums.gross, one.sums.gross - one.due, one.due)
            yield [
                invoice.label,
                invoice.to_name,
                str(invoice.issued_on),
                str(invoice.due_on),
                one.days_overdue,
                bucket.label,
                *(Money(amount, invoice.currency).major for amount in amounts),
            ]
