"""Serving pictures to those who may see them: the wedding's households, and its hosts.

An address names its content, so a browser may keep what it got for as long as it likes; a shared cache may not.
"""

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from handfast.guests.access import household_page
from handfast.guests.models import Household
from handfast.registry.pictures import SIZES, path_of
from handfast.weddings.access import owner_page
from handfast.weddings.models import Wedding


@household_page
@require_safe
def for_guests(request: HttpRequest, wedding: Wedding, household: Household, digest: str, size: str) -> HttpResponse:
    """A picture of a gift that guests can see."""
    return _file(wedding, digest, size, gifts__is_hidden=False)


@owner_page
@require_safe
def for_hosts(request: HttpRequest, wedding: Wedding, digest: str, size: str) -> HttpResponse:
    """Any picture of the wedding."""
    return _file(wedding, digest, size)


def _file(wedding: Wedding, digest: str, size: str, **narrowed: bool) -> HttpResponse:
    if size not in SIZES or not wedding.pictures.filter(digest=digest, **narrowed).exists():
        raise Http404
    path = path_of(wedding, digest, size)
    if not default_storage.exists(path):
        raise Http404
    with default_storage.open(path) as file:  # a picture of ours is small: no need to send it in pieces
        answer = HttpResponse(file.read(), content_type="image/webp")
    answer["Cache-Control"] = "private, max-age=31536000, immutable"
    return answer
