"""Threads in the background."""

import subprocess
import sys
import threading
import time

from stripe_sandbox.pool import Pool

ABANDONED = """
import time
from stripe_sandbox.pool import Pool

Pool(2, "test").submit(lambda: time.sleep(3600))
"""


def test_no_more_at_once_than_allowed_and_all_is_done():
    pool, lock, now, most, done = Pool(3, "test"), threading.Lock(), 0, 0, threading.Semaphore(0)
    together = threading.Barrier(3)

    def work():
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        together.wait(60)
        with lock:
            now -= 1
        done.release()

    for _ in range(12):
        pool.submit(work)
    assert all(done.acquire(timeout=60) for _ in range(12))
    assert most == 3
    pool.close()


def test_a_failure_costs_no_thread():
    pool, done = Pool(1, "test"), threading.Event()
    pool.submit(lambda: 1 / 0)
    pool.submit(done.set)
    assert done.wait(60)
    pool.close()


def test_threads_end_when_it_is_closed():
    pool, done = Pool(4, "closing"), threading.Event()
    pool.submit(done.set)
    assert done.wait(60)
    pool.close()
    deadline = time.monotonic() + 60
    while any(thread.name.startswith("closing") for thread in threading.enumerate()):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_the_process_does_not_wait_for_what_hangs():
    subprocess.run([sys.executable, "-c", ABANDONED], check=True, timeout=300)
