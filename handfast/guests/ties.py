"""What hangs on households and guests from the floors above: replies, messages, gifts, bills.

It is asked of the models' own relations, so that nothing up there needs to be known here: a relation that protects its
row holds a household, one that goes with it would be lost.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db.models import PROTECT, RESTRICT, Count, ForeignObjectRel, Model

from handfast.guests.models import Guest, Household
from handfast.guests.planning.gone import Ties, TiesByRow

_CHUNK = 5_000  # keys in one query; SQLite takes 32,766 variables at most
_HOLDING = (PROTECT, RESTRICT)


def ties_of(households: Iterable[int], guests: Iterable[int]) -> TiesByRow:
    """What hangs on these households and guests, given by their keys. A query for each relation and 5,000 rows."""
    found: dict[tuple[str, int], Ties] = {}
    for kind, model, pks in (("household", Household, list(households)), ("guest", Guest, list(guests))):
        for relation in _relations(model):
            for pk, count in _counted(relation, pks):
                ties = found.setdefault((kind, pk), Ties())
                held = relation.on_delete in _HOLDING
                (ties.held if held else ties.lost)[relation.related_model._meta.label] += count
    return found


def in_words(counts: Counter[str]) -> list[str]:
    """Each of them as the host would say it: "2 replies"."""
    said = []
    for label, count in sorted(counts.items()):
        meta = apps.get_model(label)._meta
        said.append(f"{count} {meta.verbose_name if count == 1 else meta.verbose_name_plural}")
    return said


def _relations(model: type[Model]) -> list[ForeignObjectRel]:
    """What points at `model` from another app."""
    return [one for one in model._meta.related_objects if one.related_model._meta.app_label != model._meta.app_label]


def _counted(relation: ForeignObjectRel, pks: list[int]) -> Iterator[tuple[int, int]]:
    name = relation.field.name
    for start in range(0, len(pks), _CHUNK):
        rows = relation.related_model._base_manager.filter(**{f"{name}__in": pks[start : start + _CHUNK]})
        yield from rows.order_by(name).values_list(name).annotate(Count("pk"))
