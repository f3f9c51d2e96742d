"""The page that leads from test money to real money."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from handfast.payments import golive
from handfast.weddings.access import owner_page
from handfast.weddings.models import Wedding


@owner_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def going_live(request: HttpRequest, wedding: Wedding) -> HttpResponse:
    """Shows each step with what Stripe says of it; the button at the end takes the wedding live, or says what lacks."""
    if wedding.book.account.livemode:
        return render(request, "dashboard/going_live.html", {"steps": []})
    if request.method == "POST":
        try:
            take_live(wedding)
        except golive.NotReady as missing:
            messages.error(request, str(missing))
        else:
            messages.success(request, _("You are live: from now on gifts are real money."))
        return redirect("dashboard:going_live", slug=wedding.slug)
    found = golive.steps(wedding.book)
    ready = all(step.done for step in found)
    return render(request, "dashboard/going_live.html", {"steps": found, "ready": ready})


def take_live(wedding: Wedding) -> None:
    """Gives the wedding a live book. Pressed twice, or by two owners at once, it gets one. Raises NotReady."""
    book = golive.begin(wedding.book)
    with transaction.atomic():
        locked = Wedding.objects.select_for_update(of=("self",)).select_related("book__account").get(pk=wedding.pk)
        if locked.book.account.livemode:
            book.delete()
            return
        locked.book = book
        locked.save(update_fields=["book"])
