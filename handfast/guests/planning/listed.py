"""What the lists that were applied said last of each guest and household, to tell what was changed by hand since."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from handfast.guests.guestlist import Address
from handfast.guests.models import Import
from handfast.guests.table.joining import sheet_at
from handfast.weddings.models import Wedding

# What only older lists named is taken for the couple's own by now; each plan of 10,000 guests takes a moment to read.
_LISTS = 5
_FIELDS = ("title", "first_name", "last_name", "email", "phone")
Listed = tuple[str, str, str, str, str]


@dataclass
class Said:
    """What lists said: the address by household; (title, first, last, e-mail, telephone), the key of the party, and the
    sheet by guest."""

    addresses: dict[int, Address] = field(default_factory=dict)
    guests: dict[int, Listed] = field(default_factory=dict)
    parties: dict[int, str] = field(default_factory=dict)
    sheets: dict[int, str] = field(default_factory=dict)


def last_listed(wedding: Wedding) -> Said:
    """What the list that named them last had of each; of the five latest lists that are applied and not undone. One
    query."""
    said = Said()
    applied = Import.objects.filter(wedding=wedding, applied_at__isnull=False, undone_at=None).order_by("-applied_at")
    for plan, written in reversed(applied.values_list("plan", "written")[:_LISTS]):
        homes, people = iter(written.get("households", ())), iter(written.get("guests", ()))
        for household, pk in _with_keys(plan["households"], homes):
            said.addresses[pk] = tuple(household.get("listed") or household["address"])
        for household in plan["households"]:
            for guest, pk in _with_keys(household["guests"], people):
                title, first, last, email, phone = guest.get("listed") or [guest[name] for name in _FIELDS]
                said.guests[pk], said.parties[pk] = (title, first, last, email, phone), household.get("key", "")
                said.sheets[pk] = sheet_at(guest["row"], plan.get("read", ()))
    return said


def _with_keys(planned: list[dict], made: Iterator[int]) -> Iterator[tuple[dict, int]]:
    """Each planned row with its key: its own, or that of the next row that was made for one without."""
    for one in planned:
        pk = one["pk"] or next(made, None)
        if pk is not None:
            yield one, pk
