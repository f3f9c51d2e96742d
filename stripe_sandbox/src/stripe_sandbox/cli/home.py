"""Where the commands find the running server: a small file that `serve` leaves."""

import json
import os
from contextlib import suppress
from pathlib import Path

DEFAULT_KEY = "sk_test_sandbox"


def folder() -> Path:
    """`STRIPE_SANDBOX_HOME`, or `stripe-sandbox` in the user's folder for state."""
    if home := os.environ.get("STRIPE_SANDBOX_HOME"):
        return Path(home)
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(state) / "stripe-sandbox"


def announce(server: dict[str, object]) -> None:
    """Says where the server is: url, pid, api_key, publishable_key."""
    folder().mkdir(parents=True, exist_ok=True)
    (folder() / "server.json").write_text(json.dumps(server))


def withdraw(pid: int) -> None:
    """Takes the announcement back, unless another server has made its own since."""
    if announced().get("pid") == pid:
        with suppress(OSError):
            (folder() / "server.json").unlink()


def announced() -> dict[str, object]:
    """What the last server said; empty if none did."""
    try:
        said = json.loads((folder() / "server.json").read_text())
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}
