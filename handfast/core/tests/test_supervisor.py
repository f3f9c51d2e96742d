"""Children are kept running, and none outlives us."""

import os
import signal
import subprocess
import sys
import time

import pytest

from handfast.core.supervisor import Child, Supervisor
from tests.processes import alive, wait_for

# A child that forks one of its own, writes both ids, and sleeps.
FAMILY = """
import os, pathlib, sys, time
forked = os.fork()
if forked:
    pathlib.Path(sys.argv[1]).write_text(f"{os.getpid()} {forked}")
time.sleep(60)
"""

GUARDIAN = """
import sys
from handfast.core.supervisor import Supervisor
with Supervisor() as supervisor:
    supervisor.start("family", [sys.executable, "-c", sys.argv[2], sys.argv[1]])
    supervisor.run()
"""


@pytest.fixture
def guardian(tmp_path):
    """A supervisor in a process of its own, and the ids of the child and grandchild that it keeps."""
    ids = tmp_path / "ids"
    process = subprocess.Popen([sys.executable, "-c", GUARDIAN, str(ids), FAMILY])
    assert wait_for(lambda: ids.exists() and len(ids.read_text().split()) == 2)
    child, grandchild = map(int, ids.read_text().split())
    yield process, child, grandchild, ids
    process.kill()
    process.wait()
    for pid in (child, grandchild):
        if alive(pid):
            os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_clean_end_leaves_nobody_behind(guardian, sign):
    process, child, grandchild, _ = guardian
    process.send_signal(sign)
    assert process.wait(timeout=120) == 0
    assert wait_for(lambda: not alive(child) and not alive(grandchild))


def test_kill_of_the_supervisor_tells_its_children_to_stop(guardian):
    process, child, *_ = guardian
    process.kill()
    assert wait_for(lambda: not alive(child))


def test_child_that_dies_is_buried_with_its_own_and_started_again(guardian):
    _, child, grandchild, ids = guardian
    ids.unlink()
    os.kill(child, signal.SIGKILL)
    assert wait_for(lambda: not alive(grandchild)), "what it forked would still hold its port"
    assert wait_for(lambda: ids.exists() and len(ids.read_text().split()) == 2)
    for pid in map(int, ids.read_text().split()):
        assert alive(pid)


def test_child_that_keeps_dying_is_started_ever_more_slowly():
    child = Child("broken", ["false"])
    waits = []
    for _ in range(7):
        child.start()
        child.process.wait()
        before = time.monotonic()
        child.bury()
        longest = child.start_again_at - before
        waits.append((child.start_again_at - time.monotonic(), longest))
    for wait, (shortest, longest) in zip([1, 2, 4, 8, 16, 30, 30], waits, strict=True):
        assert shortest <= wait <= longest


def test_waiting_ends_at_once_when_a_child_dies():
    supervisor = Supervisor()
    supervisor.start("broken", ["false"])
    assert supervisor.wait_until(lambda: False, seconds=86_400) is False
    supervisor.end_all()
