"""`./run demo` from a bare folder: ready, true, the same after a restart, and gone when told to go."""

import json
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.ports import two_free_ports
from tests.processes import alive, answers, environment, family, wait_for

ROOT = Path(__file__).parent.parent

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("demo")]


class Demo:
    """A demo in a process of its own, on data of its own."""

    def __init__(self, data: Path, port: int, *options: str) -> None:
        self.port = port
        self.process = subprocess.Popen(
            [ROOT / "run", "demo", "--json", "--port", str(port), *options],
            env=environment(data),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def ready(self) -> dict:
        """What it prints when it is ready."""
        line = self.process.stdout.readline()
        if not line:
            pytest.fail(self.process.communicate()[1])
        return json.loads(line)

    def is_gone(self, family: list[int]) -> bool:
        """Whether every one of `family` has ended, and both ports are free again."""
        self.process.poll()
        return not any(alive(pid) for pid in family) and not any(answers(self.port + n) for n in (0, 1))


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("demo") / "data"


@pytest.fixture
def demo(data: Path) -> Iterator[Demo]:
    running = Demo(data, two_free_ports())
    yield running
    if running.process.poll() is None:
        running.process.terminate()
    running.process.communicate(timeout=120)


@pytest.fixture(scope="module")
def first_sign_ins(data: Path) -> dict:
    """What the first start on this data printed; it was ended by Ctrl-C and left nothing behind."""
    demo = Demo(data, two_free_ports())
    ready = demo.ready()
    everyone = family(demo.process.pid)
    assert len(everyone) >= 5, "supervisor, site with two processes, worker, sandbox"
    demo.process.send_signal(signal.SIGINT)
    assert demo.process.wait(timeout=120) == 0
    assert wait_for(lambda: demo.is_gone(everyone))
    return ready


def test_prints_where_to_go_and_how_to_sign_in(first_sign_ins):
    assert set(first_sign_ins) == {"site", "sandbox", "wedding", "host", "guest"}
    assert set(first_sign_ins["host"]) == {"email", "password"}
    assert set(first_sign_ins["guest"]) == {"code", "passphrase", "link"}


def test_first_secrets_are_random_and_nobody_elses_to_read(first_sign_ins, data):
    file = data / "handfast.env"
    assert file.stat().st_mode & 0o777 == 0o600
    values = dict(line.split("=", 1) for line in file.read_text().splitlines())
    assert len(values["SECRET_KEY"]) >= 50
    assert len(values["CARD_KEYS"]) >= 32
    assert values["SECRET_KEY"] != values["CARD_KEYS"]


def test_restart_keeps_sign_ins_and_payments_and_kill_leaves_nobody_behind(first_sign_ins, demo, data):
    ready = demo.ready()
    assert ready["host"] == first_sign_ins["host"]
    assert ready["guest"]["passphrase"] == first_sign_ins["guest"]["passphrase"]
    with urlopen(f"{ready['site']}/health/") as answer:
        assert json.load(answer) == {"ok": True, "problems": []}
    command = [ROOT / "run", "handfast", "ledger", "--wedding", "robin-and-sam", "--json"]
    ledger = json.loads(subprocess.run(command, env=environment(data), capture_output=True, check=True).stdout)
    assert [entry["amount"] for entry in ledger["entries"] if entry["kind"] == "payment"] == [7_500, 12_000, 5_000]

    everyone = family(demo.process.pid)
    demo.process.kill()
    assert wait_for(lambda: demo.is_gone(everyone))


def test_second_demo_on_the_same_data_is_refused(first_sign_ins, demo, data):
    demo.ready()
    second = Demo(data, two_free_ports())
    _, said = second.process.communicate(timeout=300)
    assert second.process.returncode == 1
    assert "is running on" in said


def test_taken_port_is_said_plainly(first_sign_ins, data):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        demo = Demo(data, port)
        _, said = demo.process.communicate(timeout=300)
    assert demo.process.returncode == 1
    assert f"Port {port} is taken" in said


def test_real_sites_data_is_refused(tmp_path):
    (tmp_path / "handfast.env").write_text(
        "SECRET_KEY=" + "s" * 50 + "\nCARD_KEYS=" + "c" * 40 + "\nSTRIPE_SECRET_KEY=sk_live_x\n"
    )
    demo = Demo(tmp_path, two_free_ports(), "--fresh")
    _, said = demo.process.communicate(timeout=300)
    assert demo.process.returncode == 1
    assert "belongs to a real site" in said
    assert "sk_live_x" in (tmp_path / "handfast.env").read_text()
