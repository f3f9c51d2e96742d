"""A guest list from the command line, on the same path as the host's page."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from handfast.guests.guestlist import Problem
from handfast.guests.planning.apply import NotApplied, apply
from handfast.guests.planning.plan import Plan
from handfast.guests.planning.planned import ADD, CHANGE, SAME
from handfast.guests.reading.values import Refused
from handfast.guests.uploading import imports
from handfast.weddings.models import Wedding


class Command(BaseCommand):
    """`import_guests FILE --wedding SLUG [--dry-run] [--json]`.

    Exit status 0 if the list was applied (or, with --dry-run, would be), 2 if it was refused and nothing was written.
    """

    help = "Adds and updates a wedding's guests from a CSV, XLSX, XLS or ODS file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The command's options."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--wedding", required=True, metavar="SLUG")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and write nothing")
        parser.add_argument("--json", action="store_true", help="answer as one line of JSON")

    def handle(self, *, file: Path, wedding: str, dry_run: bool, json: bool, **options: Any) -> None:
        """Reads, plans and, unless it is a dry run, applies."""
        found = Wedding.objects.filter(slug=wedding).first()
        if found is None:
            raise CommandError(f"There is no wedding “{wedding}” on this install.")
        try:
            data = file.read_bytes()
        except OSError as problem:
            raise CommandError(f"{file} cannot be read: {problem.strerror}.") from None
        answer, applied = _import(found, file.name, data, dry_run)
        self.stdout.write(_as_json(answer) if json else _as_words(answer, applied, dry_run))
        if not applied:
            sys.exit(2)


def _import(wedding: Wedding, name: str, data: bytes, dry_run: bool) -> tuple[dict, bool]:
    """The command's answer, and whether the list was (or would be) applied."""
    try:
        kept = imports.prepare(wedding, None, name, data)
    except Refused as refused:
        return _answer(None, [Problem(refused.row, refused.column, refused.message)]), False
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


def _question_as_words(question: dict) -> str:
    choices = [f"{one['label']} ({', '.join(one['examples'])})" for one in question["choices"]]
    return f"{question['message']} Possible: {'; '.join(choices)}."


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
