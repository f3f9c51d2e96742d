"""Everything at once: threads behind a barrier, on whichever database the suite runs on."""

from collections.abc import Callable
from threading import Barrier, Thread

from django.db import connection


def all_at_once(*works: Callable[[], object]) -> list[object]:
    """Runs each in a thread of its own, all released together; what each returned, or the exception it raised."""
    barrier, outcomes = Barrier(len(works)), [None] * len(works)

    def run(place: int, work: Callable[[], object]) -> None:
        barrier.wait()
        try:
            outcomes[place] = work()
        except Exception as error:
            outcomes[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=one) for one in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
