"""The first run: a page that makes the first owner and their wedding, and is gone afterwards."""

import logging
from functools import cache

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from handfast.accounts import limits
from handfast.accounts.access import anyone
from handfast.accounts.sessions import sign_in_host
from handfast.weddings.forms import SetupForm
from handfast.weddings.founding import AlreadyOwned, found_site, is_owned, setup_code
from handfast.weddings.models import Wedding

log = logging.getLogger(__name__)


@anyone
@never_cache
@sensitive_post_parameters("password", "code")
def setup(request: HttpRequest) -> HttpResponse:
    """The page, while nobody owns the site; 404 ever after."""
    if is_owned():
        raise Http404
    tell_the_log()
    if request.method != "POST":
        return _page(request, SetupForm())
    try:
        attempt = limits.begin(request, "setup")
    except limits.TooManyAttempts as refusal:
        messages.error(request, str(refusal))
        return _page(request, SetupForm(), status=429)  # unbound: nothing of what was sent is judged, or shown
    form = SetupForm(request.POST)
    wedding = _found(form) if form.is_valid() else None
    if "code" not in form.errors:
        attempt.succeeded()
    return _welcome(request, wedding) if wedding else _page(request, form)


def _page(request: HttpRequest, form: SetupForm, status: int = 200) -> HttpResponse:
    return render(request, "weddings/setup.html", {"form": form, "site_url": settings.SITE_URL}, status=status)


def _found(form: SetupForm) -> Wedding | None:
    """The new wedding, or None with the reason among the form's errors."""
    person = {name: form.cleaned_data[name] for name in ("email", "password", "name")}
    try:
        return found_site(**person, **form.wedding())
    except AlreadyOwned as late:
        raise Http404 from late
    except ValidationError as error:
        form.add_error("slug" if "slug" in getattr(error, "error_dict", {}) else None, error.messages)
        return None


def _welcome(request: HttpRequest, wedding: Wedding) -> HttpResponse:
    sign_in_host(request, wedding.hosts.get().user)
    messages.success(request, _("Your site is ready. Next: your guest list."))
    return redirect("dashboard:overview", slug=wedding.slug)


@cache
def tell_the_log() -> None:
    """Writes the setup words where whoever runs the server can read them; once in each process."""
    log.warning("Nobody owns this site yet. Open %s/setup/ with the setup words: %s", settings.SITE_URL, setup_code())
