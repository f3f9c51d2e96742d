"""Deleting households and guests so that they can be brought back whole: their sign-ins, replies and all."""

from django.core import serializers
from django.db import router
from django.db.models import Model, QuerySet
from django.db.models.deletion import Collector

from handfast.accounts.models import User
from handfast.guests.models import Guest, Household
from handfast.guests.planning.planned import Gone


class _All(Collector):
    """Collects every row that goes with another, and leaves none to be deleted unseen."""

    def can_fast_delete(self, *_: object, **__: object) -> bool:
        """Never: a row that was not looked at could not be brought back."""
        return False


def remove(gone: list[Gone]) -> list[str]:
    """Deletes them, and returns what `restore` brings them back from. Raises django.db.models.ProtectedError."""
    if not gone:
        return []
    guests = Guest.objects.filter(pk__in=[one.guest for one in gone if one.guest])
    households = Household.objects.filter(pk__in=[one.household for one in gone if not one.guest])
    users = User.objects.filter(pk__in=list(households.values_list("user_id", flat=True)))
    return [_archive(rows) for rows in (guests, households, users)]


def _archive(rows: QuerySet) -> str:
    collected = _All(using=router.db_for_write(rows.model), origin=rows)
    collected.collect(rows)
    found: list[Model] = [row for group in collected.data.values() for row in group]
    kept = serializers.serialize("json", found)
    collected.delete()
    return kept


def restore(archives: list[str]) -> None:
    """Brings back what `remove` deleted, under the same keys. Call it in a transaction: rows come in any order.

    Raises IntegrityError when something else has taken a place of theirs.
    """
    for archive in archives:
        for row in serializers.deserialize("json", archive):
            row.save()
