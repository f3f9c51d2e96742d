"""Rows as a queue: claim some for a while; a worker that dies gives them back by doing nothing."""

from datetime import datetime, timedelta

from django.db import connection, models, transaction
from django.utils import timezone


class Leased(models.Model):
    """A row that a worker takes for a while. Waiting until `done_at` is set, taken while `leased_until` lies ahead."""

    due_at = models.DateTimeField(default=timezone.now)
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


def waiting(rows: models.QuerySet, now: datetime) -> models.QuerySet:
    """Those of `rows` that are due, not done and nobody's, oldest first."""
    free = models.Q(leased_until=None) | models.Q(leased_until__lt=now)
    return rows.filter(free, done_at=None, due_at__lte=now).order_by("due_at", "pk")


def claim(rows: models.QuerySet, *, limit: int, lease: timedelta = timedelta(seconds=60)) -> list:
    """Takes up to `limit` waiting rows for `lease` and counts the attempt; commits before it returns.

    On PostgreSQL rows that another worker is just taking are skipped, not waited for; on SQLite the one write lock
    does as well.
    """
    now = timezone.now()
    if not waiting(rows, now).exists():
        return []  # A transaction would take SQLite's one write lock, every second and mostly for nothing.
    with transaction.atomic():
        free = waiting(rows, now)
        if connection.features.has_select_for_update_skip_locked:
            free = free.select_for_update(skip_locked=True, of=("self",))
        taken = list(free[:limit])
        for row in taken:
            row.leased_until, row.attempts = now + lease, row.attempts + 1
        rows.model._default_manager.filter(pk__in=[row.pk for row in taken]).update(
            leased_until=now + lease, attempts=models.F("attempts") + 1
        )
    return taken


def back_off(attempts: int) -> timedelta:
    """How long to wait after the nth failed attempt: 5 s, doubling, at most an hour."""
    return timedelta(seconds=min(5 * 2 ** max(attempts - 1, 0), 3600))
