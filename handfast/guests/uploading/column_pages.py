"""Saying what the columns of a list are, and seeing at once what that makes of it."""

import re
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from handfast.guests.guestlist import Doubts, GuestList
from handfast.guests.listing import understand_sheet
from handfast.guests.models import ColumnReading
from handfast.guests.reading.values import Limits, Refused, Sheet
from handfast.guests.table.joining import sheet_of
from handfast.guests.table.mapping import FIELDS, Column, columns_of, fingerprint, header_row, mapped
from handfast.guests.uploading.import_access import load_open_import, read_again
from handfast.guests.uploading.mending_pages import open_or_404
from handfast.weddings.access import host_page
from handfast.weddings.models import Wedding

# What a field is called on the page.
LABELS = {
    "note": _("Leave it out"),
    "first": _("First name"),
    "last": _("Last name"),
    "full": _("Whole name"),
    "names": _("Several people’s names"),
    "title": _("Title (Mr, Dr)"),
    "envelope": _("Name on the envelope"),
    "party": _("Household: who belongs together"),
    "plus_one": _("Plus one"),
    "partner:full": _("Partner’s name"),
    "partner:first": _("Partner’s first name"),
    "partner:last": _("Partner’s last name"),
    "child1:full": _("First child’s name"),
    "child2:full": _("Second child’s name"),
    "child3:full": _("Third child’s name"),
    "size": _("How many they are"),
    "email": _("E-mail"),
    "phone": _("Telephone"),
    "address": _("Whole address"),
    "address_line_1": _("Address, first line"),
    "address_line_2": _("Address, second line"),
    "city": _("Town or city"),
    "county": _("County"),
    "postcode": _("Postcode"),
    "country": _("Country"),
}
_HEADERS_OFFERED = 12
# What is shown anew: another row of names renames the columns; a field alone must not take away what is being chosen.
_PARTS = {"mapping": "_mapping", "understood": "_understood"}
_FIELD = re.compile(r"field(\d{1,3})")
_TRIED = 200  # rows of a long list that are read while the host chooses
_HOUSEHOLDS_SHOWN = 6


@host_page
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, wedding: Wedding, import_id: int) -> HttpResponse:
    """Each column with its first cells and what it is read as. What is chosen is shown at once where scripts run, and
    kept, for this list and the next of the same columns, when it is saved."""
    kept = load_open_import(wedding, import_id)
    opened = open_or_404(kept, kept.answers)
    reading = _posted(request) if request.method == "POST" else dict(opened.columns)
    if request.method == "POST" and not request.htmx:  # type: ignore[attr-defined]
        _remember(wedding, opened.chosen.sheet, reading)
        read_again(request, kept, {"columns": reading})
        return redirect("guests:import", slug=wedding.slug, import_id=kept.pk)
    found = _understood(opened.sheet, reading)
    context = {
        "import": kept,
        "columns": _shown(columns_of(opened.sheet, reading), found),
        "fields": LABELS,
        "header": int(header_row(opened.sheet, reading)),
        "headers": _rows_offered(opened.sheet),
        "tried": _TRIED if len(opened.sheet.rows) > _TRIED else 0,
        "found": found,
        "parties": found.parties[:_HOUSEHOLDS_SHOWN] if found else [],
        "doubts": [problem for problem in found.problems if problem.stops] if found else [],
    }
    return render(request, f"guests/{_PARTS.get(request.htmx.target, 'columns')}.html", context)  # type: ignore[attr-defined]


def _rows_offered(sheet: Sheet) -> list[tuple[int, str]]:
    """Which row may name the columns, with what stands in it; of several sheets read as one only those of the first."""
    first = sheet_of(sheet.rows[0][0])
    rows = [one for one in sheet.rows[:_HEADERS_OFFERED] if sheet_of(one[0]) == first]
    return [(int(row), " · ".join(filter(None, cells))[:80]) for row, cells in rows]


@dataclass(frozen=True)
class Shown:
    """A column on the page: how it was read or what is asked of it, where its name does not say what it is, and whether
    it is left out for the reason given."""

    column: Column
    said: str
    left_out: bool


def _shown(columns: list[Column], found: GuestList | None) -> list[Shown]:
    problems = found.problems if found else []
    told = {one.column: one.message for one in problems if one.kind == "column"}
    asked = {one.column: one.message for one in problems if one.stops}
    return [
        Shown(one, told.get(name) or ("" if one.field else asked.get(name, "")), name in told and not one.field)
        for one, name in ((one, one.header or str(one.place + 1)) for one in columns)
    ]


def _posted(request: HttpRequest) -> dict[str, Any]:
    """What the host chose: the row of names, and a field for each column they gave one."""
    header = request.POST.get("header", "")
    chosen = {int(part[1]): field for name, field in request.POST.items() if (part := _FIELD.fullmatch(name))}
    fields = {str(place): field for place, field in chosen.items() if field in FIELDS and place < Limits().columns}
    return {"header": int(header) if header.isdecimal() and len(header) < 6 else 0, "fields": fields}


def _understood(sheet: Sheet, reading: dict[str, Any]) -> GuestList | None:
    """What the first rows come to, read so; None if that is more than a list may hold."""
    named = mapped(sheet, reading)
    try:
        return understand_sheet(replace(named, rows=named.rows[:_TRIED]), Doubts(), Limits())
    except Refused:
        return None


def _remember(wedding: Wedding, sheet: Sheet, reading: dict[str, Any]) -> None:
    """Keeps what was chosen for the next list of the same columns."""
    ColumnReading.objects.update_or_create(
        wedding=wedding, headers=fingerprint(sheet, reading["header"]), defaults={"columns": reading}
    )
