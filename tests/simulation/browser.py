"""A browser of somebody who is known to the site: it presses buttons, and the site's own views answer."""

from collections.abc import Callable
from html.parser import HTMLParser
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotFound
from django.test import RequestFactory

from handfast.accounts.models import User

SLUG = "robin-and-sam"
FORM = "application/x-www-form-urlencoded"


class Browser:
    """Whoever sits before it is signed in as `user`, or nobody is. To be used within `run.in_the_site`."""

    def __init__(self, user: User | None = None) -> None:
        self.user = user or AnonymousUser()

    def get(self, view: Callable, **where: object) -> HttpResponse:
        """The page that the site shows."""
        return self._asked(view, RequestFactory().get("/"), where)

    def post(self, view: Callable, fields: dict[str, object] | None = None, **where: object) -> HttpResponse:
        """What the site answers when a form is sent to `view`; `where` is the rest of its address."""
        return self._asked(view, RequestFactory().post("/", urlencode(fields or {}, doseq=True), FORM), where)

    def upload(self, view: Callable, name: str, data: bytes, **where: object) -> HttpResponse:
        """What the site answers when a file is sent to `view`."""
        return self._asked(view, RequestFactory().post("/", {"file": SimpleUploadedFile(name, data)}), where)

    def _asked(self, view: Callable, request: HttpRequest, where: dict[str, object]) -> HttpResponse:
        request.user = self.user
        request._messages = CookieStorage(request)
        try:
            return view(request, slug=SLUG, **where)
        except Http404:
            return HttpResponseNotFound()


class _Inputs(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag == "input" and known.get("name"):
            self.found[known["name"]] = known.get("value") or ""


def filled_in(page: HttpResponse) -> dict[str, str]:
    """The form of a page as it came, by name; each box on it is ticked."""
    inputs = _Inputs()
    inputs.feed(page.content.decode())
    return inputs.found
