"""Any file a guest list comes in, read in a process of its own: one that dies was given a damaged file."""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from handfast.guests.reading.values import Choice, Limits, Refused, Sheet, Workbook

_ROOT = Path(__file__).resolve().parents[3]


def read(data: bytes, *, encoding: str = "", limits: Limits | None = None) -> Workbook:
    """What the file `data` holds. `encoding` is what a person chose, if they were asked. Raises Refused."""
    limits = limits or Limits()
    if not data.strip():
        raise Refused("This file is empty.")
    if len(data) > limits.file_bytes:
        raise Refused(f"This file has more than {limits.file_bytes // 1_000_000} MB; a guest list is far smaller.")
    answer = _ask_the_child(data, encoding, limits)
    if refused := answer.get("refused"):
        choices = tuple(Choice(c["value"], c["label"], tuple(c["examples"])) for c in refused.pop("choices"))
        raise Refused(**refused, choices=choices)
    sheets = [
        Sheet(name, [(number, cells) for number, cells in rows], hidden, [tuple(one) for one in merged], columns)
        for name, rows, hidden, merged, columns in answer["sheets"]
    ]
    return Workbook(answer["kind"], answer["encoding"], sheets, answer["hidden"])


def _ask_the_child(data: bytes, encoding: str, limits: Limits) -> dict:
    options = json.dumps({"encoding": encoding, "limits": asdict(limits)})
    command = [sys.executable, "-m", "handfast.guests.reading.child", options]
    # The child needs nothing of ours but its own code: no keys, no database address.
    environment = {"PYTHONPATH": str(_ROOT), "PATH": os.environ.get("PATH", ""), "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter, our own module; the file goes to its input
            command, input=data, capture_output=True, timeout=3 * limits.seconds, env=environment, check=True
        )
        return json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        raise Refused(
            "This file is damaged, or has cells so far apart that it cannot be read. Copy the list into a new"
            " spreadsheet, save that, and upload it."
        ) from None
