"""The hosts' page of one household, where it is edited, and the page where one is added by hand."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from handfast.guests.adding import AlreadyThere, add_guest, add_household, add_seat, lock
from handfast.guests.household_forms import AnywayForm, NewGuestForm, NewHousehold
from handfast.guests.models import Household
from handfast.guests.sheet import Sheet
from handfast.guests.shown import household_of
from handfast.weddings.access import host_page
from handfast.weddings.models import Wedding


@host_page
@require_http_methods(["GET", "HEAD", "POST"])
def household(request: HttpRequest, wedding: Wedding, household_id: int) -> HttpResponse:
    """One household and its people, to be read and changed. Asked by htmx it is a row of the list: as a form, or with
    `?row` as it stands.

    Of two hosts who change the same thing at the same time the second is shown what the first has written, and nothing
    of theirs is saved before they have seen it.
    """
    if request.method != "POST":
        home = household_of(wedding, household_id)
        if request.htmx and "row" in request.GET:  # type: ignore[attr-defined]
            return _row(request, home)
        return _page(request, home, Sheet(home, list(home.guests.all())))
    with transaction.atomic():
        lock(wedding)
        home = household_of(wedding, household_id)
        sheet = Sheet(home, list(home.guests.all()), request.POST)
        if not sheet.is_valid():
            return _page(request, home, sheet, status=422)
        changed = sheet.save()
    if request.htmx:  # type: ignore[attr-defined]
        return _row(request, household_of(wedding, household_id))
    messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
    return redirect("guests:household", slug=wedding.slug, household_id=household_id)


def _row(request: HttpRequest, home: Household) -> HttpResponse:
    return render(request, "guests/_row.html", {"household": home, "in_place": True})


def _page(request: HttpRequest, home: Household, sheet: Sheet, status: int = 200) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        # Always 200: htmx shows no answer that is called a failure.
        return render(request, "guests/_row_form.html", {"household": home, "sheet": sheet})
    context = {"household": home, "sheet": sheet, "form": NewGuestForm(prefix="person")}
    return render(request, "guests/household.html", context, status=status)


@host_page
@require_http_methods(["GET", "HEAD", "POST"])
def new_household(request: HttpRequest, wedding: Wedding) -> HttpResponse:
    """A household by hand: its people, its address; the sign-in is made with it."""
    new, homes = NewHousehold(request.POST if request.method == "POST" else None), []
    if request.method == "POST" and new.is_valid():
        said = dict(new.household.cleaned_data)
        try:
            made = add_household(
                wedding,
                new.guests(),
                name=said.pop("name"),
                address=said,
                anyway=new.anyway.cleaned_data["anyway"],
            )
        except AlreadyThere as found:
            homes = found.households
        else:
            said_so = _("%(name)s is on the list, with the code %(code)s.") % {"name": made.name, "code": made.code}
            messages.success(request, said_so)
            return redirect("guests:household", slug=wedding.slug, household_id=made.pk)
    status = 422 if homes or any(form.errors for form in new.forms) else 200
    return render(request, "guests/new_household.html", {"new": new, "homes": homes}, status=status)


@host_page
@require_http_methods(["GET", "HEAD", "POST"])
def new_guest(request: HttpRequest, wedding: Wedding, household_id: int) -> HttpResponse:
    """One more person in a household."""
    home, homes = household_of(wedding, household_id), []
    data = request.POST if request.method == "POST" else None
    form, anyway = NewGuestForm(data, prefix="person"), AnywayForm(data)
    if form.is_valid() and anyway.is_valid():
        guest = form.guest()
        try:
            if guest is None:
                form.add_error("first_name", _("Write down a name."))
            else:
                add_guest(home, guest, anyway=anyway.cleaned_data["anyway"])
                messages.success(request, _("%(name)s is on the list.") % {"name": guest.full_name})
                return redirect("guests:household", slug=wedding.slug, household_id=home.pk)
        except AlreadyThere as found:
            homes = found.households
    context = {"household": home, "form": form, "anyway": anyway, "homes": homes}
    return render(request, "guests/new_guest.html", context, status=422 if homes or form.errors else 200)


@host_page
@require_POST
def new_seat(request: HttpRequest, wedding: Wedding, household_id: int, guest_id: int) -> HttpResponse:
    """Lets a guest bring one more person along."""
    home = household_of(wedding, household_id)
    guest = get_object_or_404(home.guests.filter(guest_of=None), pk=guest_id)
    add_seat(guest)
    messages.success(request, _("%(name)s may bring somebody along.") % {"name": guest.full_name})
    return redirect("guests:household", slug=wedding.slug, household_id=home.pk)
