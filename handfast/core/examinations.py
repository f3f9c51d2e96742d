"""The doctor's look at what every install stands on: its settings, its database, its worker."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http.request import validate_host
from django.utils import timezone

from handfast.core.doctor import Finding, examination, vital
from handfast.core.models import Heartbeat
from handfast.core.worker import PATIENCE

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
SHORTEST_SECRET = 32  # characters


@examination
def settings_are_safe() -> Iterator[Finding]:
    """What Django's own `check --deploy` cannot know about our settings."""
    wrong = [*_weak_secrets(), *_wrong_addresses(), *_missing_files()]
    yield from wrong
    if not wrong:
        yield Finding("settings", True, f"The site is {settings.SITE_URL}; its secrets are its own.")


def _weak_secrets() -> Iterator[Finding]:
    if len(settings.SECRET_KEY) < SHORTEST_SECRET or settings.SECRET_KEY.startswith("django-insecure"):
        yield Finding(
            "settings", False, "SECRET_KEY is too short to be a secret.", "Set SECRET_KEY to 50 random characters."
        )
    if not settings.CARD_KEYS or any(len(key) < SHORTEST_SECRET for key in settings.CARD_KEYS):
        yield Finding(
            "settings",
            False,
            "CARD_KEYS has a key too short to protect the households' cards.",
            "Put a new key of 32 random characters or more first in CARD_KEYS, then run: handfast rotate_cards",
        )
    if settings.DEBUG:
        yield Finding("settings", False, "DEBUG is on: strangers can read the site's inner workings.", "Remove DEBUG.")
    file = settings.HANDFAST_DATA / "handfast.env"
    if file.exists() and file.stat().st_mode & 0o077:
        yield Finding("settings", False, f"Others on this machine can read {file}.", f"chmod 600 {file}")


def _wrong_addresses() -> Iterator[Finding]:
    host = urlsplit(settings.SITE_URL).hostname or ""
    if "*" in settings.ALLOWED_HOSTS:
        yield Finding(
            "settings", False, "ALLOWED_HOSTS lets any name in.", "Set ALLOWED_HOSTS to the names of the site."
        )
    elif not validate_host(host, settings.ALLOWED_HOSTS):
        yield Finding("settings", False, f"ALLOWED_HOSTS does not name {host}.", f"Add {host} to ALLOWED_HOSTS.")
    if settings.HTTPS and not settings.TRUSTED_PROXIES:
        yield Finding(
            "settings",
            False,
            "The site is https, but no proxy is trusted to say who came by https: its pages lead in a circle.",
            "Set TRUSTED_PROXIES to the number of proxies before the site (mostly 1).",
        )


def _missing_files() -> Iterator[Finding]:
    if isinstance(staticfiles_storage, ManifestFilesMixin) and not staticfiles_storage.hashed_files:
        message = "The site's style and scripts are not collected: no page can be shown."
        yield Finding("settings", False, message, "handfast collectstatic --no-input, then start the site again.")


@vital
def database_answers() -> Iterator[Finding]:
    """The database is there, and is the one this release expects."""
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        yield Finding("database", False, f"{len(missing)} migrations are not applied.", "handfast migrate")
    else:
        yield Finding("database", True, f"{connection.display_name} answers and is up to date.")


@examination
def database_takes_writes() -> Iterator[Finding]:
    """A row can be committed, and deleted again: a full disk or a read-only database is found here first.

    One that is rolled back never reaches the disk. Its time is long ago, so that nobody takes it for the worker's.
    """
    try:
        pen, _ = Heartbeat.objects.update_or_create(chore="the doctor's pen", defaults={"at": _LONG_AGO})
        pen.delete()
    except DatabaseError as error:
        yield Finding(
            "database",
            False,
            f"Nothing can be written: {error}",
            "Make room on the disk, and let the site's user write to the data folder.",
        )


@vital
def worker_is_alive() -> Iterator[Finding]:
    """A worker has run in the last two minutes."""
    latest = Heartbeat.objects.order_by("-at").first()
    fix = "handfast serve starts it with the site; handfast worker starts one alone."
    if latest is None:
        yield Finding("worker", False, "No worker has ever run: letters wait and payments are not looked up.", fix)
    elif latest.at < timezone.now() - timedelta(seconds=2 * PATIENCE):
        yield Finding("worker", False, f"No worker has run since {latest.at:%d %B %Y, %H:%M} UTC.", fix)
    else:
        yield Finding("worker", True, "The worker is at work.")


@examination
def chores_succeed() -> Iterator[Finding]:
    """No chore failed the last time it ran."""
    for beat in Heartbeat.objects.exclude(problem="").order_by("chore"):
        yield Finding(
            "worker", False, f"“{beat.chore}” failed: {beat.problem}", "It is tried again; read the worker's log."
        )
