"""The reply page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from handfast.guests.access import household_page
from handfast.guests.models import Household
from handfast.rsvps.answers import is_open, message_of, seats_of
from handfast.rsvps.forms import ReplyForm
from handfast.rsvps.replying import record
from handfast.weddings.models import Wedding


@household_page
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, wedding: Wedding, household: Household) -> HttpResponse:
    """A question for each person of the household; what was answered stands in it and can be changed until the day."""
    seats, message = seats_of(household), message_of(household)
    if not is_open(wedding):
        return render(request, "rsvps/closed.html", {"seats": seats, "message": message})
    form = ReplyForm(request.POST or None, seats=seats, message=message)
    if request.method == "POST" and form.is_valid():
        if record(household, form.answers(), form.words(), household.user):
            messages.success(request, _("Thank you. Your reply is saved."))
        else:
            messages.info(request, _("Nothing was changed: we had this reply already."))
        return redirect("rsvps:reply", slug=wedding.slug)
    status = 422 if form.is_bound else 200
    context = {"form": form, "seats": seats, "answered": any(seat.coming is not None for seat in seats)}
    return render(request, "rsvps/reply.html", context, status=status)
