"""State in one SQLite file, written through, so that writing stays flat as the file fills.

Each value has a place of its own, numbered in the order of creation: new rows go to the end of the file, and what is
still changing lies close by.
"""

import json
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from stripe_sandbox.world import Row

SCHEMA = """
CREATE TABLE IF NOT EXISTS kept (place INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL)
"""
PUT = "INSERT INTO kept VALUES (?, ?, ?, ?) ON CONFLICT (place) DO UPDATE SET value = excluded.value"


class Store:
    """Keeps a world's rows in a file. Raises sqlite3.Error for a file that is no SQLite database."""

    def __init__(self, path: str | Path) -> None:
        self._lock = threading.Lock()
        self._database = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._database.execute("PRAGMA journal_mode=WAL")
        # A killed process loses nothing; only a power cut may lose the last moments, which a sandbox can bear.
        self._database.execute("PRAGMA synchronous=NORMAL")
        self._database.execute("PRAGMA wal_autocheckpoint=8000")
        self._database.execute(SCHEMA)

    def rows(self) -> Iterator[tuple[int, str, str, Any]]:
        """Everything that was kept: place, kind, name, value; in the order of creation."""
        for place, kind, name, value in self._database.execute("SELECT * FROM kept ORDER BY place"):
            yield place, kind, name, json.loads(value)

    def write(self, changes: dict[int, Row | None]) -> None:
        """One turn's changes in one transaction; None deletes."""
        puts = [(place, row[0], row[1], json.dumps(row[2])) for place, row in changes.items() if row]
        gone = [(place,) for place, row in changes.items() if not row]
        with self._lock:
            self._database.execute("BEGIN IMMEDIATE")
            self._database.executemany(PUT, puts)
            if gone:
                self._database.executemany("DELETE FROM kept WHERE place = ?", gone)
            self._database.execute("COMMIT")

    def close(self) -> None:
        """Lets go of the file."""
        self._database.close()
