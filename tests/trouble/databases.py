"""A database in trouble, in the ways in which this one can be: none of them touches the site's code."""

import resource
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from django.db import OperationalError, connection
from django.db.backends.signals import connection_created
from django.utils import timezone

from handfast.core.models import Heartbeat

LARGEST_FILE = 65_536  # bytes
PATIENCE = "PRAGMA busy_timeout = "  # milliseconds; the site's own is 20 s, longer than a test should take


@contextmanager
def full() -> Iterator[None]:
    """No file may grow: what was written stays, and nothing more can be."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, hard))
    try:
        _fill_up()
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, hard))


def _fill_up() -> None:
    for seconds in range(LARGEST_FILE):
        try:
            Heartbeat.objects.update_or_create(chore="ballast", defaults={"seconds": seconds, "at": timezone.now()})
        except OperationalError:
            return


@contextmanager
def locked() -> Iterator[None]:
    """Somebody else writes, and does not come to an end."""
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with _every_connection(f"{PATIENCE} 100", f"{PATIENCE} 20000"):
            yield
    finally:
        other.rollback()
        other.close()


def read_only() -> AbstractContextManager[None]:
    """As on a disk that was mounted so after an error, or on a PostgreSQL that follows another."""
    if connection.vendor == "sqlite":
        return _every_connection("PRAGMA query_only = ON", "PRAGMA query_only = OFF")
    return _every_connection("SET default_transaction_read_only = on", "SET default_transaction_read_only = off")


@contextmanager
def _every_connection(trouble: str, cure: str) -> Iterator[None]:
    """Says `trouble` on every connection that there is or will be, until it is over."""

    def say(connection, **_kwargs: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute(trouble)

    say(connection)
    connection_created.connect(say)
    try:
        yield
    finally:
        connection_created.disconnect(say)
        with connection.cursor() as cursor:
            cursor.execute(cure)


# A PostgreSQL whose disk is full cannot be had without a disk of its own; to the site it is one that takes no writes.
TROUBLES: list[Callable[[], AbstractContextManager[None]]] = (
    [full, locked, read_only] if connection.vendor == "sqlite" else [read_only]
)
