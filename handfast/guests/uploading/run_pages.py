"""Doing what a host has read, taking it back, and doing it once more."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from handfast.guests.planning.apply import NotApplied, apply
from handfast.guests.planning.undo import NotUndone, undo
from handfast.guests.reading.values import Refused
from handfast.guests.uploading import imports
from handfast.guests.uploading.import_access import host_of, in_words, load_import, load_open_import, read_again
from handfast.weddings.access import host_page
from handfast.weddings.models import Wedding


@host_page
@require_POST
def application(request: HttpRequest, wedding: Wedding, import_id: int) -> HttpResponse:
    """Applies the plan that the host has read, named by its digest. One that is applied already is left so."""
    kept = load_import(wedding, import_id)
    try:
        apply(kept, request.POST.get("digest", ""), host_of(request))
    except NotApplied as reason:
        messages.error(request, str(reason))
        read_again(request, load_open_import(wedding, import_id), {})
    return redirect("guests:import", slug=wedding.slug, import_id=kept.pk)


@host_page
@require_POST
def undoing(request: HttpRequest, wedding: Wedding, import_id: int) -> HttpResponse:
    """Takes back an applied list, unless somebody has used what it made."""
    kept = load_import(wedding, import_id)
    if not kept.applied_at:
        raise Http404
    try:
        undo(kept, host_of(request))
    except NotUndone as reason:
        messages.error(request, str(reason))
    return redirect("guests:import", slug=wedding.slug, import_id=kept.pk)


@host_page
@require_POST
def repetition(request: HttpRequest, wedding: Wedding, import_id: int) -> HttpResponse:
    """Reads the file of a list that was undone once more, or a sheet of one that was applied, as a run of its own."""
    kept = load_import(wedding, import_id)
    sheets = [name for name in request.POST.getlist("sheets") if name in kept.plan.get("sheets", ())]
    if not kept.file or not (kept.undone_at or (kept.applied_at and sheets)):
        raise Http404
    try:
        kept = imports.again(kept, host_of(request), sheets)
    except Refused as refused:
        messages.error(request, _("It cannot be read any more. %(why)s") % {"why": in_words(refused)})
    return redirect("guests:import", slug=wedding.slug, import_id=kept.pk)
