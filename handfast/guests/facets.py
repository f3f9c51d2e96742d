"""The filters that the guest list itself answers: who has a spare seat, never came in, cannot be reached, looks odd."""

from django.db.models import Exists, F, Max, Min, OuterRef, Q, Value, Window
from django.db.models.functions import Concat, Lower
from django.utils.translation import gettext_lazy as _

from handfast.guests.models import Guest
from handfast.guests.narrowing import Households, facet

_PEOPLE = Guest.objects.filter(household=OuterRef("pk"))
_WHOLE_NAME = Lower(Concat("first_name", Value(" "), "last_name"))


@facet("seats", _("With an extra seat"))
def with_an_extra_seat(households: Households) -> Households:
    """Households in which somebody may bring a guest, named or not."""
    return households.filter(Exists(_PEOPLE.exclude(guest_of=None)))


@facet("signed-in", _("Signed in"))
def signed_in(households: Households) -> Households:
    """Households whose card has been used."""
    return households.exclude(user__last_login=None)


@facet("not-in-yet", _("Never signed in"))
def not_in_yet(households: Households) -> Households:
    """Households whose card was never used."""
    return households.filter(user__last_login=None)


@facet("no-email", _("No e-mail"))
def without_email(households: Households) -> Households:
    """Households of which nobody has an e-mail address."""
    return households.exclude(Exists(_PEOPLE.exclude(email="")))


@facet("no-address", _("No postal address"))
def without_address(households: Households) -> Households:
    """Households to which no letter can be sent."""
    return households.filter(address_line_1="", city="", postcode="")


@facet("odd", _("Needs a look"))
def needs_a_look(households: Households) -> Households:
    """Households with nobody in them, with a card that opens nothing, or with somebody whose name also stands in
    another household.

    Namesakes are looked for among everybody, each wedding by itself: asked of those alone whom other filters leave,
    PostgreSQL would at times apply those filters to each guest anew, for minutes.
    """
    empty, locked_out = ~Exists(_PEOPLE), ~Q(user__card__withdrawn_at=None)
    alike: list[F | Lower] = [F("household__wedding"), _WHOLE_NAME]
    in_several = Guest.objects.exclude(first_name="", last_name="").annotate(
        first_home=Window(Min("household_id"), alike), last_home=Window(Max("household_id"), alike)
    )
    twice = in_several.filter(first_home__lt=F("last_home"))
    return households.filter(empty | locked_out | Q(pk__in=twice.values("household_id")))
