"""What does not fit: told once a fact, told again when it changes, open until an owner says that they know of it."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from handfast.accounts.models import User
from handfast.payments.models import Acknowledgement, Discrepancy


class Changed(ValueError):
    """The discrepancy is not what was read any more."""


def report(found: Iterable[Discrepancy]) -> None:
    """Keeps what was found (unsaved rows), once for each account, kind and id at Stripe. No query where nothing was.

    What is known already in other words stands in the new ones from now on, and is open again.
    """
    rows = {(row.account_id, row.kind, row.about): row for row in found}
    if not rows:
        return
    known = {(row.account_id, row.kind, row.about): row for row in _about(rows)}
    Discrepancy.objects.bulk_create((row for key, row in rows.items() if key not in known), ignore_conflicts=True)
    for key, row in known.items():
        if row.message != rows[key].message:
            Discrepancy.objects.filter(pk=row.pk).update(message=rows[key].message, stands_since=timezone.now())


def _about(keys: Iterable[tuple[int, str, str]]) -> Iterable[Discrepancy]:
    which = Q(pk__in=[])
    for account, kind, about in keys:
        which |= Q(account=account, kind=kind, about=about)
    return Discrepancy.objects.filter(which)


def known_of(found: QuerySet[Discrepancy]) -> QuerySet[Discrepancy]:
    """Those of `found` that an owner has acknowledged as they stand."""
    return found.filter(_acknowledged())


def still_open(found: QuerySet[Discrepancy]) -> QuerySet[Discrepancy]:
    """Those of `found` that wait for somebody."""
    return found.filter(~_acknowledged())


def _acknowledged() -> Exists:
    same = {"message": OuterRef("message"), "at__gte": OuterRef("stands_since")}
    return Exists(Acknowledgement.objects.filter(discrepancy=OuterRef("pk"), **same))


@transaction.atomic
def acknowledge(discrepancy: Discrepancy, *, by: User, note: str) -> None:
    """Writes down that `by` knows about `discrepancy` as it was read. Said twice, it is written once.

    Raises Changed when it stands otherwise by now: that is to be read first.
    """
    now = Discrepancy.objects.select_for_update().get(pk=discrepancy.pk)
    if now.stands_since != discrepancy.stands_since:
        raise Changed(now.message)
    if still_open(Discrepancy.objects.filter(pk=now.pk)).exists():
        now.acknowledgements.create(message=now.message, note=note, by=by)
