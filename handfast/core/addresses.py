"""Addresses that lead nowhere, told before any page is asked."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse


class OddAddresses:
    """Middleware: an address with a NUL is nobody's. PostgreSQL refuses to look for one, so a page that looks its part
    up would fall over, where SQLite finds nothing. Raises Http404."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """404, or what the page says."""
        if "\0" in request.path_info:
            raise Http404
        return self.get_response(request)
