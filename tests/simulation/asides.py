"""Questions that the simulation asks the database for itself: they are no points, and cost next to nothing.

Asked by the ORM, like the site's own, they were a third of a run's time.
"""

import sqlite3
from typing import Any

from django.db import connections


def written() -> int:
    """How many rows were ever written: as long as it is the same, so is everything."""
    return _database().total_changes


def ask(sql: str, *params: Any) -> list[tuple]:
    """The rows of a question that changes nothing."""
    return _database().execute(sql, params).fetchall()


def _database() -> sqlite3.Connection:
    database = connections["default"]
    database.ensure_connection()
    assert database.connection is not None
    return database.connection
