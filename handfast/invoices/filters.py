"""What an owner may narrow the list of bills down to."""

from collections.abc import Iterable
from enum import StrEnum

from django.utils.translation import gettext as _

from handfast.invoices.standing import Standing, Status


class Filter(StrEnum):
    """A part of the list; the value is what the address says."""

    ALL = ""
    DRAFTS = "drafts"
    DUE = "due"
    OVERDUE = "overdue"
    SETTLED = "settled"

    @classmethod
    def named(cls, name: str) -> "Filter":
        """The one of that name; everything for a name that there is not."""
        return cls(name) if name in set(cls) else cls.ALL

    @property
    def label(self) -> str:
        """Its words."""
        return {
            Filter.ALL: _("All"),
            Filter.DRAFTS: _("Drafts"),
            Filter.DUE: _("Something due"),
            Filter.OVERDUE: _("Overdue"),
            Filter.SETTLED: _("Settled"),
        }[self]

    def keeps(self, one: Standing) -> bool:
        """Whether this bill belongs to it."""
        return {
            Filter.ALL: True,
            Filter.DRAFTS: one.status is Status.DRAFT,
            Filter.DUE: one.status.is_open,
            Filter.OVERDUE: one.status is Status.OVERDUE,
            Filter.SETTLED: one.status in (Status.PAID, Status.CREDITED, Status.VOID),
        }[self]


def filters(everything: Iterable[Standing], chosen: Filter) -> list[dict]:
    """The filters for the page: value, label, how many, and which is chosen."""
    ones = list(everything)
    return [
        {"value": each.value, "label": each.label, "count": sum(map(each.keeps, ones)), "current": each is chosen}
        for each in Filter
    ]
