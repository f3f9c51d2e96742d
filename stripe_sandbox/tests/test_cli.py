"""The command line, as processes against a served sandbox."""

import json
import os
import re
import signal
import subprocess
import sys
import time

import pytest
import stripe
from test_server import Site

from stripe_sandbox.cli import clock, listen
from stripe_sandbox.cli.scenarios import SCENARIOS
from stripe_sandbox.cli.trigger import BadEdit, edited


class Shell:
    """Runs commands with a home of their own."""

    def __init__(self, home):
        self._environment = {**os.environ, "STRIPE_SANDBOX_HOME": str(home), "PYTHONUNBUFFERED": "1"}
        for name in ("STRIPE_API_BASE", "STRIPE_API_KEY"):
            self._environment.pop(name, None)

    def begin(self, *arguments):
        command = [sys.executable, "-m", "stripe_sandbox", *arguments]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(command, env=self._environment, text=True, **pipes)

    def run(self, *arguments):
        process = self.begin(*arguments)
        out, err = process.communicate(timeout=300)
        return process.returncode, out, err


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def shell(home):
    """A shell beside a running server."""
    shell = Shell(home)
    server = shell.begin("serve", "--port", "0", "--json", "--api-key", "sk_test_robin")
    said = json.loads(server.stdout.readline())
    assert said.keys() == {"url", "pid", "api_key", "publishable_key"}
    assert json.loads((home / "server.json").read_text()) == said
    shell.url = said["url"]
    yield shell
    server.send_signal(signal.SIGTERM)
    server.communicate(timeout=120)
    assert not (home / "server.json").exists()


@pytest.fixture
def client(shell):
    return stripe.StripeClient("sk_test_robin", base_addresses={"api": shell.url})


@pytest.mark.parametrize("event", SCENARIOS)
def test_every_event_can_be_triggered(shell, client, event):
    from stripe_sandbox.cli import main

    assert main(["trigger", event, "--api-base", shell.url, "--api-key", "sk_test_robin"]) == 0
    for _ in range(600):
        if client.v1.events.list({"type": event}).data:
            return
        time.sleep(0.1)
    raise AssertionError(f"{event} did not happen")


def test_trigger_with_other_parameters(shell, client):
    status, out, err = shell.run(
        "trigger", "payment_intent.succeeded", "--override", "payment_intent:amount=5100",
        "--add", "payment_intent:metadata.checkout=12", "--remove", "payment_intent:description",
    )  # fmt: skip
    assert (status, err) == (0, "")
    assert out.endswith("Trigger succeeded! Check dashboard for event details.\n")
    intent = client.v1.payment_intents.list({"limit": 1}).data[0]
    assert (intent.amount, intent.metadata["checkout"], intent.description) == (5100, "12", None)


@pytest.mark.parametrize("wrong", ["nonsense", "nobody:amount=1", "payment_intent:amount"])
def test_an_override_that_fits_nothing(shell, wrong):
    status, _, err = shell.run("trigger", "payment_intent.created", "--override", wrong)
    assert (status, "NAME:PATH" in err) == (1, True)


def test_what_can_be_triggered_is_listed(shell):
    assert shell.run("trigger")[1].split() == list(SCENARIOS)
    assert shell.run("trigger", "invoice.paid")[0] == 1


@pytest.mark.parametrize(
    ("put", "remove", "params"),
    [
        (["payment_intent:payment_method_types.0=link"], [], {"payment_method_types": {"0": "link"}}),
        (["payment_intent:metadata.a.b=c=d"], [], {"metadata": {"a": {"b": "c=d"}}}),
        ([], ["payment_intent:payment_method_types.0"], {"payment_method_types": {}}),
        ([], ["payment_intent:nothing"], {}),
    ],
)
def test_any_parameter_of_a_scenario_can_be_edited(put, remove, params):
    (was,), (now,) = SCENARIOS["payment_intent.succeeded"], edited(SCENARIOS["payment_intent.succeeded"], put, remove)
    assert now.params == {**was.params, **params}


@pytest.mark.parametrize("text", ["customer:name=Omar", "payment_intent:amount", "payment_intent:amount.net=1", "x"])
def test_an_edit_that_fits_nowhere_is_refused(text):
    with pytest.raises(BadEdit):
        edited(SCENARIOS["payment_intent.succeeded"], [text], [])


def read_until(stream, pattern):
    lines = []
    for line in stream:
        lines.append(line)
        if re.search(pattern, line):
            return lines
    raise AssertionError("".join(lines))


