"""A guest list from the command line, on the same path as the host's page."""

import json
import shlex
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from handfast.guests.guestlist import Problem
from handfast.guests.models import Import
from handfast.guests.planning.apply import NotApplied, apply
from handfast.guests.planning.plan import Plan
from handfast.guests.planning.planned import ADD, CHANGE, SAME
from handfast.guests.reading.letters import CANDIDATES
from handfast.guests.reading.values import Refused
from handfast.guests.uploading import imports
from handfast.weddings.models import Wedding


class Command(BaseCommand):
    """`import_guests FILE --wedding SLUG [--sheet NAME …] [--encoding NAME] [--dry-run] [--json]`.

    Exit status 0 if the list was applied (or, with --dry-run, would be), 2 if it was refused and nothing was written.
    """

    help = "Adds and updates a wedding's guests from a CSV, XLSX, XLS or ODS file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The command's options."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--wedding", required=True, metavar="SLUG")
        parser.add_argument("--sheet", action="append", default=[], help="the sheet with the guests; again for another")
        parser.add_argument("--encoding", choices=CANDIDATES, default="", help="how letters beyond A to Z are written")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and write nothing")
        parser.add_argument("--json", action="store_true", help="answer as one line of JSON")

    def handle(self, *, file: Path, wedding: str, sheet: list[str], **options: Any) -> None:
        """Reads, plans and, unless it is a dry run, applies."""
        found = Wedding.objects.filter(slug=wedding).first()
        if found is None:
            raise CommandError(f"There is no wedding “{wedding}” on this install.")
        try:
            data = file.read_bytes()
        except OSError as problem:
            raise CommandError(f"{file} cannot be read: {problem.strerror}.") from None
        dry_run, said = options["dry_run"], {"sheets": sheet, "encoding": options["encoding"]}
        answer, applied = _import(found, file.name, data, said, dry_run)
        self.stdout.write(_as_json(answer) if options["json"] else _as_words(answer, applied, dry_run))
        if not applied:
            sys.exit(2)


def _import(wedding: Wedding, name: str, data: bytes, said: dict[str, Any], dry_run: bool) -> tuple[dict, bool]:
    """The command's answer to the file and what was `said` of it, and whether the list was (or would be) applied."""
    try:
        kept = imports.prepare(wedding, None, name, data, said)
    except Refused as refused:
        return _answer(None, [Problem(refused.row, refused.column, refused.message)]), False
    if unknown := _unknown_sheets(kept, said["sheets"]):
        return _answer(None, [Problem(None, "", unknown)]), False
    if kept.question:
        return _answer(None, [Problem(None, "", _question_as_words(kept.question))]), False
    plan = Plan.from_json(kept.plan)
    if not plan.stops and not dry_run:
        kept.save()
        try:
            apply(kept, kept.digest, None)
        except NotApplied as reason:
            return _answer(plan, [Problem(None, "", str(reason))]), False
    return _answer(plan, [one for one in plan.problems if one.kind != "reading"]), not plan.stops


def _unknown_sheets(kept: Import, wanted: list[str]) -> str:
    """What is to be said where a sheet is named that the file does not have: it might be another list altogether."""
    if kept.question.get("name") == "sheets":
        there = [choice["value"] for choice in kept.question["choices"]]
    else:
        there = kept.plan.get("sheets", wanted)
    unknown = [f"“{name}”" for name in wanted if name not in there]
    return f"This file has no sheet {', '.join(unknown)}. It has: {', '.join(there)}." if unknown else ""


def _question_as_words(question: dict) -> str:
    """The question, and what to add to the command for each answer."""
    option = {"sheets": "--sheet"}.get(question["name"], f"--{question['name']}")
    choices = [
        f"{option} {shlex.quote(one['value'])} ({one['label']}: {', '.join(one['examples'])})"
        for one in question["choices"]
    ]
    return f"{question['message']} Add to the command: {'; '.join(choices)}."


def _answer(plan: Plan | None, problems: list[Problem]) -> dict:
    done = plan if not any(problem.stops for problem in problems) else None
    return {
        "format": plan.format if plan else "",
        "encoding": plan.encoding if plan else "",
        "households": len(plan.households) if plan else 0,
        "guests": plan.guests if plan else 0,
        "extra_seats": plan.extra_seats if plan else 0,
        "created": done.count(ADD) if done else 0,
        "updated": done.count(CHANGE) if done else 0,
        "unchanged": done.count(SAME) if done else 0,
        "problems": [{"row": one.row, "column": one.column, "message": one.message} for one in problems],
    }


def _as_json(answer: dict) -> str:
    return json.dumps(answer, ensure_ascii=False)


def _as_words(answer: dict, applied: bool, dry_run: bool) -> str:
    lines = [
        f"Row {one['row'] or '–'}{', ' + one['column'] if one['column'] else ''}: {one['message']}"
        for one in answer["problems"]
    ]
    if not applied:
        return "\n".join([*lines, "The list was refused; nothing was written."])
    figures = "{households} households, {guests} guests, {extra_seats} extra seats".format(**answer)
    change = "{created} added, {updated} changed, {unchanged} as they were".format(**answer)
    return "\n".join([*lines, f"{figures}: {change}.{' Nothing was written (dry run).' if dry_run else ''}"])
