"""The simulation finds nothing, would notice if there were something, and does the same again when asked to."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.simulation import exercised
from tests.simulation.findings import KINDS

# In one group, one after another: a search keeps both cores busy by itself.
pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("simulation")]

ROOT = Path(__file__).parent.parent
SEEDS, AT_ONCE = 300, 2


def start(module: str, *arguments: str, **environment: str) -> subprocess.Popen:
    command = [sys.executable, "-m", module, *arguments]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, cwd=ROOT, text=True, env={**os.environ, **environment}, **pipes)


def test_nothing_is_lost_doubled_or_stuck_whatever_happens():
    part, happened = SEEDS // AT_ONCE, Counter()
    searches = [
        start("tests.simulation", "--seeds", str(part), "--from", str(first), "--json")
        for first in range(0, SEEDS, part)
    ]
    for search in searches:
        said, found = search.communicate()
        assert search.returncode == 0, found
        told = json.loads(said)
        assert list(told) == ["seeds", *KINDS, "payments", "faults", "seconds"]
        assert told["payments"] > part
        happened.update(told["faults"])
    assert exercised.gaps(happened) == []


def test_each_planted_bug_is_found():
    """Those for which a seed is kept; a search for all of them takes long, and is a command."""
    said, found = start("tests.simulation.planted", "--kept", "--first", "--seeds", "12", "--json").communicate()
    told = json.loads(said)
    assert len(told) >= 10
    assert [name for name, hunt in told.items() if not hunt["found"]] == [], found


def test_a_seed_does_the_same_again_whatever_was_played_before_it_and_whatever_is_remembered():
    """One of bills and one of things; `--doubt` finds any SQL that Django would write otherwise."""
    _, after_others = start(
        "tests.simulation", "--seeds", "4", "--from", "43", "--trace", PYTHONHASHSEED="1"
    ).communicate()
    again = ("--seeds", "2", "--from", "45", "--trace", "--doubt")
    _, alone = start("tests.simulation", *again, PYTHONHASHSEED="2").communicate()
    assert len(alone.splitlines()) == 2
    assert alone.splitlines() == after_others.splitlines()[2:]
