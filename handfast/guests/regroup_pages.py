"""Where a host changes who belongs together: people move, households are put together or taken apart."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from handfast.guests import regrouping
from handfast.guests.finding import Found, find
from handfast.guests.list_pages import LONGEST_QUERY
from handfast.guests.models import Guest, Household
from handfast.guests.regrouping import CannotRegroup
from handfast.guests.shown import household_of, households_of
from handfast.weddings.access import host_page
from handfast.weddings.models import Wedding

SHOWN = 8  # households to choose from; whoever wants another writes more of its name


@host_page
@require_http_methods(["GET", "HEAD", "POST"])
def joining(request: HttpRequest, wedding: Wedding, household_id: int) -> HttpResponse:
    """Puts a household together with another: `q` looks for it, `with` names it, and a POST does it once the host has
    read which card goes on and which is to be thrown away."""
    home = household_of(wedding, household_id)
    other = _chosen(wedding, request.POST.get("with") or request.GET.get("with", ""), besides=home)
    if request.method == "POST" and other:
        try:
            kept, code = regrouping.merge(home, other)
        except CannotRegroup as reason:
            messages.error(request, str(reason))
        else:
            said = _("They are one household now. Their card is %(kept)s; throw the card %(gone)s away.")
            messages.success(request, said % {"kept": kept.code, "gone": code})
            return redirect("guests:household", slug=wedding.slug, household_id=kept.pk)
    context = {"household": home, "other": other, **_search(request, wedding, home)}
    if other:
        context["kept"], context["gone"] = regrouping.who_stays(home, other)
    return render(request, "guests/joining.html", context)


@host_page
@require_http_methods(["GET", "HEAD", "POST"])
def moving(request: HttpRequest, wedding: Wedding, household_id: int) -> HttpResponse:
    """Moves people of a household (`guest`, several) to another (`to`, its key), or into one of their own (`to=new`).
    The other is looked for by `q`."""
    home = household_of(wedding, household_id)
    people = _people(request, home)
    if request.method == "POST":
        try:
            return _moved(request, wedding, home, people)
        except CannotRegroup as reason:
            messages.error(request, str(reason))
    context = {
        "household": home,
        "people": people,
        "members": [guest for guest in home.guests.all() if not guest.is_extra_seat],
        **_search(request, wedding, home),
    }
    return render(request, "guests/moving.html", context, status=422 if request.method == "POST" else 200)


def _moved(request: HttpRequest, wedding: Wedding, home: Household, people: list[Guest]) -> HttpResponse:
    """Raises CannotRegroup."""
    if request.POST.get("to") == "new":
        to = regrouping.split(home, people)
        said = _("%(name)s is a household now, with a card of its own: %(code)s.")
    else:
        chosen = _chosen(wedding, request.POST.get("to", ""), besides=home)
        if chosen is None:
            raise CannotRegroup(_("Choose where they are to go."))
        to = chosen
        regrouping.move(home, people, to)
        said = _("They are in the household %(name)s now; its card is %(code)s.")
    messages.success(request, said % {"name": to.name, "code": to.code})
    return redirect("guests:household", slug=wedding.slug, household_id=to.pk)


def _people(request: HttpRequest, home: Household) -> list[Guest]:
    """Those of the household whom the host has ticked."""
    ticked = {*request.POST.getlist("guest"), *request.GET.getlist("guest")}
    return [guest for guest in home.guests.all() if str(guest.pk) in ticked]


def _chosen(wedding: Wedding, key: str, besides: Household) -> Household | None:
    """The other household that the host chose; of this wedding, whatever the browser says. Raises Http404."""
    if not (key.isascii() and key.isdecimal() and len(key) < 16):
        return None
    if int(key) == besides.pk:
        raise Http404
    return household_of(wedding, int(key))


def _search(request: HttpRequest, wedding: Wedding, besides: Household) -> dict[str, object]:
    """Up to SHOWN other households that `q` finds; those with the same surnames while nothing is asked."""
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    found = find(wedding, query) if query else Found(_of_the_same_name(wedding, besides))
    pks = sorted(found.households - {besides.pk})
    others = households_of(wedding, pks[: SHOWN + 1])
    return {"query": query, "others": others[:SHOWN], "more": len(pks) > SHOWN}


def _of_the_same_name(wedding: Wedding, home: Household) -> frozenset[int]:
    surnames = {guest.last_name for guest in home.guests.all() if guest.last_name}
    namesakes = Guest.objects.filter(household__wedding=wedding, last_name__in=surnames)
    return frozenset(namesakes.values_list("household_id", flat=True)[: 10 * SHOWN])
