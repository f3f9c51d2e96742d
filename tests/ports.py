"""Ports that nobody has."""

import random
import socket

# Below those that Linux gives to whoever asks for any port: one of these, once found free, is taken by nobody else.
_OURS = range(20_000, 32_000)


def two_free_ports() -> int:
    """The first of two free ports in a row."""
    while True:
        port = random.SystemRandom().choice(_OURS)
        with socket.socket() as first, socket.socket() as second:
            try:
                first.bind(("127.0.0.1", port))
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port
