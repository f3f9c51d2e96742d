"""How much memory a piece of work takes at most, measured in a process of its own."""

import gc
import multiprocessing
import resource
from collections.abc import Callable
from multiprocessing.connection import Connection

from django.db import connections

KILOBYTES_A_MEGABYTE = 1_024


def peak_of(work: Callable[[], object]) -> float:
    """The most memory, in MB, that a process holds while it does `work`: a copy of this one, with all that is loaded
    here, and connections of its own."""
    gc.collect()
    connections.close_all()  # a connection cannot be shared with a copy
    here, there = multiprocessing.Pipe(duplex=False)
    copy = multiprocessing.get_context("fork").Process(target=_do, args=(work, there))
    copy.start()
    there.close()
    peak: float = here.recv()
    copy.join()
    return peak


def _do(work: Callable[[], object], there: Connection) -> None:
    work()
    there.send(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES_A_MEGABYTE)
