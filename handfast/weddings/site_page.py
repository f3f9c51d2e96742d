"""The site in the couple's own words."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from handfast.weddings.access import owner_page
from handfast.weddings.forms import SiteForm
from handfast.weddings.models import Wedding


@owner_page
def site(request: HttpRequest, wedding: Wedding) -> HttpResponse:
    """Names, day, place, welcome, reply-by."""
    form = SiteForm(request.POST or None, instance=Wedding.objects.select_related("mailbox").get(pk=wedding.pk))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Kept. Guests see it now."))
        return redirect("weddings:site", slug=wedding.slug)
    return render(request, "weddings/site.html", {"form": form})
