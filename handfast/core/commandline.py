"""The command line: Django's own, with plain words where a variable is missing, or the database away or behind."""

import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor

NOT_YET = "The database is not at this version of the site yet. This brings it there: ./run handfast migrate"


def main(arguments: list[str]) -> None:
    """Runs one command. Exit 1 with one line for settings that lack a variable, and for a database that is away or
    lacks tables or columns.

    An error of a database that has all its migrations is a fault of ours, and keeps its traceback.
    """
    try:
        execute_from_command_line(arguments)
    except ImproperlyConfigured as missing:
        if settings.configured:
            raise
        sys.exit(f"{missing}. What each variable is for: docs/configuration.md")
    except (DatabaseError, InterfaceError) as trouble:
        why = _what_is_wrong(trouble)
        if not why:
            raise
        sys.exit(why)


def _what_is_wrong(trouble: Exception) -> str | None:
    try:
        executor = MigrationExecutor(connection)
    except (DatabaseError, InterfaceError):
        return f"The database cannot be reached: {trouble}".strip()
    return NOT_YET if executor.migration_plan(executor.loader.graph.leaf_nodes()) else None
