"""Doing what a plan says, once, in one transaction, and only if the guests are still those whom the host read it
against."""

from django.db import transaction
from django.utils import timezone

from handfast.accounts.models import User
from handfast.guests import plan as plans
from handfast.guests import today
from handfast.guests.guestlist import ADDRESS
from handfast.guests.models import Guest, Household, Import
from handfast.guests.plan import ADD, CHANGE, SAME, Plan, PlannedGuest, PlannedHousehold
from handfast.guests.sign_ins import make_sign_ins
from handfast.weddings.models import Wedding

_BATCH = 1_000


class NotApplied(Exception):
    """The plan was not applied and nothing was written; its words say why, for the host."""


def apply(kept: Import, digest: str, by: User | None) -> Import:
    """Applies the plan of that digest. Applying an import a second time changes nothing.

    Raises NotApplied when the plan has open problems, is not the one of `digest`, or the guests have changed since.
    """
    with transaction.atomic():
        # One at a time for each wedding: of two uploads, the second finds other guests than its plan was made for.
        wedding = Wedding.objects.select_for_update().get(pk=kept.wedding_id)
        kept = Import.objects.select_for_update().get(pk=kept.pk)
        if kept.applied_at:
            return kept
        _check(kept, digest, wedding)
        plan = Plan.from_json(kept.plan)
        _write(wedding, plan)
        kept.applied_at, kept.applied_by, kept.file = timezone.now(), by, b""
        kept.outcome = {"created": plan.count(ADD), "updated": plan.count(CHANGE), "unchanged": plan.count(SAME)}
        kept.save(update_fields=["applied_at", "applied_by", "file", "outcome"])
    return kept


def _check(kept: Import, digest: str, wedding: Wedding) -> None:
    if not kept.plan or any(problem["stops"] for problem in kept.plan["problems"]):
        raise NotApplied("The list has problems that are not answered yet. Nothing was changed.")
    if digest != kept.digest or plans.digest(kept.file_digest, kept.plan, today.households_of(wedding)) != digest:
        raise NotApplied(
            "The guests have changed since this preview was made. Nothing was changed; read the new preview."
        )


def _write(wedding: Wedding, plan: Plan) -> None:
    new = [planned for planned in plan.households if planned.action == ADD]
    pks = {id(planned): planned.pk for planned in plan.households if planned.pk}
    pks |= {id(planned): made.pk for planned, made in zip(new, _add_households(wedding, new), strict=True)}
    _change_households([planned for planned in plan.households if planned.changes])
    _add_guests([(pks[id(planned)], planned) for planned in plan.households])
    _change_guests([guest for planned in plan.households for guest in planned.guests if guest.changes])


def _add_households(wedding: Wedding, planned: list[PlannedHousehold]) -> list[Household]:
    households = [
        Household(
            wedding=wedding,
            user=user,
            name=one.name,
            list_key=one.list_key,
            **dict(zip(ADDRESS, one.address, strict=True)),
        )
        for one, user in zip(planned, make_sign_ins(len(planned)), strict=True)
    ]
    return Household.objects.bulk_create(households, batch_size=_BATCH)


def _change_households(planned: list[PlannedHousehold]) -> None:
    households = [
        Household(pk=one.pk, list_key=one.list_key, **dict(zip(ADDRESS, one.address, strict=True))) for one in planned
    ]
    Household.objects.bulk_update(households, ["list_key", *ADDRESS], batch_size=_BATCH)


def _add_guests(planned: list[tuple[int, PlannedHousehold]]) -> None:
    """New guests, then the seats they and others bring: a seat points at its guest, who must have a key by then."""
    new: list[Guest] = []
    bringers: list[tuple[Guest, int]] = []
    for household, one in planned:
        for position, guest in enumerate(one.guests):
            row = Guest(pk=guest.pk, household_id=household, position=position, **_fields(guest))
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


def _fields(guest: PlannedGuest) -> dict[str, str]:
    return {name: getattr(guest, name) for name in ("title", "first_name", "last_name", "email", "phone")}


def _change_guests(planned: list[PlannedGuest]) -> None:
    guests = [Guest(pk=one.pk, **_fields(one)) for one in planned]
    Guest.objects.bulk_update(guests, ["title", "first_name", "last_name", "email", "phone"], batch_size=_BATCH)
