"""Writing a plan into the database, in the caller's transaction, and noting what undoes it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from handfast.guests.guestlist import ADDRESS
from handfast.guests.models import Guest, Household
from handfast.guests.planning.archive import remove
from handfast.guests.planning.plan import Plan
from handfast.guests.planning.planned import ADD, PlannedGuest, PlannedHousehold
from handfast.guests.sign_ins import make_sign_ins
from handfast.weddings.models import Wedding

_BATCH = 1_000
_HOUSEHOLD = ("list_key", *ADDRESS)
_GUEST = ("title", "first_name", "last_name", "email", "phone")


def write(wedding: Wedding, plan: Plan) -> dict[str, Any]:
    """Does what the plan says; what it wrote, as JSON: {"households", "guests", "seats"} are keys of the rows made, in
    the plan's order, "changed" the former and new values of others, "removed" the archives of those deleted."""
    new = [planned for planned in plan.households if planned.action == ADD]
    made = _add_households(wedding, new)
    pks = {id(planned): planned.pk for planned in plan.households if planned.pk}
    pks |= {id(planned): household.pk for planned, household in zip(new, made, strict=True)}
    households = {one.pk: _household_values(one) for one in plan.households if one.pk and one.changes}
    guests = {one.pk: _values(one) for home in plan.households for one in home.guests if one.pk and one.changes}
    changed = {
        "households": _change(Household, households, _HOUSEHOLD),
        "guests": _change(Guest, guests, _GUEST),
    }
    added, seats = _add_guests([(pks[id(planned)], planned) for planned in plan.households])
    removed = remove([one for one in plan.gone if one.deleted])
    return {
        "households": [household.pk for household in made],
        "guests": added,
        "seats": seats,
        "changed": changed,
        "removed": removed,
    }


def _household_values(one: PlannedHousehold) -> dict[str, str]:
    return {"list_key": one.list_key, **dict(zip(ADDRESS, one.address, strict=True))}


def _values(guest: PlannedGuest) -> dict[str, str]:
    return {name: getattr(guest, name) for name in _GUEST}


def _add_households(wedding: Wedding, planned: list[PlannedHousehold]) -> list[Household]:
    households = [
        Household(wedding=wedding, user=user, name=one.name, **_household_values(one))
        for one, user in zip(planned, make_sign_ins(len(planned)), strict=True)
    ]
    return Household.objects.bulk_create(households, batch_size=_BATCH)


def _change(model: type[Model], values: dict[int, dict[str, str]], names: Iterable[str]) -> dict[str, dict]:
    """Sets these rows to these values; [former, new] of each field that differs, by row."""
    if not values:
        return {}
    rows = model._default_manager.in_bulk(values)
    changed: dict[str, dict] = {}
    for pk, row in rows.items():
        changed[str(pk)] = {
            name: [getattr(row, name), new] for name, new in values[pk].items() if getattr(row, name) != new
        }
        for name, new in values[pk].items():
            setattr(row, name, new)
    model._default_manager.bulk_update(rows.values(), list(names), batch_size=_BATCH)
    return changed


def _add_guests(planned: list[tuple[int, PlannedHousehold]]) -> tuple[list[int], list[int]]:
    """New guests, then the seats they and others bring: a seat points at its guest, who must have a key by then. The
    keys of both."""
    new: list[Guest] = []
    bringers: list[tuple[Guest, int]] = []
    for household, one in planned:
        for position, guest in enumerate(one.guests):
            row = Guest(pk=guest.pk, household_id=household, position=position, **_values(guest))
            if guest.action == ADD:
                new.append(row)
            if guest.seats:
                bringers.append((row, guest.seats))
    Guest.objects.bulk_create(new, batch_size=_BATCH)
    seats = [
        Guest(household_id=bringer.household_id, guest_of_id=bringer.pk, position=bringer.position)
        for bringer, count in bringers
        for _ in range(count)
    ]
    Guest.objects.bulk_create(seats, batch_size=_BATCH)
    return [guest.pk for guest in new], [seat.pk for seat in seats]
