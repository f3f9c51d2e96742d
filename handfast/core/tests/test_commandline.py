"""What the command line says where the site is not set up."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from handfast.core.commandline import NOT_YET

ROOT = Path(__file__).parents[3]
KEY = "a key of a test, longer than fifty characters and drawn by nobody"


def command(**variables: str) -> subprocess.CompletedProcess[str]:
    """`import_guests` of any file, with these variables and none that the test itself has of the site."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    line = [sys.executable, "manage.py", "import_guests", "README.md", "--wedding", "robin-and-sam"]
    return subprocess.run(line, cwd=ROOT, env=kept | variables, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize(
    ("database", "words"),
    [("sqlite:///{folder}/new.sqlite3", NOT_YET), ("postgres://robin@127.0.0.1:1/x", "database cannot be reached")],
)
def test_a_database_that_is_away_or_behind_is_told_in_a_line(database: str, words: str, tmp_path: Path) -> None:
    done = command(
        SECRET_KEY=KEY, CARD_KEYS=KEY, HANDFAST_DATA=str(tmp_path), DATABASE_URL=database.format(folder=tmp_path)
    )
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_variable_that_is_missing_is_told_in_a_line(tmp_path: Path) -> None:
    done = command(HANDFAST_DATA=str(tmp_path))
    assert done.returncode == 1
    assert (
        done.stderr.strip()
        == "Set the SECRET_KEY environment variable. What each variable is for: docs/configuration.md"
    )
