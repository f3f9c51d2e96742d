"""Keeping the plan of an uploaded list of gifts until the host has read it, and doing exactly what it says."""

from django.db import transaction
from django.utils import timezone

from handfast.accounts.models import User
from handfast.guests.reading import spreadsheet
from handfast.guests.reading.values import Refused
from handfast.registry import gift_plan, listing
from handfast.registry.gift_plan import ADD, CHANGE, Listed, Unreadable
from handfast.registry.models import Gift, GiftImport
from handfast.weddings.models import Wedding


class NotApplied(Exception):
    """The plan was not applied and nothing was written; its words say why, for the host."""


def upload(wedding: Wedding, by: User | None, name: str, data: bytes) -> GiftImport:
    """The plan of the file `data` (CSV, XLSX, XLS or ODS), kept. Raises Unreadable; nothing is kept then."""
    try:
        sheets = spreadsheet.read(data).sheets
    except Refused as refused:
        hint = " Save it as UTF-8 and upload it again." if refused.choices else ""
        raise Unreadable(refused.message + hint) from None
    rows = next((sheet.rows for sheet in sheets if sheet.rows), [])
    today = _today(wedding)
    plan = gift_plan.make(rows, today, wedding.currency, wedding.locale).as_json()
    return GiftImport.objects.create(
        wedding=wedding, uploaded_by=by, file_name=name[-200:], plan=plan, digest=gift_plan.digest(plan, today)
    )


@transaction.atomic
def apply(kept: GiftImport, digest: str) -> None:
    """Does what the plan of that digest says, all of it or nothing; done twice, it is done once.

    Raises NotApplied when the plan has problems or is another, or the list has changed since it was made.
    """
    wedding = Wedding.objects.select_for_update(of=("self",)).select_related("book").get(pk=kept.wedding_id)
    kept = GiftImport.objects.select_for_update().get(pk=kept.pk)
    if kept.applied_at:
        return
    if kept.plan["problems"]:
        raise NotApplied("The list has problems. Mend them in your file and upload it again; nothing was changed.")
    if digest != kept.digest or gift_plan.digest(kept.plan, _today(wedding)) != digest:
        raise NotApplied("Your gifts have changed since this preview was made. Nothing was changed; upload it again.")
    known = {gift.name.casefold(): gift for gift in wedding.gifts.all()}
    for planned in kept.plan["rows"]:
        if planned["action"] in (ADD, CHANGE):
            _write(wedding, known, planned)
    kept.applied_at = timezone.now()
    kept.save(update_fields=["applied_at"])


def _write(wedding: Wedding, known: dict[str, Gift], planned: dict) -> None:
    said = planned["gift"]
    gift = known.get(said["name"].casefold()) or Gift(name=said["name"])
    gift.wedding = wedding
    for what in ("words", "price", "quantity", "shops"):
        setattr(gift, what, said[what])
    if gift.is_shared and gift.quantity != 1:
        raise NotApplied(f"Row {planned['row']}: “{gift.name}” is given together, so it is wanted once.")
    try:
        listing.write(gift)
    except listing.Promised as promised:
        raise NotApplied(f"Row {planned['row']}: {promised}") from None


def _today(wedding: Wedding) -> list[Listed]:
    """The wedding's gifts as the plan knows them, in one query."""
    return [
        Listed(gift.name, gift.words, gift.price, gift.quantity, tuple(gift.shops))
        for gift in wedding.gifts.order_by("pk")
    ]
