"""Weddings for the benchmarks, made and rolled back, and guest lists of invented people for them."""

import random
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from handfast.mail.models import Mailbox
from handfast.payments.models import Account, Book
from handfast.weddings.models import Wedding

_SEED = 20_270_612
_SYLLABLES = ["an", "bel", "cor", "da", "el", "fi", "gor", "ha", "il", "jo", "ka", "lu", "mi", "no", "ol", "pra"]


@contextmanager
def rolled_back() -> Iterator[Wedding]:
    """A wedding that nothing is left of, nor of whatever is made in the block."""
    with transaction.atomic():
        book = Book.objects.create(account=Account.objects.create(), name="Bench", currency="gbp")
        mailbox = Mailbox.objects.create(name="Bench", reply_to="bench@example.org")
        yield Wedding.objects.create(slug="bench", partner_one="A", partner_two="B", book=book, mailbox=mailbox)
        transaction.set_rollback(True)


def make_list(guests: int) -> bytes:
    """A CSV file in the project's own format with `guests` invented people, 2.5 to a household."""
    draw = random.Random(_SEED)
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
