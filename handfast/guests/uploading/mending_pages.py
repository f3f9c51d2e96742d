"""Mending a list: a row at a time on the page, or all of it in a file that says beside each row what is the matter."""

import re
from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from handfast.core.spreadsheets import as_csv, as_xlsx_of_sheets, safe_cell
from handfast.guests.listing import Opened, open_list
from handfast.guests.models import Import
from handfast.guests.planning.plan import Plan
from handfast.guests.reading.values import Limits, Refused
from handfast.guests.table.annotating import annotated
from handfast.guests.table.joining import RowOf, apart
from handfast.guests.table.mapping import header_row, mapped
from handfast.guests.table.mending import with_row
from handfast.guests.uploading.import_access import load_open_import, read_again
from handfast.guests.uploading.imports import readings_of
from handfast.weddings.access import host_page
from handfast.weddings.models import Wedding

_CELL = re.compile(r"cell(\d{1,3})")


@host_page
@require_http_methods(["GET", "HEAD", "POST"])
def row(request: HttpRequest, wedding: Wedding, import_id: int, row: int) -> HttpResponse:
    """One row of the list, each cell a field; what is written there is read instead of what the file says."""
    kept = load_open_import(wedding, import_id)
    before = open_or_404(kept, {**kept.answers, "cells": {}})
    was = dict(before.sheet.rows).get(row)
    if was is None:
        raise Http404
    if request.method == "POST":
        now = ["" if "leave_out" in request.POST else text for text in _posted(request, was)]
        read_again(request, kept, {"cells": with_row(kept.answers.get("cells", {}), row, was, now)})
        return redirect("guests:import", slug=wedding.slug, import_id=kept.pk)
    context = {
        "import": kept,
        "row": RowOf.at(row, before.chosen.read),
        "cells": list(_cells(before, kept, row, was)),
        "problems": [one for one in Plan.from_json(kept.plan).problems if one.row == row] if kept.plan else [],
    }
    return render(request, "guests/_mend.html" if request.htmx else "guests/mend.html", context)  # type: ignore[attr-defined]


def open_or_404(kept: Import, answers: dict[str, Any]) -> Opened:
    """The list's sheet, with these answers. Raises Http404 while a question is open, or if it cannot be read."""
    try:
        return open_list(bytes(kept.file), answers, readings=readings_of(kept.wedding))
    except Refused:
        raise Http404 from None


def _posted(request: HttpRequest, was: list[str]) -> list[str]:
    """What the host wrote into the cells; of those that the page did not show, what was there."""
    posted = {int(cell[1]): str(text) for name, text in request.POST.items() if (cell := _CELL.fullmatch(name))}
    width = max(len(was), *(place + 1 for place in posted if place < Limits().columns), 0)
    return [posted.get(place, was[place] if place < len(was) else "") for place in range(width)]


def _cells(before: Opened, kept: Import, row: int, was: list[str]) -> Iterator[dict[str, Any]]:
    """What the page says of each cell: its column, its text now, and what the file says where that differs."""
    sheet = mapped(before.sheet, before.columns)
    headers = dict(sheet.rows).get(header_row(sheet, before.columns), [])
    changed = kept.answers.get("cells", {}).get(str(row), {})
    for place in range(max(len(was), len(headers))):
        text = was[place] if place < len(was) else ""
        header = headers[place].strip() if place < len(headers) else ""
        now = changed.get(str(place), text)
        yield {
            "place": place,
            "header": header or _("Column %(number)d") % {"number": place + 1},
            "text": now,
            "was": text if now != text else "",
            "lines": max(1, len(now.splitlines())),
        }


@host_page
@require_safe
def download(request: HttpRequest, wedding: Wedding, import_id: int) -> HttpResponse:
    """The list with a column of its problems: CSV for a file of text, else XLSX. It uploads again as it is."""
    kept = load_open_import(wedding, import_id)
    if not kept.plan:
        raise Http404
    opened = open_or_404(kept, kept.answers)
    name, problems = f"{_file_stem(kept.file_name)}-problems", Plan.from_json(kept.plan).problems
    sheets = apart(mapped(opened.sheet, opened.columns), problems)
    rows_of = {sheet.name: list(annotated(sheet, theirs)) for sheet, theirs in sheets}
    if kept.plan["encoding"] in ("XLSX", "XLS", "ODS"):
        return as_xlsx_of_sheets(name, rows_of)
    [(first, *rows)] = rows_of.values()
    return as_csv(name, [safe_cell(cell) for cell in first], rows)


def _file_stem(name: str) -> str:
    """The name of the host's file without its ending and without what a header cannot carry."""
    kept = "".join(letter if letter.isascii() and (letter.isalnum() or letter in "-_ ") else "-" for letter in name)
    return kept.rpartition("-")[0].strip("- ") or "guests"
