"""What the worker does with uploaded lists: reads the long ones, and clears away files that are not needed any more."""

from datetime import timedelta

from django.utils import timezone

from handfast.core.chores import chore
from handfast.core.leases import back_off, claim
from handfast.guests.models import Import
from handfast.guests.reading.values import Refused
from handfast.guests.uploading.imports import read

KEPT_FOR = timedelta(days=14)  # docs/guest-lists.md says so
_LEASE = timedelta(minutes=5)
_MOST_ATTEMPTS = 3  # one that was given up on so often takes its reader down with it


@chore(every=1)
def read_lists() -> int:
    """Reads one list that waits; whether there was one."""
    waiting = Import.objects.filter(applied_at=None).exclude(file=b"").select_related("wedding")
    for kept in claim(waiting, limit=1, lease=_LEASE):
        _read(kept)
        return 1
    return 0


def _read(kept: Import) -> None:
    """Reads a list that this worker holds. What was answered meanwhile is read by whoever comes next."""
    held = Import.objects.filter(pk=kept.pk, leased_until=kept.leased_until, done_at=None, applied_at=None)
    try:
        if kept.attempts > _MOST_ATTEMPTS:
            raise Refused("This list could not be read. Please save it again as a spreadsheet and upload that.")
        read(kept)
    except Refused as refused:
        problem = f"Row {refused.row}: {refused.message}" if refused.row else refused.message
        held.update(problem=problem, done_at=timezone.now(), leased_until=None)
    except Exception:
        held.update(due_at=timezone.now() + back_off(kept.attempts), leased_until=None)
        raise
    else:
        found = {name: getattr(kept, name) for name in ("question", "problem", "plan", "digest", "done_at")}
        held.update(**found, leased_until=None)


@chore(every=3600)
def clear_uploads() -> int:
    """Clears the files of lists uploaded more than 14 days ago, and the plans of those that were never applied; how
    many. The line that there was an upload stays."""
    old = Import.objects.filter(uploaded_at__lt=timezone.now() - KEPT_FOR).exclude(file=b"")
    unused = old.filter(applied_at=None).update(file=b"", plan={}, question={}, answers={}, done_at=timezone.now())
    return unused + old.update(file=b"")
