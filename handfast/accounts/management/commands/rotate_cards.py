"""`handfast rotate_cards`: brings every card under the newest of CARD_KEYS; then the older ones may be dropped."""

from cryptography.fernet import InvalidToken
from django.core.management.base import BaseCommand, CommandError

from handfast.accounts import cards
from handfast.accounts.models import Card

BATCH = 500


class Command(BaseCommand):
    """Printed cards stay good. It may be stopped and run again: each batch is a transaction of its own."""

    help = "Seals and hashes every household's card anew under the first of CARD_KEYS."

    def handle(self, **options: object) -> None:
        """Rotates all cards. Raises CommandError when a card was sealed with a key that CARD_KEYS lack."""
        codes = list(Card.objects.order_by("pk").values_list("user__username", flat=True))
        try:
            done = sum(cards.rotate(codes[start : start + BATCH]) for start in range(0, len(codes), BATCH))
        except InvalidToken as error:
            raise CommandError(
                "A card was sealed with a key that is not among CARD_KEYS. Put that key back, last, and run this again."
            ) from error
        self.stdout.write(f"{done} cards are under the newest key. The older keys may now be taken out of CARD_KEYS.")
