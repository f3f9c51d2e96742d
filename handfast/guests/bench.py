"""How long an import takes, against no more than the INSERTs that it cannot do without, in the same run."""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from handfast.accounts.models import Card, User
from handfast.guests import imports
from handfast.guests.apply import apply
from handfast.guests.models import Guest, Household
from handfast.mail.models import Mailbox
from handfast.payments.models import Account, Book
from handfast.weddings.models import Wedding

_SEED = 20_270_612
_SYLLABLES = ["an", "bel", "cor", "da", "el", "fi", "gor", "ha", "il", "jo", "ka", "lu", "mi", "no", "ol", "pra"]


def bench_import(guests: int = 10_000, tries: int = 3) -> dict:
    """How long it takes to read, plan and apply a list of `guests` with households and users, for `./run bench`.

    Everything is rolled back. `ratio` is against a bare bulk_create of the same rows just after, and the middle one
    of `tries`; the goal is at most 2.5.
    """
    data = make_list(guests)
    turns = sorted((_turn(data) for _ in range(tries)), key=lambda turn: turn[0] / turn[1])
    took, bare = turns[tries // 2]
    return {
        "what": f"import of {guests:,} guests with households and users: read, plan, apply",
        "value": round(took, 2),
        "unit": "s",
        "against": f"a bare bulk_create of the same rows: {bare:.2f} s",
        "ratio": round(took / bare, 2),
    }


def _turn(data: bytes) -> tuple[float, float]:
    """Seconds of an import, and of the bare INSERTs of the rows that it made."""
    with _rolled_back() as wedding:
        start = time.perf_counter()
        kept = imports.upload(wedding, None, "bench.csv", data)
        apply(kept, kept.digest, None)
        took = time.perf_counter() - start
        rows = _rows_of(wedding)
    with _rolled_back() as wedding:
        start = time.perf_counter()
        _insert(wedding, *rows)
        return took, time.perf_counter() - start


def make_list(guests: int) -> bytes:
    """A CSV file in the project's own format with `guests` invented people, 2.5 to a household."""
    draw = random.Random(_SEED)  # noqa: S311 - the same list every time is what is wanted
    rows = ["first_name,last_name,plus_one,address_line_1,address_line_2,city,county,country,postcode,email,telephone"]
    household = 0
    while len(rows) <= guests:
        household += 1
        last = "".join(draw.choices(_SYLLABLES, k=3)).title()
        for number in range(min(draw.choice((1, 2, 2, 3, 4)), guests + 1 - len(rows))):
            first = "".join(draw.choices(_SYLLABLES, k=2)).title() + "abcd"[number]
            contact = f"{first}.{household}@example.org,01632 {960000 + household % 1000}" if number == 0 else ","
            plus_one = number == 0 and household % 7 == 0
            rows.append(f"{first},{last},{plus_one},{household} Mill Lane,,Ludlow,Shropshire,UK,SY8 1QX,{contact}")
    return "\n".join(rows).encode()


@contextmanager
def _rolled_back() -> Iterator[Wedding]:
    with transaction.atomic():
        book = Book.objects.create(account=Account.objects.create(), name="Bench", currency="gbp")
        mailbox = Mailbox.objects.create(name="Bench", reply_to="bench@example.org")
        yield Wedding.objects.create(slug="bench", partner_one="A", partner_two="B", book=book, mailbox=mailbox)
        transaction.set_rollback(True)


def _rows_of(wedding: Wedding) -> tuple[list[Any], list[Any]]:
    """The values of every household and every guest that the import wrote."""
    households = list(wedding.households.order_by("pk").values())
    guests = list(Guest.objects.filter(household__wedding=wedding).order_by("pk").values())
    return households, guests


def _insert(wedding: Wedding, households: list[Any], guests: list[Any]) -> None:
    """The same users, cards, households and guests, and nothing else."""
    drawn = [
        (
            User(username=f"BENCH{number}"),
            Card(words_hash="0" * 64, link_hash="0" * 64, sealed=b"0" * 140),
        )
        for number in range(len(households))
    ]
    User.objects.bulk_create([user for user, _ in drawn])
    for user, card in drawn:
        card.user = user
    Card.objects.bulk_create([card for _, card in drawn])
    made = Household.objects.bulk_create(
        [
            Household(**{**one, "id": None, "wedding_id": wedding.pk, "user_id": user.pk})
            for one, (user, _) in zip(households, drawn, strict=True)
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
