"""Writing down what a household said, and only what is new in it."""

from dataclasses import dataclass

from django.db import transaction

from handfast.accounts.models import User
from handfast.guests.models import Guest, Household
from handfast.rsvps.answers import answers_of, message_of
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
    host has taken off the list meanwhile, are passed over.
    """
    Household.objects.select_for_update().get(pk=household.pk)
    guests = {guest.pk: guest for guest in answers_of(household)}
    changed = [_record_one(guests[one.guest_id], one, by) for one in answers if one.guest_id in guests]
    if message != message_of(household):
        Message.objects.create(household=household, text=message)
        changed.append(True)
    return any(changed)


def _record_one(guest: Guest, answer: Answer, by: User) -> bool:
    answered = answer.coming is not None and answer.coming != guest.coming
    if answered:
        Reply.objects.create(guest=guest, coming=answer.coming, said_by=by)
    named = guest.is_extra_seat and answer.name is not None and answer.name != guest.full_name
    if named:
        # The first word is what one calls them by; both together always read as they were typed.
        guest.first_name, _, guest.last_name = answer.name.partition(" ")
        guest.save(update_fields=["first_name", "last_name"])
    return answered or named