def test_listen_forwards_signed_events_and_shows_them(shell):
    secret = shell.run("listen", "--print-secret")[1].strip()
    site = Site()
    import threading

    threading.Thread(target=site.serve_forever, daemon=True).start()
    site.secret = secret
    listener = shell.begin(
        "listen", "--forward-to", f"127.0.0.1:{site.server_port}/hook", "--events", "customer.created"
    )
    try:
        assert secret in read_until(listener.stderr, "Ready!")[-1]
        assert shell.run("trigger", "customer.updated")[0] == 0
        lines = read_until(listener.stdout, "<--")
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d   --> customer\.created \[evt_\w+\]\n", lines[0])
        assert re.fullmatch(rf"[-\d]+ [:\d]+  <--  \[200\] POST {site.url} \[evt_\w+\]\n", lines[1])
        assert [event.type for event in site.got] == ["customer.created"]
    finally:
        listener.send_signal(signal.SIGINT)
        listener.communicate(timeout=120)
        site.shutdown()
        site.server_close()


def test_listen_says_when_nobody_takes_the_event(shell):
    listener = shell.begin("listen", "--forward-to", "9")
    try:
        read_until(listener.stderr, "Ready!")
        shell.run("trigger", "customer.created")
        assert "[ERROR] Failed to POST" in read_until(listener.stdout, "ERROR")[-1]
    finally:
        listener.send_signal(signal.SIGINT)
        listener.communicate(timeout=120)


def test_logs_tail(shell, client):
    tail = shell.begin("logs", "tail", "--filter-status-code", "404", "--format", "json")
    try:
        read_until(tail.stderr, "Ready!")
        client.v1.customers.create()
        with pytest.raises(stripe.InvalidRequestError):
            client.v1.payment_intents.retrieve("pi_no")
        entry = json.loads(tail.stdout.readline())
        assert (entry["status"], entry["path"]) == (404, "/v1/payment_intents/pi_no")
        assert entry["error"]["code"] == "resource_missing"
    finally:
        tail.send_signal(signal.SIGINT)
        tail.communicate(timeout=120)


def test_events_listed_and_resent(shell, client):
    client.v1.customers.create()
    _, out, _ = shell.run("events", "list", "--type", "customer.created", "--limit", "1")
    id = re.search(r"\[(evt_\w+)\]", out)[1]
    status, out, _ = shell.run("events", "resend", id)
    assert (status, json.loads(out)["id"]) == (0, id)
    assert shell.run("events", "resend", "evt_no")[0] == 1


def test_faults_come_and_go(shell, client):
    assert shell.run("faults", "add", "error_before", "--match", "/v1/disputes")[0] == 0
    with pytest.raises(stripe.APIError):
        client.v1.disputes.list()
    rules = json.loads(shell.run("faults", "list", "--format", "json")[1])["rules"]
    assert [rule["kind"] for rule in rules] == ["error_before"]
    shell.run("faults", "clear")
    assert client.v1.disputes.list({"charge": "ch_none"}).data == []


def test_the_clock_is_moved(shell):
    before = json.loads(shell.run("clock", "--format", "json")[1])["offset"]
    after = json.loads(shell.run("clock", "--advance", "3m", "--format", "json")[1])["offset"]
    assert after - before == 180
    assert "s ahead" in shell.run("clock")[1]


@pytest.mark.parametrize(
    ("text", "seconds"), [("90", 90), ("1.5s", 1.5), ("3m", 180), ("24h", 86_400), ("7d", 604_800)]
)
def test_durations(text, seconds):
    assert clock.duration(text) == seconds


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("8000", "http://localhost:8000"),
        ("/invoices/wh", "http://localhost/invoices/wh"),
        ("localhost:8000/invoices/wh", "http://localhost:8000/invoices/wh"),
        ("https://robin.example/hook", "https://robin.example/hook"),
    ],
)
def test_where_to_forward(text, url):
    assert listen.target(text) == url


@pytest.mark.parametrize("text", ["http://[", "http://", "localhost:99999", "localhost:door", "0", "70000"])
def test_what_leads_nowhere_is_refused_at_once(text):
    from stripe_sandbox.cli import parser

    with pytest.raises(SystemExit):
        parser().parse_args(["listen", "--forward-to", text])


def test_a_misspelt_event_is_warned_of(shell):
    listener = shell.begin("listen", "--events", "customer.created,payment_intent.suceeded")
    try:
        assert "no event type payment_intent.suceeded" in read_until(listener.stderr, "Warning")[-1]
    finally:
        listener.send_signal(signal.SIGINT)
        listener.communicate(timeout=120)


def test_with_no_server_there_is_a_line_that_mends_it(tmp_path):
    status, _, err = Shell(tmp_path).run("trigger", "customer.created")
    assert (status, "stripe-sandbox serve" in err) == (1, True)


def test_a_port_in_use_is_said_plainly(shell):
    status, _, err = shell.run("serve", "--port", shell.url.rsplit(":", 1)[1])
    assert (status, "cannot start" in err, "Traceback" in err) == (1, True, False)
