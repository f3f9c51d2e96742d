"""How the site and its worker are started, as commands for the supervisor."""

import sys
from pathlib import Path

from django.conf import settings

MANAGE = str(Path(settings.BASE_DIR) / "manage.py")
THREADS = 8  # requests at once in each process; most wait for the database


def site_command(host: str, port: int, workers: int) -> list[str]:
    """Granian with `workers` processes. It believes no forwarded header; Django may, by TRUSTED_PROXIES."""
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    sizes = ["--workers", str(workers), "--blocking-threads", str(THREADS), "--backpressure", str(THREADS * 8)]
    manners = ["--workers-kill-timeout", "3", "--respawn-failed-workers", "--log-level", "error"]
    return [*granian, *sizes, *manners, "handfast.wsgi:application"]


def worker_command() -> list[str]:
    """One worker."""
    return [sys.executable, MANAGE, "worker"]
