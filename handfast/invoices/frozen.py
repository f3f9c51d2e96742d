"""What was issued stays as it is: models and querysets that refuse to change it. A credit note corrects it."""

from collections.abc import Iterable
from typing import Any

from django.db import models


class IsIssued(ValueError):
    """An issued paper, or a line of one, was to be changed or deleted."""

    def __init__(self) -> None:
        super().__init__("An issued invoice cannot be changed; correct it by a credit note.")


class UntilIssued(models.QuerySet):
    """A queryset that changes and deletes drafts only; `issued_at` is the path from a row to when it was issued."""

    issued_at = "issued_at"

    def refuse_issued(self) -> None:
        """Raises IsIssued when one of these rows is issued or belongs to what is."""
        if self.filter(**{f"{self.issued_at}__isnull": False}).exists():
            raise IsIssued

    def update(self, **values: Any) -> int:
        """Raises IsIssued."""
        self.refuse_issued()
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Raises IsIssued."""
        self.refuse_issued()
        return super().delete()


class LinesUntilIssued(UntilIssued):
    """The same for lines, which may not be added to an issued paper either."""

    issued_at = "invoice__issued_at"

    def bulk_create(self, objs: Iterable[Any], *args: Any, **options: Any) -> list:  # type: ignore[override]
        """Raises IsIssued."""
        made = list(objs)
        papers = type(made[0].invoice).objects.filter(pk__in={line.invoice_id for line in made}) if made else None
        if papers is not None:
            papers.refuse_issued()
        return super().bulk_create(made, *args, **options)
