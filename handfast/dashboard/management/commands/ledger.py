"""`handfast ledger --wedding SLUG`: every line of a wedding's ledger, and what they add up to."""

import json

from django.core.management.base import BaseCommand, CommandError, CommandParser

from handfast.core.money import Money
from handfast.payments.statement import statement
from handfast.weddings.models import Wedding


class Command(BaseCommand):
    """Prints a wedding's ledger."""

    help = "Prints every line of a wedding's ledger and the totals."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--wedding SLUG`, and `--json` for a program."""
        parser.add_argument("--wedding", required=True, metavar="SLUG")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: object, wedding: str, as_json: bool, **options: object) -> None:
        """Amounts are in minor units in the JSON, as people write them otherwise."""
        found = Wedding.objects.select_related("book").filter(slug=wedding).first()
        if found is None:
            raise CommandError(f"There is no wedding “{wedding}” on this site.")
        told = statement(found.book)
        self.stdout.write(json.dumps(told) if as_json else _in_words(told, found.locale))


def _in_words(told: dict, locale: str) -> str:
    lines = [
        "  ".join(
            (
                row["occurred_at"][:19],
                f"{row['kind']:10}",
                _sum(row["amount"], row["currency"], locale),
                row["stripe_id"],
            )
        )
        for row in told["entries"]
    ]
    for currency, sums in told["totals"].items():
        lines += [f"{kind:>31} {_sum(amount, currency, locale)}" for kind, amount in sums.items()]
    return "\n".join(lines) or "The ledger is empty."


def _sum(amount: int, currency: str, locale: str) -> str:
    return f"{Money(amount, currency).format(locale):>14}"
