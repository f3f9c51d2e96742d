"""Uploading a guest list: choose a file, read what it would change, answer what is in doubt, apply it."""

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handfast.accounts.models import User
from handfast.guests import imports as keeping
from handfast.guests.apply import NotApplied, apply
from handfast.guests.forms import UploadForm
from handfast.guests.models import Import
from handfast.guests.plan import Plan
from handfast.guests.planned import ADD, CHANGE, SAME
from handfast.guests.reading.values import Refused
from handfast.weddings.access import host_page
from handfast.weddings.models import Wedding

ON_A_PAGE = 50
PROBLEMS_SHOWN = 100
EARLIER_SHOWN = 20


@host_page
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest, wedding: Wedding) -> HttpResponse:
    """The form for a file, and the lists uploaded before. A file that is read leads to its preview."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept = keeping.upload(wedding, _host(request), file.name, file.read())
        except Refused as refused:
            form.add_error("file", _words(refused))
        else:
            return redirect("guests:import", slug=wedding.slug, import_id=kept.pk)
    earlier = wedding.imports.filter(applied_at__isnull=False).select_related("applied_by").defer("file", "plan")
    context = {"form": form, "earlier": earlier.order_by("-applied_at")[:EARLIER_SHOWN]}
    return render(request, "guests/imports.html", context, status=422 if form.errors else 200)


def _words(refused: Refused) -> str:
    place = _("Row %(row)s: ") % {"row": refused.row} if refused.row else ""
    return place + refused.message


@host_page
@require_safe
def preview(request: HttpRequest, wedding: Wedding, import_id: int) -> HttpResponse:
    """What was read and what it would change; once applied, what it did."""
    kept = _load(wedding, import_id)
    if kept.question:
        return render(request, "guests/question.html", {"import": kept, "question": kept.question})
    plan = Plan.from_json(kept.plan)
    shown = request.GET.get("show", "")
    chosen = [one for one in plan.households if shown not in (ADD, CHANGE, SAME) or one.action == shown]
    context = {
        "import": kept,
        "plan": plan,
        "problems": plan.problems[:PROBLEMS_SHOWN],
        "more_problems": max(0, len(plan.problems) - PROBLEMS_SHOWN),
        "open": sum(problem.stops for problem in plan.problems),
        "can_carry_on": plan.stops and all(problem.key for problem in plan.problems if problem.stops),
        "counts": {"add": plan.count(ADD), "change": plan.count(CHANGE), "same": plan.count(SAME)},
        "filters": _filters(plan, shown),
        "page": Paginator(chosen, ON_A_PAGE).get_page(request.GET.get("page")),
        "shown": shown,
    }
    return render(request, "guests/preview.html", context)


def _filters(plan: Plan, shown: str) -> list[dict]:
    labels = {"": _("All"), ADD: _("New"), CHANGE: _("Changed"), SAME: _("As they are")}
    counts = {name: sum(one.action == name for one in plan.households) for name in (ADD, CHANGE, SAME)}
    counts[""] = len(plan.households)
    return [
        {"value": name, "label": label, "count": counts[name], "current": name == shown}
        for name, label in labels.items()
        if counts[name] or not name
    ]


@host_page
@require_POST
def answers(request: HttpRequest, wedding: Wedding, import_id: int) -> HttpResponse:
    """Reads the list again with what the host says about it."""
    kept = _load(wedding, import_id)
    said: dict = {name: request.POST[name][:200] for name in ("encoding", "sheet") if name in request.POST}
    carry_on = set(request.POST.getlist("carry_on"))
    if "carry_on_all" in request.POST and kept.plan:
        carry_on |= {problem["key"] for problem in kept.plan["problems"] if problem["key"]}
    if carry_on:
        said["carry_on"] = sorted(carry_on | set(kept.answers.get("carry_on", [])))
    _read_again(request, kept, said)
    return redirect("guests:import", slug=wedding.slug, import_id=kept.pk)


@host_page
@require_POST
def application(request: HttpRequest, wedding: Wedding, import_id: int) -> HttpResponse:
    """Applies the plan that the host has read, named by its digest."""
    kept = _load(wedding, import_id)
    try:
        apply(kept, request.POST.get("digest", ""), _host(request))
    except NotApplied as reason:
        messages.error(request, str(reason))
        _read_again(request, kept, {})
    return redirect("guests:import", slug=wedding.slug, import_id=kept.pk)


def _host(request: HttpRequest) -> User:
    """Whoever is signed in; `host_page` has seen that somebody is."""
    return cast(User, request.user)


def _load(wedding: Wedding, import_id: int) -> Import:
    """An import of this wedding. Raises Http404."""
    return get_object_or_404(wedding.imports.select_related("wedding", "uploaded_by", "applied_by"), pk=import_id)


def _read_again(request: HttpRequest, kept: Import, said: dict) -> None:
    """Plans anew, unless it is applied already. Raises Http404 for one whose file is gone."""
    if kept.applied_at:
        return
    if not kept.file:
        raise Http404
    try:
        keeping.answer(kept, said)
    except Refused as refused:
        messages.error(request, _words(refused))
