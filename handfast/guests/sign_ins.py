"""New sign-ins for households: a user and its card, however many at once."""

from django.db import IntegrityError, transaction

from handfast.accounts import cards
from handfast.accounts.models import Card, User

_BATCH = 1_000


def make_sign_ins(count: int) -> list[User]:
    """Saved users with their cards, in a number of queries that grows by the thousand. A code that another wedding drew
    in the same moment is drawn again.

    Raises IntegrityError if that happens three times running.
    """
    for last_try in (False, False, True):
        drawn = cards.draw(count)
        try:
            with transaction.atomic():
                users = User.objects.bulk_create([user for user, _, _ in drawn], batch_size=_BATCH)
        except IntegrityError:
            if last_try:
                raise
            continue
        for user, card, _ in drawn:
            card.user = user
        Card.objects.bulk_create([card for _, card, _ in drawn], batch_size=_BATCH)
        return users
    return []
