"""Undoing an applied list while nobody has used what it made. Whether that is so is asked each time, never stored."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from handfast.accounts.models import User
from handfast.guests.models import Guest, Household, Import
from handfast.guests.planning.archive import restore
from handfast.guests.ties import in_words, ties_of
from handfast.weddings.models import Wedding

_CHUNK = 5_000  # keys in one query; SQLite takes 32,766 variables at most
_CHANGED: dict[str, type[Model]] = {"households": Household, "guests": Guest}


class NotUndone(Exception):
    """The list was not undone and nothing was written; its words say why, for the host."""


def undo(kept: Import, by: User | None) -> Import:
    """Takes back what applying the list wrote: deletes what it made, restores what it changed and deleted. Undoing a
    list a second time changes nothing.

    Raises NotUndone with what `hindrance` says.
    """
    try:
        with transaction.atomic():
            Wedding.objects.select_for_update().get(pk=kept.wedding_id)
            kept = Import.objects.select_for_update().get(pk=kept.pk)
            if kept.applied_at and not kept.undone_at:
                _lock([*kept.written["households"], *_left_empty(kept)])
                if reason := hindrance(kept):
                    raise NotUndone(reason)
                _take_back(kept)
                kept.undone_at, kept.undone_by = timezone.now(), by
                kept.save(update_fields=["undone_at", "undone_by"])
    except IntegrityError:
        raise NotUndone(_("What this list deleted cannot be brought back any more. Nothing was changed.")) from None
    return kept


def hindrance(kept: Import) -> str:
    """Why an applied list cannot be undone, in words for the host; empty if it can."""
    if not kept.written:
        return _("It is not known any more what this list changed.")
    return _a_later_list(kept) or _used(kept) or _changed_since(kept.written)


def _lock(households: list[int]) -> None:
    """Holds the households, so that a reply or a sign-in comes before the look at them, or not at all."""
    for some in _chunks(households):
        homes = Household.objects.select_for_update(of=("self", "user")).select_related("user").filter(pk__in=some)
        list(homes.order_by("pk").only("user__username"))


def _a_later_list(kept: Import) -> str:
    later = Import.objects.filter(wedding=kept.wedding_id, applied_at__gt=kept.applied_at, undone_at=None).last()
    if later is None:
        return ""
    return _("“%(file)s” was applied after this list. Undo that one first.") % {"file": later.file_name}


def _used(kept: Import) -> str:
    """Who of those whom the list made has signed in, replied or given."""
    homes, people = kept.written["households"], [*kept.written["guests"], *kept.written["seats"]]
    emptied = _left_empty(kept)
    for some in _chunks([*homes, *emptied]):
        if home := Household.objects.filter(pk__in=some, user__last_login__isnull=False).first():
            return _("“%(name)s” has signed in since.") % {"name": home.name}
        living = Guest.objects.filter(household__in=some).values_list("pk", flat=True)
        if strangers := set(living) - set(people):
            stranger = Guest.objects.select_related("household", "guest_of").get(pk=min(strangers))
            words = _("%(guest)s was put into “%(name)s” since.")
            return words % {"guest": stranger, "name": stranger.household.name}
    counts: Counter[str] = Counter()
    for ties in ties_of([*homes, *emptied], people).values():
        counts += ties.lost + ties.held
    if not counts:
        return ""
    return _("Guests whom it added have used the site since: %(what)s.") % {"what": ", ".join(in_words(counts))}


def _changed_since(written: dict[str, Any]) -> str:
    """Which row that the list changed is not any more as the list left it."""
    for name, model in _CHANGED.items():
        changed = written["changed"][name]
        rows = model._default_manager.in_bulk(map(int, changed))
        for pk, fields in changed.items():
            row = rows.get(int(pk))
            if row is None:
                return _("Somebody whom it changed was deleted since.")
            if any(getattr(row, field) != values[1] for field, values in fields.items()):
                return _("%(name)s was changed by hand since.") % {"name": row}
    return ""


def _left_empty(kept: Import) -> list[int]:
    """Households that a host has made since, and out of nobody but people of the list; they go with them. One that was
    there before stays, whoever lives in it now."""
    people, made = {*kept.written["guests"], *kept.written["seats"]}, set(kept.written["households"])
    homes: set[int] = set()
    for some in _chunks(sorted(people)):
        since = Guest.objects.filter(pk__in=some, household__user__date_joined__gt=kept.applied_at)
        homes.update(since.values_list("household_id", flat=True))
    others = sorted(homes - made)
    living = [row for some in _chunks(others) for row in _guests_of(some)]
    return sorted(set(others) - {home for home, pk in living if pk not in people})


def _guests_of(households: list[int]) -> list[tuple[int, int]]:
    return list(Guest.objects.filter(household__in=households).values_list("household_id", "pk"))


def _take_back(kept: Import) -> None:
    written = kept.written
    homes = [*written["households"], *_left_empty(kept)]
    for some in _chunks([*written["seats"], *written["guests"]]):
        Guest.objects.filter(pk__in=some).delete()
    for some in _chunks(homes):
        users = list(Household.objects.filter(pk__in=some).values_list("user_id", flat=True))
        Household.objects.filter(pk__in=some).delete()
        User.objects.filter(pk__in=users).delete()
    for name, model in _CHANGED.items():
        _restore(model, written["changed"][name])
    restore(written["removed"])


def _restore(model: type[Model], changed: dict[str, dict[str, list[str]]]) -> None:
    """Sets the fields that the list changed to what they were before."""
    rows = model._default_manager.in_bulk(map(int, changed))
    names: set[str] = set()
    for pk, fields in changed.items():
        for field, (former, _now) in fields.items():
            setattr(rows[int(pk)], field, former)
            names.add(field)
    if names:
        model._default_manager.bulk_update(rows.values(), sorted(names), batch_size=1_000)


def _chunks(pks: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(pks), _CHUNK):
        yield pks[start : start + _CHUNK]
