"""`handfast reconcile`: compares with Stripe now, and heals what is missing here."""

from dataclasses import asdict
from json import dumps

from django.core.management.base import BaseCommand, CommandError, CommandParser

from handfast.payments.gateway import StripeTrouble
from handfast.payments.reconcile import reconcile


class Command(BaseCommand):
    """Runs the reconciler once."""

    help = "Asks Stripe about every open checkout and every recent payment, and writes what is missing."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--json`: one line for a program."""
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: object, json: bool = False, **options: object) -> None:
        """Prints what was looked at, healed, and does not fit."""
        try:
            outcome = asdict(reconcile())
        except StripeTrouble as trouble:
            raise CommandError(f"{trouble} ({trouble.__cause__ or 'no call was made'})") from trouble
        self.stdout.write(
            dumps(outcome)
            if json
            else "{looked} looked at, {healed} healed, {discrepancies} do not fit.".format(**outcome)
        )
