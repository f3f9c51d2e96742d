"""What a wedding needs of its hosts just now: asked of the rows each time the overview is opened."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handfast.dashboard.money_filters import waiting
from handfast.dashboard.takings import discrepancies_of
from handfast.invoices.ageing import overdue
from handfast.payments.bank.counted import partly_counted
from handfast.payments.discrepancies import still_open
from handfast.registry.overview import overpaid
from handfast.rsvps.answers import Tally, silent_households
from handfast.weddings.models import Host, Wedding

# Days before the reply-by day from which on silence is worth a host's thought.
CHASE_FROM = 21


@dataclass(frozen=True)
class Need:
    """One thing to do: what it is, and the button that leads to where it is done."""

    words: str
    url: str
    label: str


def needs(wedding: Wedding, host: Host, replies: Tally) -> list[Need]:
    """What `host` can do something about, the most pressing first."""
    found = [*_of_owners(wedding)] if host.is_owner else []
    return [*found, *_of_everyone(wedding, replies)]


def _of_owners(wedding: Wedding) -> Iterator[Need]:
    odd = still_open(discrepancies_of(wedding.book)).count()
    if odd:
        words = ngettext(
            "%(count)d payment at Stripe does not fit your book",
            "%(count)d payments at Stripe do not fit your book",
            odd,
        )
        yield Need(words % {"count": odd}, _page("dashboard:money", wedding), _("Look at it"))
    yield from _transfers(wedding)
    yield from _bills(wedding)
    yield from _gifts(wedding)
    unsent = wedding.mailbox.letters.filter(done_at=None).exclude(problem="").count()
    if unsent:
        words = ngettext("%(count)d letter could not be sent yet", "%(count)d letters could not be sent yet", unsent)
        yield Need(words % {"count": unsent}, _page("dashboard:letters", wedding), _("See the letters"))
    if wedding.starts_at is None:
        yield Need(_("Your guests cannot see a day yet"), _page("weddings:site", wedding), _("Set the day"))


def _transfers(wedding: Wedding) -> Iterator[Need]:
    sent = waiting(wedding.book.checkouts.all()).count()
    if sent:
        words = ngettext("%(count)d bank transfer was sent to you", "%(count)d bank transfers were sent to you", sent)
        yield Need(words % {"count": sent}, _page("dashboard:bank", wedding), _("Look whether it came"))
    partly = len(partly_counted(wedding.book))
    if partly:
        words = ngettext(
            "Only some of %(count)d bank transfer counts for anything",
            "Only some of %(count)d bank transfers counts for anything",
            partly,
        )
        yield Need(words % {"count": partly}, _page("dashboard:bank", wedding), _("Say what for"))


def _bills(wedding: Wedding) -> Iterator[Need]:
    late = len(overdue(wedding))
    if late:
        words = ngettext("%(count)d invoice is overdue", "%(count)d invoices are overdue", late)
        yield Need(words % {"count": late}, _page("invoices:list", wedding) + "?show=overdue", _("See it"))


def _gifts(wedding: Wedding) -> Iterator[Need]:
    too_much = len(overpaid(wedding, timezone.now()))
    if too_much:
        words = ngettext(
            "More than its price was paid for %(count)d gift",
            "More than their price was paid for %(count)d gifts",
            too_much,
        )
        yield Need(words % {"count": too_much}, _page("registry:host_gifts", wedding), _("See the gifts"))


def _of_everyone(wedding: Wedding, replies: Tally) -> Iterator[Need]:
    if replies.total == 0:
        yield Need(_("Your guest list is empty"), _page("guests:imports", wedding), _("Upload your list"))
    elif wedding.reply_by:
        yield from _silence(wedding, wedding.reply_by)


def _silence(wedding: Wedding, reply_by: date) -> Iterator[Need]:
    left = (reply_by - timezone.localdate(timezone=wedding.tz)).days
    silent = silent_households(wedding) if left <= CHASE_FROM else 0
    if not silent:
        return
    words = ngettext(
        "%(count)d household has not answered for everybody",
        "%(count)d households have not answered for everybody",
        silent,
    )
    yield Need(words % {"count": silent}, _page("guests:list", wedding) + "?show=open", _("See who"))


def _page(name: str, wedding: Wedding) -> str:
    return reverse(name, kwargs={"slug": wedding.slug})
