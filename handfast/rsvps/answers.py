"""How replies stand: asked of the rows each time, never stored."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from handfast.guests.models import Guest, Household
from handfast.rsvps.models import Message, Reply
from handfast.weddings.models import Wedding


@dataclass(frozen=True)
class Tally:
    """How many seats of a wedding are taken, declined and not yet answered for (named guests and extra seats alike)."""

    coming: int
    declined: int
    unanswered: int

    @property
    def answered(self) -> int:
        """How many were answered for."""
        return self.coming + self.declined

    @property
    def total(self) -> int:
        """All seats."""
        return self.answered + self.unanswered


@dataclass(frozen=True)
class Seat:
    """A person of a household, or whoever they may bring, and the latest answer; None until there is one."""

    guest: Guest
    coming: bool | None


def _latest_answer() -> Subquery:
    """What was said last of the guest of the outer query, so that one query asks for any number of guests."""
    return Subquery(Reply.objects.filter(guest=OuterRef("pk")).order_by("-pk").values("coming")[:1])


def with_answers(guests: QuerySet[Guest]) -> QuerySet:
    """`guests`, each with `coming`: True, False, or None while nobody has answered for them."""
    return guests.annotate(coming=_latest_answer())


def seats_of(household: Household) -> list[Seat]:
    """The people and extra seats of a household, in the order of its list."""
    guests = with_answers(household.guests.select_related("guest_of"))
    return [Seat(guest, guest.coming) for guest in guests]


def message_of(household: Household) -> str:
    """The household's latest words to the couple; empty when there are none."""
    latest = Message.objects.filter(household=household).order_by("-pk").first()
    return latest.text if latest else ""


def tally(wedding: Wedding) -> Tally:
    """How the replies of the whole wedding stand, in one query."""
    found = _asked(wedding).aggregate(
        yes=Count("pk", filter=Q(coming=True)),
        no=Count("pk", filter=Q(coming=False)),
        open=Count("pk", filter=Q(coming=None)),
    )
    return Tally(found["yes"], found["no"], found["open"])


def silent_households(wedding: Wedding) -> int:
    """How many households have not said anything for at least one of their people."""
    return _asked(wedding).filter(coming=None).values("household").distinct().count()


def _asked(wedding: Wedding) -> QuerySet:
    return with_answers(Guest.objects.filter(household__wedding=wedding))


def is_open(wedding: Wedding, now: datetime | None = None) -> bool:
    """Whether replies are still taken: up to the end of the reply-by day where the wedding takes place."""
    today = (now or timezone.now()).astimezone(wedding.tz).date()
    return wedding.reply_by is None or today <= wedding.reply_by


def latest_messages(wedding: Wedding, limit: int) -> list[Message]:
    """The latest words of each of up to `limit` households, the newest first, with their household; one query."""
    newest = Message.objects.filter(household=OuterRef("household")).order_by("-pk")
    said = Message.objects.filter(household__wedding=wedding, pk=Subquery(newest.values("pk")[:1])).exclude(text="")
    return list(said.select_related("household").order_by("-pk")[:limit])
