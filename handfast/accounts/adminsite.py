"""Django's admin, for the person who runs the server, and for nobody else."""

from collections.abc import Callable
from functools import wraps

from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.views import redirect_to_login
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import reverse

from handfast.accounts.access import anyone


class SuperusersOnly(AdminSite):
    """The admin site: superusers come in, strangers are led to the hosts' sign-in, anybody else gets 404."""

    site_header = site_title = "Handfast"
    index_title = "Everything on this server"

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether this is a superuser; being "staff" is not enough."""
        return request.user.is_active and request.user.is_superuser

    def admin_view(self, view: Callable, cacheable: bool = False) -> Callable:
        """Closes a page of the admin."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if request.user.is_authenticated and not self.has_permission(request):
                raise Http404
            return inner(request, *args, **kwargs)

        wrapped.admits = "superuser"
        return wrapped

    def get_urls(self) -> list:
        """The admin's pages, less its own way of changing a password."""
        urls = [url for url in super().get_urls() if getattr(url, "name", None) not in _OUR_OWN]
        for url in urls:
            if getattr(url, "name", None) == "login":
                url.callback = anyone(self.login)
        return urls

    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """Leads to the hosts' sign-in, where tries are limited."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise Http404
        return redirect_to_login(reverse("admin:index"), resolve_url("account_login"))


_OUR_OWN = frozenset({"password_change", "password_change_done"})


class ReadOnly(ModelAdmin):
    """Rows to look at. Nothing is added or deleted here, and only what `changeable` names can be changed: everything
    else has its own page, which keeps the rules."""

    changeable: tuple[str, ...] = ()

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        """All fields but the changeable ones."""
        shown = self.fields or [field.name for field in self.opts.fields]
        return [name for name in shown if name not in self.changeable]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Never."""
        return False
