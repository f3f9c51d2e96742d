"""Writing down what a household said, and only what is new in it."""

from dataclasses import dataclass

from django.db import transaction

from handfast.accounts.models import User
from handfast.guests.models import Household
from handfast.rsvps.answers import Seat, message_of, seats_of
from handfast.rsvps.models import Message, Reply


@dataclass(frozen=True)
class Answer:
    """What a household answers for one guest.

    `coming` is None where the question was left open; `name` is None for all but extra seats.
    """

    guest_id: int
    coming: bool | None
    name: str | None = None


@transaction.atomic
def record(household: Household, answers: list[Answer], message: str, by: User) -> bool:
    """Adds a row for each answer that differs from the latest one; whether there was any.

    The household is locked, so that a form sent twice at once adds nothing twice. Guests of other households, or that a
    host has taken off the list meanwhile, are passed over. Raises Household.DoesNotExist if the whole household was.
    """
    Household.objects.select_for_update().get(pk=household.pk)
    seats = {seat.guest.pk: seat for seat in seats_of(household)}
    changed = [_record_one(seats[one.guest_id], one, by) for one in answers if one.guest_id in seats]
    if message != message_of(household):
        Message.objects.create(household=household, text=message)
        changed.append(True)
    return any(changed)


def _record_one(seat: Seat, answer: Answer, by: User) -> bool:
    guest, answered, named = seat.guest, False, False
    if answer.coming is not None and answer.coming != seat.coming:
        Reply.objects.create(guest=guest, coming=answer.coming, said_by=by)
        answered = True
    if guest.is_extra_seat and answer.name is not None and answer.name != guest.full_name:
        # The first word is what one calls them by; both together always read as they were typed.
        guest.first_name, _, guest.last_name = answer.name.partition(" ")
        guest.save(update_fields=["first_name", "last_name"])
        named = True
    return answered or named
