"""How often one may try to sign in, for cards and for passwords alike.

Only tries that do not succeed count. From one network there are ten a minute; at one name (a code, an e-mail) from one
network five in five minutes and ten in an hour, so that the waits grow. Nobody is locked out by what others do: whoever
comes from another network has tries of their own. At a name that is tried from everywhere each network is left with one
a minute, which is enough for the person it belongs to and of no use to anybody who guesses.

The tries are rows, written before they are judged, so that twenty at once are counted as twenty in every process.
"""

import hashlib
import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import ngettext

from handfast.accounts.models import Attempt


class Limit(NamedTuple):
    """How many failures are let pass within how long."""

    failures: int
    within: timedelta


NETWORK = [Limit(10, timedelta(minutes=1))]
NAME_FROM_NETWORK = [Limit(5, timedelta(minutes=5)), Limit(10, timedelta(hours=1))]
BESIEGED = Limit(50, timedelta(hours=1))
NAME_FROM_NETWORK_BESIEGED = [Limit(1, timedelta(minutes=1))]


class TooManyAttempts(Exception):
    """Too many failures; `wait` says for how long no further try is looked at."""

    def __init__(self, wait: timedelta) -> None:
        self.wait = wait
        minutes = max(1, -(-int(wait.total_seconds()) // 60))
        super().__init__(
            ngettext(
                "That did not match several times. Please wait a minute, then try again.",
                "That did not match several times. Please wait %(minutes)d minutes, then try again.",
                minutes,
            )
            % {"minutes": minutes}
        )


@dataclass(frozen=True)
class Try:
    """A try under way. It counts as a failure unless `succeeded` is called."""

    rows: tuple[Attempt, Attempt, Attempt]

    def succeeded(self) -> None:
        """Takes the try back, and only this one: a right guess does not wipe out the wrong ones before it."""
        Attempt.objects.filter(pk__in=[row.pk for row in self.rows]).delete()


def begin(request: HttpRequest, name: str) -> Try:
    """Notes a try at `name` before anything is compared. Raises TooManyAttempts when there were too many."""
    now, network = timezone.now(), network_of(request)
    keys = (f"network {network}", f"name {name} network {network}", f"name {name}")
    by_network, by_both, by_name = Attempt.objects.bulk_create([Attempt(key=_hash(key), at=now) for key in keys])
    this = Try((by_network, by_both, by_name))
    besieged = _wait(by_name, BESIEGED, now) is not None
    limits = [(by_network, limit) for limit in NETWORK] + [(by_both, limit) for limit in NAME_FROM_NETWORK]
    limits += [(by_both, limit) for limit in NAME_FROM_NETWORK_BESIEGED if besieged]
    waits = [wait for row, limit in limits if (wait := _wait(row, limit, now))]
    if waits:
        this.succeeded()  # a try that was never looked at is no failure: who waits is let in again in time
        raise TooManyAttempts(max(waits))
    return this


def network_of(request: HttpRequest) -> str:
    """Where a request comes from: its IPv4 address, or the /64 of its IPv6 address, which is one home's.

    Forwarded addresses are believed from the proxies that TRUSTED_PROXIES counts, and from nobody else.
    """
    address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    # A server that listens on IPv6 alone sees every IPv4 address inside one and the same /64.
    return str(address.ipv4_mapped or ipaddress.ip_network((address, 64), strict=False))


def sweep(older_than: timedelta = timedelta(days=1)) -> int:
    """Forgets tries that no limit looks at any more; how many."""
    return Attempt.objects.filter(at__lt=timezone.now() - older_than).delete()[0]


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _wait(row: Attempt, limit: Limit, now: datetime) -> timedelta | None:
    """How long until `limit` lets the try of `row` pass; None when it does now."""
    earlier = Attempt.objects.filter(key=row.key, at__gt=now - limit.within).exclude(pk=row.pk).order_by("-at")
    oldest = earlier.values_list("at", flat=True)[limit.failures - 1 : limit.failures].first()
    return oldest + limit.within - now if oldest else None
