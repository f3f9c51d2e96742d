"""Django's admin, for the person who runs the server, and for nobody else."""

from collections.abc import Iterable, Iterator
from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.views import redirect_to_login
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import URLPattern, reverse

from handfast.accounts.access import admit, anyone


class SuperusersOnly(AdminSite):
    """The admin site: superusers come in, strangers are led to the hosts' sign-in, anybody else gets 404."""

    site_header = site_title = "Handfast"
    index_title = "Everything on this server"

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether this is a superuser; being "staff" is not enough."""
        return request.user.is_active and request.user.is_superuser

    def register(self, model_or_iterable: type[Model] | Iterable, *args: Any, **options: Any) -> None:
        """Shows our own models only: libraries' would open ways round our pages."""
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else list(model_or_iterable)
        ours = [model for model in models if model.__module__.startswith("handfast.")]
        super().register(ours, *args, **options)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Closes a page of the admin."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if request.user.is_authenticated and not self.has_permission(request):
                raise Http404
            return inner(request, *args, **kwargs)

        return wrapped

    def get_urls(self) -> list:
        """The admin's pages; each says whom it admits."""
        urls = super().get_urls()
        for url in _flat(urls):
            if url.name == "login":
                url.callback = anyone(self.login)
            else:
                admit("superuser", url.callback)
        return urls

    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """Leads to the hosts' sign-in, where tries are limited."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise Http404
        return redirect_to_login(reverse("admin:index"), resolve_url("account_login"))

    def password_change(self, request: HttpRequest, extra_context: dict | None = None) -> Any:
        """Leads to the page where hosts change theirs."""
        return redirect("account_change_password")


def _flat(urls: Iterable) -> Iterator[URLPattern]:
    for url in urls:
        if isinstance(url, URLPattern):
            yield url
        else:
            yield from _flat(url.url_patterns)


class ReadOnly(ModelAdmin):
    """Rows to look at. Nothing is added or deleted here, and only what `changeable` names can be changed: everything
    else has its own page, which keeps the rules."""

    changeable: tuple[str, ...] = ()

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        """All fields but the changeable ones."""
        shown = self.fields or [field.name for field in self.opts.fields]
        return [str(name) for name in shown if name not in self.changeable]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Never."""
        return False
