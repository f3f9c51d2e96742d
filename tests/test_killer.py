"""Real processes are killed at random while gifts are given, and nothing is lost; and the killer would notice."""

import json
import subprocess
import sys
import time
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

import pytest
from stripe_sandbox.world import World

from tests.killer.post import Post
from tests.killer.sayings import Sayings
from tests.processes import environment
from tests.simulation.findings import Findings

ROOT = Path(__file__).parent.parent
ROUNDS = 4


@pytest.mark.processes
@pytest.mark.xdist_group("killer")
@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_nothing_is_lost_doubled_or_stuck_whoever_is_killed(database, tmp_path):
    command = [sys.executable, "-m", "tests.killer", "--rounds", str(ROUNDS), "--database", database, "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=environment(tmp_path))
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert sum(told["kills"].values()) >= ROUNDS
    assert told["payments"] > 0
    assert told["pages"] > 0


def judged(heading: str, *statuses: str) -> Findings:
    """What is found when a page says so of a gift that went through these statuses at Stripe before."""
    account, findings, sayings = World().account("killer", False), Findings(), Sayings()
    for status in statuses:
        intent = {"id": "pi_1", "object": "payment_intent", "status": status, "metadata": {"handfast_checkout": "t"}}
        account.add({"id": account.draw("evt"), "object": "event", "created": 0, "data": {"object": intent}})
    sayings.said("t", f'<div id="standing"><h1>{heading}</h1></div>', time.time(), time.time())
    sayings.judge(account, findings)
    return findings


def test_a_page_that_says_more_than_stripe_knew_is_found():
    assert not judged("Thank you", "requires_payment_method", "processing", "succeeded")
    assert not judged("Nothing has been paid yet", "requires_payment_method", "succeeded")
    assert judged("Thank you", "requires_payment_method", "processing")
    assert judged("Your bank has a question", "requires_payment_method")
    assert judged("We are looking into this", "requires_payment_method")


def test_a_page_that_takes_back_received_is_found():
    account, findings, sayings = World().account("killer", False), Findings(), Sayings()
    for number, heading in enumerate(("Thank you", "Nothing has been paid yet")):
        sayings.said("t", f'<div id="standing"><h1>{heading}</h1></div>', number, number + 0.5)
    sayings.judge(account, findings)
    assert "which another called received" in str(findings)


def test_a_letter_sent_twice_is_excused_only_where_a_worker_was_killed_between(tmp_path):
    for number, minute in enumerate((0, 5)):
        letter = EmailMessage()
        letter["Message-ID"] = "<1@example.org>"
        letter["Date"] = format_datetime(datetime(2027, 1, 1, 12, minute, tzinfo=UTC))
        letter.set_content("Thank you.")
        (tmp_path / f"{number}.log").write_bytes(letter.as_bytes() + b"\n" + b"-" * 79 + b"\n")
    post = Post(tmp_path)
    assert post.sent == {"<1@example.org>": 2}
    noon = datetime(2027, 1, 1, 12, tzinfo=UTC).timestamp()
    assert post.excused([noon + 60])["<1@example.org>"] == 1
    assert post.excused([noon - 60, noon + 600])["<1@example.org>"] == 0
