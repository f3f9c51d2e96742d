"""`./run bench [--json]`: runs every `bench_…` of `<app>/bench.py` and of this folder, on a database of its own.

Each returns a row or several: `{"what", "value", "unit", "against", "ratio"}`; `ratio` is to the value of `against`.
Machines differ and are busy: trust the ratios.
"""

import argparse
import contextlib
import importlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


def main() -> None:
    """Prints a table, or one line of JSON."""
    arguments = argparse.ArgumentParser(prog="./run bench")
    arguments.add_argument("--json", action="store_true")
    arguments.add_argument("names", nargs="*", help="Only those whose name holds one of these words.")
    asked = arguments.parse_args()
    rows = [row for bench in benches(asked.names) for row in _rows(bench)]
    print(json.dumps(rows) if asked.json else "\n".join(map(_line, rows)))  # noqa: T201


def benches(names: list[str]) -> Iterator[Callable[[], dict | list[dict]]]:
    """The functions, by name."""
    files = [*sorted((ROOT / "handfast").glob("*/bench.py")), *sorted(HERE.glob("bench_*.py"))]
    for file in files:
        module = importlib.import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
        for name in sorted(vars(module)):
            if name.startswith("bench_") and (not names or any(word in name for word in names)):
                yield getattr(module, name)


def _rows(bench: Callable[[], dict | list[dict]]) -> list[dict]:
    result = bench()
    return [result] if isinstance(result, dict) else result


def _line(row: dict) -> str:
    return f"{row['what']:<60} {row['value']:>10,.1f} {row['unit']:<12} {row['ratio']:>6.2f} × {row['against']}"


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django
    from django.test.utils import setup_databases, teardown_databases

    django.setup()
    with contextlib.redirect_stdout(sys.stderr):
        database = setup_databases(verbosity=0, interactive=False)
    try:
        main()
    finally:
        teardown_databases(database, verbosity=0)
