"""Who is let in to which page of a wedding. Every view is wrapped by one of these and shows only what it is handed.

Each wrapper answers 404 to a signed-in person who has no business there, so that nothing is learnt from asking;
somebody not signed in is led to the right sign-in by `ClosedByDefault`. `admits` on the view says who may come in: the
test that walks every route reads it.
"""

from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse

from handfast.accounts.access import View, admit, anyone
from handfast.weddings.models import Host, Wedding


def public_page(view: View) -> View:
    """A page of a wedding that anybody may see: the view is called with (request, wedding, …)."""

    @wraps(view)
    def wrapped(request: HttpRequest, slug: str, **kwargs: object) -> HttpResponse:
        return view(request, load_wedding(request, slug), **kwargs)

    return anyone(wrapped)


def host_page(view: View) -> View:
    """A page for the wedding's hosts, whatever their role: the view is called with (request, wedding, …)."""
    return _for_hosts(view, "host", frozenset(Host.Role.values))


def owner_page(view: View) -> View:
    """A page for the wedding's owners only (money, people): the view is called with (request, wedding, …)."""
    return _for_hosts(view, "owner", frozenset({Host.Role.OWNER}))


def _for_hosts(view: View, admits: str, roles: frozenset[str]) -> View:
    @wraps(view)
    def wrapped(request: HttpRequest, slug: str, **kwargs: object) -> HttpResponse:
        wedding = load_wedding(request, slug)
        host = wedding.hosts.select_related("user").filter(user_id=request.user.pk or 0, role__in=roles).first()
        if host is None:
            raise Http404
        request.host = host  # type: ignore[attr-defined]
        return view(request, wedding, **kwargs)

    return admit(admits, wrapped)


def load_wedding(request: HttpRequest, slug: str) -> Wedding:
    """The wedding of that slug (in capitals too, as somebody may type it), with its book and mailbox, noted on the
    request for the shell. Raises Http404."""
    wedding = Wedding.objects.select_related("book__account", "mailbox").filter(slug=slug.lower()).first()
    if wedding is None:
        raise Http404
    request.wedding = wedding  # type: ignore[attr-defined]
    return wedding
