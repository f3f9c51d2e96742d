"""State in one SQLite file, written through: one row a value, so that writing stays flat as the file fills."""

import json
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SCHEMA = """
CREATE TABLE IF NOT EXISTS kept (
    kind TEXT NOT NULL, id TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (kind, id)
) WITHOUT ROWID
"""
PUT = "INSERT INTO kept VALUES (?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET value = excluded.value"


class Store:
    """Keeps a world's rows in a file. Raises sqlite3.Error for a file that is no SQLite database."""

    def __init__(self, path: str | Path) -> None:
        self._lock = threading.Lock()
        self._database = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._database.execute("PRAGMA journal_mode=WAL")
        # A killed process loses nothing; only a power cut may lose the last moments, which a sandbox can bear.
        self._database.execute("PRAGMA synchronous=NORMAL")
        self._database.execute(SCHEMA)

    def rows(self) -> Iterator[tuple[str, str, Any]]:
        """Everything that was kept: kind, id, value."""
        for kind, id, value in self._database.execute("SELECT kind, id, value FROM kept"):
            yield kind, id, json.loads(value)

    def write(self, changes: dict[tuple[str, str], Any]) -> None:
        """One turn's changes in one transaction; None deletes."""
        puts = [(kind, id, json.dumps(value)) for (kind, id), value in changes.items() if value is not None]
        gone = [key for key, value in changes.items() if value is None]
        with self._lock:
            self._database.execute("BEGIN IMMEDIATE")
            self._database.executemany(PUT, puts)
            self._database.executemany("DELETE FROM kept WHERE kind = ? AND id = ?", gone)
            self._database.execute("COMMIT")

    def close(self) -> None:
        """Lets go of the file."""
        self._database.close()
