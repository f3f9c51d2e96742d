"""The simulation finds nothing, would notice if there were something, and does the same again when asked to."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from stripe_sandbox.faults import KINDS

pytestmark = pytest.mark.processes

ROOT = Path(__file__).parent.parent
SEEDS, PART = 300, 75
CRASHES = (
    "before begin", "inside a transaction", "before commit", "after commit", "before read", "before write",
    "after write", "before a call", "after a call",
)  # fmt: skip


def run(module: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env={**os.environ, **environment})


@pytest.mark.parametrize("first", range(0, SEEDS, PART))
def test_nothing_is_lost_doubled_or_stuck(first):
    done = run("tests.simulation", "--seeds", str(PART), "--from", str(first), "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert list(told) == ["seeds", "lost", "doubled", "letters_doubled", "stuck", "payments", "faults", "seconds"]
    assert told["payments"] > PART
    assert {f"crash {where}" for where in CRASHES} | {f"fault {kind}" for kind in KINDS} <= set(told["faults"])


def test_a_seed_does_the_same_again_whatever_was_played_before_it():
    after_others = run("tests.simulation", "--seeds", "4", "--from", "40", "--trace", PYTHONHASHSEED="1").stderr
    alone = run("tests.simulation", "--seeds", "2", "--from", "42", "--trace", PYTHONHASHSEED="2").stderr
    assert len(alone.splitlines()) == 2
    assert alone.splitlines() == after_others.splitlines()[2:]
