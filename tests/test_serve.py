"""`handfast serve`: the site and its worker, kept running, and gone when told to go."""

import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

from tests.ports import two_free_ports
from tests.processes import alive, answers, environment, family, wait_for

MANAGE = [sys.executable, str(Path(__file__).parent.parent / "manage.py")]

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("serve")]


@pytest.fixture
def port() -> int:
    return two_free_ports()


@pytest.fixture
def served(tmp_path, port) -> Iterator[subprocess.Popen]:
    own = {"SECRET_KEY": secrets.token_urlsafe(50), "CARD_KEYS": secrets.token_urlsafe(32)}
    settings = environment(tmp_path, **own, SITE_URL=f"http://localhost:{port}")
    for step in (["migrate"], ["collectstatic", "--no-input"]):
        subprocess.run([*MANAGE, *step, "--verbosity", "0"], env=settings, check=True)
    process = subprocess.Popen([*MANAGE, "serve", "--port", str(port)], env=settings)
    yield process
    process.terminate()
    process.wait(timeout=120)


def healthy(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/health/", timeout=30) as answer:
            return answer.status == 200
    except (URLError, ConnectionError, TimeoutError):
        return False


def child(process: subprocess.Popen, word: str) -> int | None:
    """The direct child whose command holds `word`, while there is one."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    named = (int(pid) for pid in children if word in Path(f"/proc/{pid}/cmdline").read_text().split("\0"))
    return next(named, None)


def test_keeps_site_and_worker_and_takes_both_along(served, port):
    assert wait_for(lambda: healthy(port)), "/health/ is 200 once site and worker work"

    site = child(served, "handfast.wsgi:application")
    os.kill(site, signal.SIGKILL)
    assert wait_for(lambda: not alive(site))
    assert wait_for(lambda: healthy(port)), "a site that was killed is started again on the same port"

    worker = child(served, "worker")
    os.kill(worker, signal.SIGKILL)
    assert wait_for(lambda: child(served, "worker") not in (None, worker))

    everyone = family(served.pid)
    served.terminate()
    assert served.wait(timeout=120) == 0
    assert wait_for(lambda: not any(map(alive, everyone)) and not answers(port))


def test_forged_forwarded_headers_change_nothing(served, port):
    assert wait_for(lambda: healthy(port))
    forged = {"X-Forwarded-Host": "evil.example.net", "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}
    with urlopen(Request(f"http://127.0.0.1:{port}/accounts/login/", headers=forged)) as answer:
        page = answer.read().decode()
    assert "evil.example.net" not in page
    assert answer.status == 200
