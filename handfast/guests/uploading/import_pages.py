"""Uploading a guest list: choose a file, read what it would change, answer what is in doubt."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from handfast.guests.guestlist import Problem
from handfast.guests.models import Import
from handfast.guests.planning.plan import Plan
from handfast.guests.planning.planned import ADD, CHANGE, SAME
from handfast.guests.planning.undo import hindrance
from handfast.guests.reading.values import Refused
from handfast.guests.uploading import imports as keeping
from handfast.guests.uploading.answering import answered, like, ticked
from handfast.guests.uploading.forms import UploadForm
from handfast.guests.uploading.import_access import host_of, in_words, load_import, load_open_import, read_again
from handfast.weddings.access import host_page
from handfast.weddings.models import Wedding

ON_A_PAGE = 50
SHOWN = 100  # problems, and people who are gone
RUNS_SHOWN = 30


@host_page
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest, wedding: Wedding) -> HttpResponse:
    """The form for a file, and the lists uploaded before. A file that is read leads to its preview."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept = keeping.upload(wedding, host_of(request), file.name, file.read())
        except Refused as refused:
            form.add_error("file", in_words(refused))
        else:
            return redirect("guests:import", slug=wedding.slug, import_id=kept.pk)
    runs = wedding.imports.select_related("uploaded_by").defer("file", "plan", "written", "answers", "question")
    context = {"form": form, "runs": runs.annotate(has_file=~Q(file=b""))[:RUNS_SHOWN]}
    return render(request, "guests/imports.html", context, status=422 if form.errors else 200)


@host_page
@require_safe
def preview(request: HttpRequest, wedding: Wedding, import_id: int) -> HttpResponse:
    """What was read and what it would change; once applied, what it did. A list that is not read yet says so, and looks
    again by itself."""
    kept = load_import(wedding, import_id)
    looks_again = request.htmx  # type: ignore[attr-defined]
    if kept.done_at is None and kept.file:
        return HttpResponse(status=204) if looks_again else render(request, "guests/waiting.html", {"import": kept})
    if looks_again:
        return HttpResponseClientRefresh()
    if kept.question:
        return render(request, "guests/question.html", {"import": kept, "question": kept.question})
    if not kept.plan:
        return render(request, "guests/unread.html", {"import": kept})
    return render(request, "guests/preview.html", _context(request, kept))


def _context(request: HttpRequest, kept: Import) -> dict[str, Any]:
    plan = Plan.from_json(kept.plan)
    shown = request.GET.get("show", "")
    chosen = [one for one in plan.households if shown not in (ADD, CHANGE, SAME) or one.action == shown]
    readings = [one for one in plan.problems if one.kind == "reading"]
    doubts = [one for one in plan.problems if one.kind not in ("reading", "column")]
    gone = [one for one in plan.gone if one.deleted or not kept.applied_at]
    return {
        "import": kept,
        "plan": plan,
        "problems": _with_alike(doubts)[:SHOWN],
        "more_problems": max(0, len(doubts) - SHOWN),
        "readings": _with_alike(readings)[:SHOWN],
        "more_readings": max(0, len(readings) - SHOWN),
        "columns_told": [one for one in plan.problems if one.kind == "column"],
        "left_out": [name for name in plan.left_out if name not in {one.column for one in plan.problems}],
        "open": sum(problem.stops for problem in plan.problems),
        "can_carry_on": plan.stops and all(one.key and not one.instead for one in plan.problems if one.stops),
        "counts": {"add": plan.count(ADD), "change": plan.count(CHANGE), "same": plan.count(SAME)},
        "deleted": sum(len(one.people) for one in plan.gone if one.deleted),
        "gone": gone[:SHOWN],
        "gone_people": sum(len(one.people) for one in gone),
        "more_gone": max(0, len(gone) - SHOWN),
        "filters": _filters(plan, shown),
        "page": Paginator(chosen, ON_A_PAGE).get_page(request.GET.get("page")),
        "shown": shown,
        "unread": [name for name in plan.sheets if name not in plan.read] if plan.read else [],
        "hindrance": hindrance(kept) if kept.applied_at and not kept.undone_at else "",
    }


def _with_alike(problems: list[Problem]) -> list[dict[str, Any]]:
    """Problems, each with the ways (key, words, how many) that could settle several at once: of all that are alike the
    first has them."""
    open_ones = [one for one in problems if one.stops or (one.kind == "reading" and not one.key)]
    open_ways = [(one, *way) for one in open_ones for way in _ways(one)]
    how_many = Counter((one.column, words) for one, _key, words in open_ways)
    first = {(one.column, words): key for one, key, words in reversed(open_ways)}
    found = []
    for one in problems:
        ways = [(key, words, how_many[one.column, words]) for key, words in _ways(one)]
        alike = [way for way in ways if way[2] > 1 and first[one.column, way[1]] == way[0]]
        found.append({"problem": one, "alike": alike})
    return found


def _ways(one: Problem) -> list[tuple[str, str]]:
    """(key, words) of what a problem leaves open to the host."""
    return [(key, words) for key, words in [(one.key, one.carry_on), *one.instead] if key]


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
    kept = load_open_import(wedding, import_id)
    if "of_sheets" in request.POST and not any(request.POST.getlist("sheets")):
        messages.error(request, _("Tick the sheet with your guests, or several."))
    else:
        read_again(request, kept, _said(request, kept))
    return redirect("guests:import", slug=wedding.slug, import_id=kept.pk)


def _text(said: str) -> str:
    """What was said of a file, as a database keeps it."""
    return said[:200].replace("\0", "")


def _said(request: HttpRequest, kept: Import) -> dict[str, Any]:
    """What this post says, as answers to be kept. Another sheet or encoding is another list: what was said of rows and
    columns does not hold for it."""
    if "encoding" in request.POST:
        return {"encoding": _text(request.POST["encoding"])}
    if sheets := [_text(name) for name in request.POST.getlist("sheets") if name]:
        return {"sheets": sheets, "cells": {}, "columns": {}, "carry_on": []}
    problems = kept.plan.get("problems", [])
    chosen = {value for name in request.POST if name.startswith("way") for value in request.POST.getlist(name)}
    chosen |= like(problems, request.POST.get("like", ""))
    if "carry_on_all" in request.POST:
        chosen |= {problem["key"] for problem in problems if problem["stops"] and not problem["instead"]}
    keys = answered(kept.answers.get("carry_on", []), problems, chosen, request.POST.get("forget", ""))
    gone = {one.key for one in Plan.from_json(kept.plan).gone} if kept.plan else set()
    shown = gone.intersection(request.POST.getlist("shown"))
    return {"carry_on": ticked(keys, shown, request.POST.getlist("delete"))}
