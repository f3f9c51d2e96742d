"""Closed by default: who is not signed in sees only the pages that say they are public."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import resolve_url


class ClosedByDefault(LoginRequiredMiddleware):
    """Django's LoginRequiredMiddleware, except that guests are led to their own wedding's sign-in."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable) -> HttpResponseRedirect:
        """Leads to the guests' sign-in from a guest's page, to the hosts' sign-in from any other."""
        match = request.resolver_match
        if match and getattr(view_func, "admits", "") == "household":
            login_url = resolve_url("guests:sign_in", slug=match.kwargs["slug"])
        else:
            login_url = resolve_url(settings.LOGIN_URL)
        return redirect_to_login(request.get_full_path(), login_url)
