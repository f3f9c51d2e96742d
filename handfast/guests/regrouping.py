"""Who belongs together, changed by a host: two households put together, one taken apart, people moved across.

Replies and everything else that points at a guest go where the guest goes. What points at a household stays with it,
and when two become one, comes along.
"""

from collections.abc import Iterable

from django.db import IntegrityError, transaction

from handfast.accounts import cards
from handfast.guests.adding import lock
from handfast.guests.guestlist import ADDRESS, Person
from handfast.guests.models import Guest, Household
from handfast.guests.people.parties import name_of
from handfast.guests.sign_ins import make_sign_ins
from handfast.guests.wording.names import Name


class CannotRegroup(Exception):
    """The people cannot be grouped so and nothing was changed; its words say why, for the host."""


def who_stays(one: Household, other: Household) -> tuple[Household, Household]:
    """Of two households that become one (users and cards loaded), first the one whose card goes on opening it, then the
    one whose card is thrown away. A card that opens something stays before a withdrawn one, then the card that was used
    last, then that of `one`."""

    def worth(household: Household) -> tuple[bool, bool, float]:
        used = household.user.last_login
        return household.user.card.withdrawn_at is None, used is not None, used.timestamp() if used else 0.0

    return (other, one) if worth(other) > worth(one) else (one, other)


@transaction.atomic
def merge(one: Household, other: Household) -> tuple[Household, str]:
    """Makes one household of two of a wedding. Returns it, and the code whose card opens nothing any more.

    Raises CannotRegroup when something of which a household has only one stands in both.
    """
    lock(one.wedding)
    pks = [one.pk, other.pk]
    locked = Household.objects.select_for_update(of=("self",)).select_related("user__card", "wedding").in_bulk(pks)
    if len(locked) < 2:
        raise CannotRegroup("These are one household already, or one of the two was removed.")
    kept, gone = who_stays(locked[one.pk], locked[other.pk])
    called_after_people = kept.name == _called(kept)
    _append(kept, gone.guests.order_by("position", "pk"))
    _bring_along(gone, kept)
    if not kept.address:
        for part in ADDRESS:
            setattr(kept, part, getattr(gone, part))
    kept.name = _called(kept) if called_after_people else kept.name
    kept.list_key = kept.list_key or gone.list_key
    kept.save()
    code = gone.code
    gone.delete()
    cards.withdraw(gone.user.card)
    return kept, code


def _bring_along(gone: Household, kept: Household) -> None:
    """Everything that points at the household that goes, whichever app it belongs to."""
    try:
        with transaction.atomic():
            for relation in Household._meta.related_objects:
                rows = relation.related_model._base_manager.filter(**{relation.field.name: gone})
                rows.update(**{relation.field.name: kept})
    except IntegrityError:
        raise CannotRegroup("Both have something of which a household can have only one.") from None


@transaction.atomic
def split(household: Household, people: Iterable[Guest]) -> Household:
    """Takes people out into a household of their own, with a new card and the same address. Whoever they bring comes
    along. Raises CannotRegroup when nobody would be left, or nobody goes."""
    lock(household.wedding)
    moving = _with_their_guests(household, people)
    [user] = make_sign_ins(1)
    address = {part: getattr(household, part) for part in ADDRESS}
    new = Household.objects.create(wedding=household.wedding, user=user, name="", **address)
    _carry(moving, household, new)
    new.name = _called(new)
    new.save(update_fields=["name"])
    return new


@transaction.atomic
def move(household: Household, people: Iterable[Guest], to: Household) -> None:
    """Moves people, with whoever they bring, into another household of the wedding. Raises CannotRegroup when nobody
    would be left, or nobody goes."""
    lock(household.wedding)
    moving = _with_their_guests(household, people)
    called_after_people = to.name == _called(to)
    _carry(moving, household, to)
    if called_after_people:
        to.name = _called(to)
        to.save(update_fields=["name"])


def _with_their_guests(household: Household, people: Iterable[Guest]) -> list[Guest]:
    chosen = {guest.pk for guest in people}
    members = list(household.guests.order_by("position", "pk"))
    moving = [guest for guest in members if guest.pk in chosen or guest.guest_of_id in chosen]
    if not moving:
        raise CannotRegroup("Choose who is to move.")
    if all(guest.is_extra_seat for guest in members if guest not in moving):
        raise CannotRegroup("Nobody would be left in this household. Put the two households together instead.")
    if any(guest.guest_of_id and guest.guest_of_id not in chosen for guest in moving):
        raise CannotRegroup("An extra seat goes with the guest who brings it; choose that guest.")
    return moving


def _carry(moving: list[Guest], household: Household, to: Household) -> None:
    called_after_people = household.name == _called(household)
    _append(to, moving)
    if called_after_people:
        household.name = _called(household)
        household.save(update_fields=["name"])


def _append(household: Household, guests: Iterable[Guest]) -> None:
    """Sets guests behind those of the household, in their order."""
    first = max((guest.position for guest in household.guests.all()), default=-1) + 1
    for place, guest in enumerate(guests):
        guest.household, guest.position = household, first + place
        guest.save(update_fields=["household", "position"])


def _called(household: Household) -> str:
    """What a list would call the household, that has no name of its own for it."""
    people = household.guests.filter(guest_of=None).order_by("position", "pk")
    return name_of([Person(0, Name(guest.first_name, guest.last_name)) for guest in people])[:200]
