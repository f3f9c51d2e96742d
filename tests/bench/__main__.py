"""`./run bench [--json]`: runs every `bench_…` of this folder, on a database of its own.

Each returns a row or several: `{"what", "value", "unit", "against", "ratio"}`; `ratio` is to the value of `against`.
Machines differ and are busy: trust the ratios. All run on PostgreSQL; one marked `on_both_databases` runs on SQLite
too, in a process of its own.
"""

import argparse
import contextlib
import importlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

HERE = Path(__file__).parent
ON_POSTGRESQL = "DATABASE_URL" in os.environ
Bench = Callable[[], dict | list[dict]]


def main() -> None:
    """Prints a table, or one line of JSON."""
    arguments = argparse.ArgumentParser(prog="./run bench")
    arguments.add_argument("--json", action="store_true")
    arguments.add_argument("names", nargs="*", help="Only those whose name holds one of these words.")
    asked = arguments.parse_args()
    rows = [row for bench in benches(asked.names) for row in _rows(bench)]
    if ON_POSTGRESQL:
        rows += _rows_on_sqlite(asked.names)
    print(json.dumps(rows) if asked.json else "\n".join(map(_line, rows)))  # noqa: T201


def benches(names: list[str]) -> Iterator[Bench]:
    """The functions that this database is meant for, by name."""
    for file in sorted(HERE.glob("bench_*.py")):
        module = importlib.import_module(f"tests.bench.{file.stem}")
        for name in sorted(vars(module)):
            if not name.startswith("bench_") or (names and not any(word in name for word in names)):
                continue
            bench: Bench = getattr(module, name)
            if ON_POSTGRESQL or hasattr(bench, "on_both_databases"):
                yield bench


def _rows(bench: Bench) -> list[dict]:
    """Its rows, which say on which database wherever there are two."""
    result = bench()
    rows = [result] if isinstance(result, dict) else result
    if hasattr(bench, "on_both_databases"):
        database = "PostgreSQL" if ON_POSTGRESQL else "SQLite"
        return [{**row, "what": f"{row['what']} ({database})"} for row in rows]
    return rows


def _rows_on_sqlite(names: list[str]) -> list[dict]:
    """What the benches for both databases find on SQLite, which this process cannot turn to."""
    elsewhere = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    said = subprocess.check_output([sys.executable, "-m", "tests.bench", "--json", *names], env=elsewhere)
    rows: list[dict] = json.loads(said)
    return rows


def _line(row: dict) -> str:
    return f"{row['what']:<60} {row['value']:>10,.1f} {row['unit']:<12} {row['ratio']:>6.2f} × {row['against']}"


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    django.setup()
    with tempfile.TemporaryDirectory(prefix="handfast-bench-") as folder:
        if not ON_POSTGRESQL:
            connection.settings_dict["TEST"]["NAME"] = f"{folder}/bench.sqlite3"  # a file, as on a server
        with contextlib.redirect_stdout(sys.stderr):
            database = setup_databases(verbosity=0, interactive=False)
        try:
            main()
        finally:
            teardown_databases(database, verbosity=0)
