"""What the pages of an uploaded list have in common: the list, whoever is signed in, and reading it again."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from handfast.accounts.models import User
from handfast.guests.models import Import
from handfast.guests.reading.values import Refused
from handfast.guests.uploading import imports
from handfast.weddings.models import Wedding


def host_of(request: HttpRequest) -> User:
    """Whoever is signed in; `host_page` has seen that somebody is."""
    return cast(User, request.user)


def load_import(wedding: Wedding, import_id: int) -> Import:
    """An import of this wedding. Raises Http404."""
    people = ("uploaded_by", "applied_by", "undone_by")
    return get_object_or_404(wedding.imports.select_related("wedding", *people), pk=import_id)


def load_open_import(wedding: Wedding, import_id: int) -> Import:
    """One that still waits for the host: not applied, its file there. Raises Http404."""
    kept = load_import(wedding, import_id)
    if kept.applied_at or not kept.file:
        raise Http404
    return kept


def read_again(request: HttpRequest, kept: Import, said: dict[str, Any]) -> None:
    """Plans anew with what the host said; why that could not be is told on the next page."""
    try:
        imports.answer(kept, said)
    except Refused as refused:
        messages.error(request, in_words(refused))


def in_words(refused: Refused) -> str:
    """Why a file cannot be read, and where."""
    place = _("Row %(row)s: ") % {"row": refused.row} if refused.row else ""
    return place + refused.message
