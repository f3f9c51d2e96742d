"""The page that a guest opens first."""

from datetime import date

from babel.lists import format_list
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from handfast.guests.access import household_page
from handfast.guests.models import Household
from handfast.invoices.household_pages import bills_of
from handfast.invoices.standing import standing, total_due, whole
from handfast.registry.funds import main_fund
from handfast.rsvps.answers import Seat, is_open, seats_of
from handfast.weddings.models import Wedding


@household_page
@require_safe
def home(request: HttpRequest, wedding: Wedding, household: Household) -> HttpResponse:
    """Names, day and place, how the household's reply stands, and the way to the gifts and to a bill that is due."""
    seats = seats_of(household)
    context = {
        "seats": seats,
        "greeted": _greeted(seats, wedding.locale),
        "reply": _reply(seats),
        "is_open": is_open(wedding),
        "days": days_to_go(wedding.date, timezone.localdate(timezone=wedding.tz)),
        "fund": main_fund(wedding),
        "due": total_due(standing(bill) for bill in whole(bills_of(household))),
    }
    return render(request, "dashboard/home.html", context)


def _greeted(seats: list[Seat], locale: str) -> str:
    """Those who are invited by name, as one calls them: "Priya and Omar"."""
    names = [seat.guest.first_name or seat.guest.full_name for seat in seats if not seat.guest.is_extra_seat]
    return format_list(names, locale=locale)


def _reply(seats: list[Seat]) -> str:
    """How much of the household's reply there is: "none", "some" or "all"."""
    answered = [seat for seat in seats if seat.coming is not None]
    if not answered:
        return "none"
    return "all" if len(answered) == len(seats) else "some"


def days_to_go(day: date | None, today: date) -> int | None:
    """Whole days until the wedding: 0 on the day, None once it is over or while no day is set."""
    if day is None or day < today:
        return None
    return (day - today).days
