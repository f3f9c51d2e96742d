"""Doing what a plan says, once, in one transaction, and only if the guests are still those whom the host read it
against."""

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from handfast.accounts.models import User
from handfast.core.garbage import collected_later
from handfast.guests.models import Household, Import
from handfast.guests.planning import plan as plans
from handfast.guests.planning import today
from handfast.guests.planning.gone import weighed
from handfast.guests.planning.plan import Plan
from handfast.guests.planning.planned import ADD, CHANGE, SAME
from handfast.guests.planning.writing import write
from handfast.guests.ties import in_words, ties_of
from handfast.weddings.models import Wedding


class NotApplied(Exception):
    """The plan was not applied and nothing was written; its words say why, for the host."""


def apply(kept: Import, digest: str, by: User | None) -> Import:
    """Applies the plan of that digest. Applying an import a second time changes nothing.

    Raises NotApplied when the plan has open problems, is not the one of `digest`, or the guests have changed since.
    """
    try:
        with collected_later(), transaction.atomic():
            # One at a time for each wedding: of two uploads, the second finds other guests than its plan was made for.
            wedding = Wedding.objects.select_for_update().get(pk=kept.wedding_id)
            kept = Import.objects.select_for_update().get(pk=kept.pk)
            if not kept.applied_at:
                _check(kept, digest, wedding)
                _apply(kept, wedding, by)
    except ProtectedError:
        raise NotApplied("Somebody who was to be deleted cannot be. Nothing was changed.") from None
    return kept


def _apply(kept: Import, wedding: Wedding, by: User | None) -> None:
    plan = Plan.from_json(kept.plan)
    _check_the_gone(plan)
    kept.written = write(wedding, plan)
    kept.applied_at, kept.applied_by = timezone.now(), by
    kept.outcome = {"created": plan.count(ADD), "updated": plan.count(CHANGE), "unchanged": plan.count(SAME)}
    kept.outcome["deleted"] = sum(len(one.people) for one in plan.gone if one.deleted)
    kept.save(update_fields=["applied_at", "applied_by", "written", "outcome"])


def _check(kept: Import, digest: str, wedding: Wedding) -> None:
    if kept.done_at is None:
        raise NotApplied("The list is being read again. Nothing was changed; wait for the new preview.")
    if not kept.plan or any(problem["stops"] for problem in kept.plan["problems"]):
        raise NotApplied("The list has problems that are not answered yet. Nothing was changed.")
    if digest != kept.digest or plans.digest(kept.file_digest, kept.plan, today.households_of(wedding)) != digest:
        raise NotApplied(
            "The guests have changed since this preview was made. Nothing was changed; read the new preview."
        )


def _check_the_gone(plan: Plan) -> None:
    """Of those who are to be deleted nothing may go that the host was not told. The households are locked first, so
    that a reply comes before this look or not at all."""
    going = [one for one in plan.gone if one.deleted]
    homes = [one.household for one in going]
    list(Household.objects.select_for_update().filter(pk__in=homes).order_by("pk").values_list("pk"))
    now = weighed(going, ties_of(homes, [pk for one in going for pk in one.guests]), in_words)
    if now != going:
        raise NotApplied(
            "Somebody who was to be deleted has replied or given since this preview was made. Nothing was changed; read"
            " the new preview."
        )
