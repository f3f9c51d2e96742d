"""`handfast doctor [--json]`: is everything set up so that guests can reply and gifts arrive?"""

import dataclasses
import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from handfast.core.doctor import Finding, examine


class Command(BaseCommand):
    """Runs every examination; exit 1 if something is wrong."""

    help = "Examines settings, database, worker, mail and Stripe, and says what mends what is wrong."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """`--json` prints `[{"check", "ok", "message", "fix"}]`."""
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints the findings."""
        findings = examine()
        if options["json"]:
            self.stdout.write(json.dumps([dataclasses.asdict(finding) for finding in findings]))
        else:
            for finding in findings:
                self.stdout.write(self._line(finding))
        if not all(finding.ok for finding in findings):
            sys.exit(1)

    def _line(self, finding: Finding) -> str:
        if finding.ok:
            return f"{self.style.SUCCESS('well')}   {finding.check}: {finding.message}"
        return f"{self.style.ERROR('wrong')}  {finding.check}: {finding.message}\n       {finding.fix}"
