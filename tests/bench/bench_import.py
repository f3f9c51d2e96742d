"""How long an import takes and how much memory, against no more than the INSERTs that it cannot do without.

Both are done in turns in one run, and the middle pair counts. Everything is rolled back.
"""

import time
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from handfast.accounts.models import Card, User
from handfast.guests.models import Guest, Household, Import
from handfast.guests.planning.apply import apply
from handfast.guests.uploading import imports
from handfast.weddings.models import Wedding
from tests.bench.memory import peak_of
from tests.bench.weddings import make_list, rolled_back

SIZES = (500, 2_000, 10_000)
TRIES = 3
Rows = tuple[list[dict[str, Any]], list[dict[str, Any]]]


def bench_import() -> list[dict]:
    """Read, plan and apply, with households and users: the goals at 10,000 guests are 2.5 times the bare INSERTs and
    200 MB; queries grow by the batch of a thousand rows, not by the row."""
    return [row for guests in SIZES for row in _rows_for(guests)]


bench_import.on_both_databases = True


def _rows_for(guests: int) -> list[dict]:
    data = make_list(guests)
    memory = peak_of(lambda: _import(data))  # before there are rows to compare with: they take some, too
    rows, queries = _once(data)
    turns = sorted((_turn(data, rows) for _ in range(TRIES)), key=lambda turn: turn[0] / turn[1])
    took, bare = turns[TRIES // 2]
    bare_memory = peak_of(lambda: _insert_rolled_back(rows))
    batches = sum(-(-len(one) // 1_000) for one in (rows[0], rows[0], rows[0], rows[1]))
    what = f"import of {guests:,} guests"
    return [
        {
            "what": f"{what}: read, plan, apply",
            "value": round(took, 2),
            "unit": "s",
            "against": f"a bare bulk_create of the same rows: {bare:.2f} s",
            "ratio": round(took / bare, 2),
        },
        {
            "what": f"{what}: memory at most",
            "value": round(memory, 1),
            "unit": "MB",
            "against": f"a bare bulk_create of the same rows: {bare_memory:.0f} MB",
            "ratio": round(memory / bare_memory, 2),
        },
        {
            "what": f"{what}: queries",
            "value": queries,
            "unit": "queries",
            "against": f"{batches} batches of up to 1,000 users, cards, households or guests",
            "ratio": round(queries / batches, 2),
        },
    ]


def _once(data: bytes) -> tuple[Rows, int]:
    """The values of the rows that an import of `data` writes, and how many queries it makes."""
    with rolled_back() as wedding, CaptureQueriesContext(connection) as queries:
        _apply(wedding, data)
        made = len(queries)
        households = list(wedding.households.order_by("pk").values())
        return (households, list(Guest.objects.filter(household__wedding=wedding).order_by("pk").values())), made


def _turn(data: bytes, rows: Rows) -> tuple[float, float]:
    """Seconds of an import, and of the bare INSERTs of its rows just after."""
    return _import(data), _insert_rolled_back(rows)


def _import(data: bytes) -> float:
    with rolled_back() as wedding:
        start = time.perf_counter()
        _apply(wedding, data)
        return time.perf_counter() - start


def _apply(wedding: Wedding, data: bytes) -> Import:
    kept = imports.prepare(wedding, None, "bench.csv", data)
    kept.save()
    return apply(kept, kept.digest, None)


def _insert_rolled_back(rows: Rows) -> float:
    with rolled_back() as wedding:
        start = time.perf_counter()
        _insert(wedding, *rows)
        return time.perf_counter() - start


def _insert(wedding: Wedding, households: list[dict[str, Any]], guests: list[dict[str, Any]]) -> None:
    """The same users, cards, households and guests, and nothing else."""
    users = User.objects.bulk_create([User(username=f"BENCH{number}") for number in range(len(households))])
    Card.objects.bulk_create(
        [Card(user=user, words_hash="0" * 64, link_hash="0" * 64, sealed=b"0" * 140) for user in users]
    )
    made = Household.objects.bulk_create(
        [
            Household(**{**one, "id": None, "wedding_id": wedding.pk, "user_id": user.pk})
            for one, user in zip(households, users, strict=True)
        ]
    )
    new_pk = {old["id"]: new.pk for old, new in zip(households, made, strict=True)}
    rows = [
        Guest(**{**one, "id": None, "household_id": new_pk[one["household_id"]], "guest_of_id": None}) for one in guests
    ]
    for row, one in zip(rows, guests, strict=True):
        if one["guest_of_id"]:
            row.first_name = "A guest"  # a seat without a guest to point at must have a name
    Guest.objects.bulk_create(rows)
