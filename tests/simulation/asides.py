"""Questions that the simulation asks the database for itself: they are no points, and cost next to nothing.

Asked by the ORM, like the site's own, they were a third of a run's time.
"""

from typing import Any

from django.db import connection


def written() -> int:
    """How many rows were ever written: as long as it is the same, so is everything."""
    connection.ensure_connection()
    assert connection.connection is not None
    return connection.connection.total_changes


def ask(sql: str, *params: Any) -> list[tuple]:
    """The rows of a question that changes nothing."""
    connection.ensure_connection()
    assert connection.connection is not None
    return connection.connection.execute(sql, params).fetchall()
