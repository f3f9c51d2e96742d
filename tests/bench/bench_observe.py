"""Deliveries looked up per second, by one worker and by two, against the least that could look one up."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from django.db import connection
from django.utils import timezone

from handfast.payments.models import Account, Book, Checkout, Delivery, Entry, Observation
from tests.bench.bench_webhook import environment

GIFTS, ROUNDS = 200, 3
KEY = "sk_test_handfastbench00000000"
TABLES = (
    "CREATE TABLE bench_rung (id serial PRIMARY KEY, intent_id varchar(60), done boolean DEFAULT false)",
    "CREATE TABLE bench_entry (stripe_id varchar(80) PRIMARY KEY, amount bigint)",
)


def bench_observe() -> list[dict]:
    """Every delivery is of another gift, so none is saved by grouping. Rounds alternate; figures are the median's."""
    _prepare()
    runs = {"one": ("site", 1), "two": ("site", 2), "least": ("least", 1)}
    rates: dict[str, list[float]] = {name: [] for name in runs}
    with tempfile.TemporaryDirectory() as data:
        for _ in range(ROUNDS):
            for name, (kind, workers) in runs.items():
                rates[name].append(_rate(kind, workers, data))
    least = statistics.median(rates["least"])
    return [
        {
            "what": f"deliveries looked up and settled, by {words}",
            "value": round(statistics.median(rates[name]), 1),
            "unit": "a second",
            "against": f"one bare loop: ask, one INSERT ({least:,.0f})",
            "ratio": round(statistics.median(a / b for a, b in zip(rates[name], rates["least"], strict=True)), 3),
        }
        for name, words in (("one", "one worker"), ("two", "two workers"))
    ]


def _prepare() -> None:
    """Gifts whose intents are made; each call that asked for them is written down, as it would be."""
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(table)
    book = Book.objects.create(account=Account.objects.create(), name="Bench")
    for _ in range(GIFTS):
        checkout = Checkout(book=book, amount=7500, currency="gbp", description="A gift")
        checkout.intent_id = f"pi_{checkout.token}"
        checkout.save()
        checkout.calls.create(action="create", n=1, amount=7500, answered_at=timezone.now())


def _rate(kind: str, workers: int, data: str) -> float:
    """Deliveries a second, from the moment that they are all there until the last is dealt with."""
    ring, left = (_ring_site, _left_at_site) if kind == "site" else (_ring_least, _left_at_least)
    with ExitStack() as stack:
        for _ in range(workers):
            stack.enter_context(_worker(kind, data))
        ring()
        started = time.perf_counter()
        _wait_until_none(left)
        return GIFTS / (time.perf_counter() - started)


@contextmanager
def _worker(kind: str, data: str) -> Iterator[None]:
    own = {**os.environ, **environment(data), "STRIPE_SECRET_KEY": KEY}
    command = [sys.executable, "-m", "tests.bench.observer", kind]
    with subprocess.Popen(command, env=own, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            if process.stdout.readline() != "ready\n":
                raise RuntimeError("the worker did not start")
            yield
        finally:
            process.terminate()


def _ring_site() -> None:
    Entry.objects.all().delete()
    Observation.objects.all().delete()
    Delivery.objects.all().delete()
    now = timezone.now()
    Delivery.objects.bulk_create(
        Delivery(
            event_id=f"evt_{intent_id}",
            type="charge.updated",
            livemode=False,
            intent_id=intent_id,
            happened_at=now,
        )
        for intent_id in Checkout.objects.values_list("intent_id", flat=True)
    )


def _left_at_site() -> int:
    return Delivery.objects.filter(done_at=None).count()


def _ring_least() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE bench_rung, bench_entry")
        cursor.execute("INSERT INTO bench_rung (intent_id) SELECT intent_id FROM payments_checkout")


def _left_at_least() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM bench_rung WHERE NOT done")
        return cursor.fetchone()[0]


def _wait_until_none(left: Callable[[], int]) -> None:
    until = time.monotonic() + 120
    while left():
        if time.monotonic() > until:
            raise TimeoutError("the workers did not finish")
        time.sleep(0.01)
