"""Asking a host once more before somebody is taken off the list, with everything that would go with them."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from handfast.guests import removal
from handfast.guests.models import Guest, Household
from handfast.guests.removal import Consequences, NotRemoved
from handfast.weddings.access import host_page
from handfast.weddings.models import Wedding

Row = TypeVar("Row", Household, Guest)


@host_page
@require_http_methods(["GET", "HEAD", "POST"])
def household(request: HttpRequest, wedding: Wedding, household_id: int) -> HttpResponse:
    """Whether to remove a household, and doing so."""
    home = get_object_or_404(wedding.households.select_related("user", "wedding"), pk=household_id)
    if request.method == "POST" and _done(request, removal.remove_household, home):
        messages.success(
            request,
            _("%(name)s is off the list. The card %(code)s opens nothing any more: throw it away.")
            % {"name": home.name, "code": home.user.username},
        )
        return redirect("guests:list", slug=wedding.slug)
    return _ask(request, home, removal.consequences_for_household(home))


@host_page
@require_http_methods(["GET", "HEAD", "POST"])
def guest(request: HttpRequest, wedding: Wedding, household_id: int, guest_id: int) -> HttpResponse:
    """Whether to remove one guest, or an extra seat, and doing so."""
    home = get_object_or_404(wedding.households.select_related("user", "wedding"), pk=household_id)
    one = get_object_or_404(home.guests.select_related("guest_of", "household__wedding"), pk=guest_id)
    back = redirect("guests:household", slug=wedding.slug, household_id=home.pk)
    if removal.is_last(one):
        return redirect("guests:remove_household", slug=wedding.slug, household_id=home.pk)
    if request.method == "POST" and _done(request, removal.remove_guest, one):
        messages.success(request, _("%(name)s is off the list.") % {"name": one})
        return back
    return _ask(request, home, removal.consequences_for_guest(one), one)


def _done(request: HttpRequest, remove: Callable[[Row, str], None], row: Row) -> bool:
    try:
        remove(row, request.POST.get("seal", ""))
    except NotRemoved as reason:
        messages.error(request, str(reason))
        return False
    return True


def _ask(request: HttpRequest, home: Household, what: Consequences, one: Guest | None = None) -> HttpResponse:
    context = {"household": home, "guest": one, "what": what}
    return render(request, "guests/removal.html", context, status=409 if request.method == "POST" else 200)
