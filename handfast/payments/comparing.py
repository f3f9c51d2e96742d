"""An owner's wish to have a book compared with Stripe now: written down by the page, fulfilled by a worker."""

import logging
from datetime import timedelta

from django.utils import timezone

from handfast.accounts.models import User
from handfast.core.leases import claim
from handfast.payments.gateway import StripeTrouble
from handfast.payments.models import Book, Comparison
from handfast.payments.reconcile import reconcile

log = logging.getLogger(__name__)

# Longer than a comparison takes; of a worker that was killed over one, another takes it up after this.
LEASE = timedelta(minutes=10)


def ask(book: Book, by: User) -> Comparison:
    """The comparison of `book` that is waiting or under way, or a new one for `by`. No network."""
    return Comparison.objects.get_or_create(book=book, done_at=None, defaults={"asked_by": by})[0]


def attend() -> int:
    """Compares what owners wait for; how many were waiting. One run of the reconciler serves them all."""
    taken: list[Comparison] = claim(Comparison.objects.select_related("book"), limit=50, lease=LEASE)
    if taken:
        _compare(taken)
    return len(taken)


def _compare(taken: list[Comparison]) -> None:
    began = timezone.now()
    problem = _reconciled()
    for one in taken:
        one.problem, one.done_at, one.leased_until = problem, timezone.now(), None
        one.looked = one.book.checkouts.filter(observations__asked_at__gte=began).distinct().count()
        one.written = one.book.entries.filter(posted_at__gte=began).count()
    Comparison.objects.bulk_update(taken, ["problem", "done_at", "leased_until", "looked", "written"])


def _reconciled() -> str:
    """Why the reconciler did not come to its end; empty where it did."""
    try:
        reconcile()
    except StripeTrouble as trouble:
        return str(trouble)
    except Exception:
        # Whoever waits must be told; what exactly it was is for the log.
        log.exception("The comparison failed")
        return "Something went wrong on this site; its log says what."
    return ""
