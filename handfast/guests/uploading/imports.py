"""Keeping what a host uploaded, and the plan made of it, until the host has read it."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.utils import timezone

from handfast.accounts.models import User
from handfast.core.garbage import collected_later
from handfast.guests import listing
from handfast.guests.models import Import
from handfast.guests.planning import plan, today
from handfast.guests.planning.gone import weighed
from handfast.guests.reading.values import Refused
from handfast.guests.ties import in_words, ties_of
from handfast.weddings.models import Wedding

# A list of more bytes than this is read by the worker, while the host may leave the page: some 2,000 guests.
AT_ONCE = 200_000
_READ = ["answers", "question", "problem", "plan", "digest", "due_at", "done_at", "attempts", "leased_until"]


def prepare(wedding: Wedding, by: User | None, name: str, data: bytes, answers: dict[str, Any] | None = None) -> Import:
    """An import of the file `data`, not saved, with its plan or the question to answer before it can be read; `answers`
    are what is said of it already (see listing.py).

    Raises Refused when the file cannot be read at all.
    """
    kept = _of(wedding, by, name, data)
    kept.answers = answers or {}
    read(kept)
    return kept


def upload(wedding: Wedding, by: User | None, name: str, data: bytes) -> Import:
    """As `prepare`, and kept; a long list is kept as it is, for the worker to read. Raises Refused; nothing is kept
    then."""
    kept = _of(wedding, by, name, data)
    if len(data) <= AT_ONCE:
        read(kept)
    kept.save()
    return kept


def again(kept: Import, by: User | None, sheets: Sequence[str] = ()) -> Import:
    """The same file once more, as it was answered: a run of its own, for one that was undone; or, of a file of several
    sheets, those of the names `sheets`, which were not read. Raises Refused as `upload` does."""
    new = _of(kept.wedding, by, kept.file_name, bytes(kept.file))
    new.answers = {"sheets": list(sheets)} if sheets else kept.answers
    if len(new.file) <= AT_ONCE:
        read(new)
    new.save()
    return new


def answer(kept: Import, answers: dict[str, Any]) -> None:
    """Reads the file of an import again with what the host said (see listing.py); the worker does, if it is long.

    Raises Refused as `upload` does; the import is then as it was. One that is applied meanwhile stays as it is too.
    """
    kept.answers = {**kept.answers, **answers}
    if len(kept.file) <= AT_ONCE:
        read(kept)
    else:
        kept.done_at, kept.due_at, kept.attempts, kept.leased_until = None, timezone.now(), 0, None
    Import.objects.filter(pk=kept.pk, applied_at=None).update(**{name: getattr(kept, name) for name in _READ})


def _of(wedding: Wedding, by: User | None, name: str, data: bytes) -> Import:
    digest = hashlib.sha256(data).hexdigest()
    return Import(wedding=wedding, uploaded_by=by, file_name=name[-200:], file=data, file_digest=digest)


@collected_later()
def read(kept: Import) -> None:
    """Reads and plans, and marks the import as read; it is not saved. Raises Refused, with the import as it was but
    for what the host asked."""
    question: dict[str, Any] = {}
    made: dict[str, Any] = {}
    digest = ""
    try:
        found = listing.understand(bytes(kept.file), answers=kept.answers, readings=readings_of(kept.wedding))
    except Refused as refused:
        if not refused.choices:
            raise
        choices = [asdict(choice) for choice in refused.choices]
        question = {"name": refused.question, "message": refused.message, "choices": choices}
    else:
        households = today.households_of(kept.wedding)
        planned = plan.make(found, households, frozenset(kept.answers.get("carry_on", ())))
        if not planned.stops:
            about = [one.household for one in planned.gone], [pk for one in planned.gone for pk in one.guests]
            planned.gone = weighed(planned.gone, ties_of(*about), in_words)
        made = planned.as_json()
        digest = plan.digest(kept.file_digest, made, households)
    kept.question, kept.problem, kept.plan, kept.digest, kept.done_at = question, "", made, digest, timezone.now()


def readings_of(wedding: Wedding) -> dict[str, Any]:
    """What hosts said the columns of earlier lists are, by their fingerprint."""
    return dict(wedding.column_readings.values_list("headers", "columns"))
