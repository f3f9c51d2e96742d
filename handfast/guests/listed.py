"""What the lists that were applied said last of each guest and household, to tell what was changed by hand since."""

from collections.abc import Iterator

from handfast.guests.guestlist import Address
from handfast.guests.models import Import
from handfast.weddings.models import Wedding

# What only older lists named is taken for the couple's own by now; each plan of 10,000 guests takes a moment to read.
_LISTS = 5
_FIELDS = ("title", "first_name", "last_name", "email", "phone")
Listed = tuple[str, str, str, str, str]


def last_listed(wedding: Wedding) -> tuple[dict[int, Address], dict[int, Listed]]:
    """(address by household, (title, first, last, e-mail, telephone) by guest) as the list that named them last had
    them; of the five latest lists that are applied and not undone. One query."""
    addresses: dict[int, Address] = {}
    guests: dict[int, Listed] = {}
    applied = Import.objects.filter(wedding=wedding, applied_at__isnull=False, undone_at=None).order_by("-applied_at")
    for plan, written in reversed(applied.values_list("plan", "written")[:_LISTS]):
        for household, pk in _with_keys(plan["households"], written.get("households", [])):
            addresses[pk] = tuple(household.get("listed") or household["address"])
        named = (guest for household in plan["households"] for guest in household["guests"])
        for guest, pk in _with_keys(named, written.get("guests", [])):
            said = guest.get("listed") or [guest[name] for name in _FIELDS]
            guests[pk] = (said[0], said[1], said[2], said[3], said[4])
    return addresses, guests


def _with_keys(planned: Iterator[dict] | list[dict], made: list[int]) -> Iterator[tuple[dict, int]]:
    """Each planned row with its key: its own, or that of the next row that was made for one without."""
    new = iter(made)
    for one in planned:
        pk = one["pk"] or next(new, None)
        if pk is not None:
            yield one, pk
