"""Keeping what a host uploaded, and the plan made of it, until the host has read it."""

import hashlib
from dataclasses import asdict

from handfast.accounts.models import User
from handfast.guests import listing, plan, today
from handfast.guests.gone import weighed
from handfast.guests.models import Import
from handfast.guests.reading.values import Refused
from handfast.guests.ties import in_words, ties_of
from handfast.weddings.models import Wedding


def prepare(wedding: Wedding, by: User | None, name: str, data: bytes) -> Import:
    """An import of the file `data`, not saved, with its plan or the question to answer before it can be read.

    Raises Refused when the file cannot be read at all.
    """
    kept = Import(wedding=wedding, uploaded_by=by, file_name=name[-200:], file=data)
    kept.file_digest = hashlib.sha256(data).hexdigest()
    _read(kept)
    return kept


def upload(wedding: Wedding, by: User | None, name: str, data: bytes) -> Import:
    """As `prepare`, and kept. Raises Refused; nothing is kept then."""
    kept = prepare(wedding, by, name, data)
    kept.save()
    return kept


def answer(kept: Import, answers: dict) -> None:
    """Reads the file of an import again with what the host said: {"encoding", "sheet", "carry_on": [keys]}.

    Raises Refused as `upload` does; the import is then as it was.
    """
    kept.answers = {**kept.answers, **answers}
    _read(kept)
    kept.save(update_fields=["answers", "question", "plan", "digest"])


def _read(kept: Import) -> None:
    kept.question, kept.plan, kept.digest = {}, {}, ""
    try:
        found = listing.understand(bytes(kept.file), answers=kept.answers)
    except Refused as refused:
        if not refused.choices:
            raise
        choices = [asdict(choice) for choice in refused.choices]
        kept.question = {"name": refused.question, "message": refused.message, "choices": choices}
        return
    households = today.households_of(kept.wedding)
    made = plan.make(found, households, frozenset(kept.answers.get("carry_on", ())))
    if not made.stops:
        about = [one.household for one in made.gone], [pk for one in made.gone for pk in one.guests]
        made.gone = weighed(made.gone, ties_of(*about), in_words)
    kept.plan = made.as_json()
    kept.digest = plan.digest(kept.file_digest, kept.plan, households)
