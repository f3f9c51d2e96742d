"""A sandbox that serves: world, store, engine and HTTP server, started and stopped together."""

import socket
import threading
import time
from pathlib import Path

import uvicorn

from stripe_sandbox.engine import Engine
from stripe_sandbox.server import Cutting, Front
from stripe_sandbox.store import Store
from stripe_sandbox.world import World

START_WITHIN = 60.0


class Serving:
    """Serves a world on a loopback port (0: a free one); `state` is the file that outlives it, if one is to."""

    def __init__(self, world: World | None = None, port: int = 0, state: str | Path | None = None) -> None:
        self.world = world or World()
        self._store = Store(state) if state else None
        if self._store:
            self.world.restore(self._store.rows())
            self.world.keep = self._store.write
        self._socket = socket.create_server(("127.0.0.1", port), backlog=256)
        # Without this each answer waits some 40 ms: asyncio switches Nagle off only for sockets that it made itself.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.port: int = self._socket.getsockname()[1]
        self.url = self.world.public_url = f"http://127.0.0.1:{self.port}"
        self.engine = Engine(self.world)
        config = uvicorn.Config(
            Front(self.engine),
            http=Cutting,
            loop="asyncio",
            ws="none",
            lifespan="off",
            log_level="critical",
            access_log=False,
            timeout_graceful_shutdown=1,
        )
        self.server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._serve, name="sandbox", daemon=True)

    def run(self) -> None:
        """Serves in this thread until interrupted."""
        self.engine.start()
        try:
            self._serve()
        finally:
            self._close()

    def _serve(self) -> None:
        self.server.run(sockets=[self._socket])

    def start(self) -> None:
        """Serves in a thread of its own; returns once requests are answered, or raises TimeoutError."""
        self.engine.start()
        self._thread.start()
        deadline = time.monotonic() + START_WITHIN
        while not self.server.started:
            if time.monotonic() > deadline:
                raise TimeoutError("the sandbox did not start")
            time.sleep(0.005)

    def stop(self) -> None:
        """Ends what `start` began."""
        self.server.should_exit = True
        self._thread.join(timeout=10)
        self._close()

    def _close(self) -> None:
        self.engine.stop()
        self._socket.close()
        if self._store:
            self.world.keep = None
            self._store.close()
